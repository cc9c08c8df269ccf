// How a document ended in LibreOffice, in the words of whoever sent it there.
import type { ErrorCode } from '@platen/shared/error-table';
import type { InstanceResult } from './office-instance.ts';

export interface OfficeRefusal {
  readonly ok: false;
  /** `aborted`: by the caller's own signal. `office-missing`: there is no LibreOffice or no sandbox here. */
  readonly code:
    | Extract<
        ErrorCode,
        | 'document-broken'
        | 'document-empty'
        | 'document-password'
        | 'document-too-large'
        | 'document-too-many-pages'
        | 'document-too-slow'
        | 'document-type'
        | 'office-missing'
        | 'not-ready'
      >
    | 'aborted';
  /** For the operator. */
  readonly detail: string;
}

export type OfficeOutcome = { readonly ok: true; readonly pdf: Buffer } | OfficeRefusal;

export const refuse = (code: OfficeRefusal['code'], detail: string): OfficeRefusal => ({
  ok: false,
  code,
  detail,
});

export function outcomeOf(result: InstanceResult, timeLimitMs: number): OfficeOutcome {
  switch (result.kind) {
    case 'done':
      return { ok: true, pdf: result.pdf };
    case 'refused':
      return refuse(result.code, result.detail);
    case 'overrun':
      return refuse('document-too-slow', `not done after ${timeLimitMs} ms`);
    case 'too-large':
      return refuse('document-too-large', result.detail);
    case 'crashed':
      return refuse('document-broken', `LibreOffice ended: ${result.detail}`);
  }
}
