// A trouble with the sentence a person reads.
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { PanelTrouble } from './panel-platform.ts';

export function sayTrouble(
  code: PanelTrouble['code'],
  values: PanelTrouble['values'] = {},
): PanelTrouble & { readonly sentence: string } {
  return {
    ok: false,
    code,
    values,
    passwordRefused: false,
    sentence: fillSentence(ERRORS[code].user, values),
  };
}
