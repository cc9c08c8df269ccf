// Which making of the panel the browser of a device is given: by itself, or as the administrator says. Takes effect at once.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { isPanelKind, PANEL_KINDS, type PanelKind } from '@platen/shared/panel-kind';
import type { TemplateResult } from 'lit';
import { lockOf } from '../printer-words.ts';
import { say } from '../speech.ts';
import { lockedField } from './locked-field.ts';
import { selectField } from './select-field.ts';

export function panelKindField(
  printer: AdminPrinter,
  change: (kind: PanelKind | null) => void,
): TemplateResult {
  const { panelKind } = printer;
  const label = say('panel-kind');
  const source = lockOf(printer, 'panelKind');
  if (source !== undefined) {
    return lockedField({ label, value: say(`panel-kind-${panelKind ?? 'auto'}`), source });
  }
  return selectField({
    name: 'panelKind',
    label,
    hint: say('panel-kind-hint'),
    value: panelKind ?? '',
    choices: [
      { value: '', label: say('panel-kind-auto') },
      ...PANEL_KINDS.map((kind) => ({ value: kind, label: say(`panel-kind-${kind}`) })),
    ],
    change: (value) => change(isPanelKind(value) ? value : null),
  });
}
