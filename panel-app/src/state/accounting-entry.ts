// Typing the accounting data a printer asks for: one field after the other, filled in with what was given the last time. The server
// remembers it; here it lives while its screen is shown.
import {
  accountingFields,
  MAX_ACCOUNTING_CHARACTERS,
  missingAccounting,
} from '@platen/shared/preflight-accounting';
import type { PasswordKeys } from './document-password.ts';
import type { PanelCore } from './panel-core.ts';
import type { AccountingEntry } from './panel-state.ts';

export interface AccountingKeys extends Pick<PasswordKeys, 'type' | 'backspace' | 'submit' | 'close'> {
  /** @param jobIds to be printed once it is there; empty: it is only looked at and changed. */
  readonly open: (jobIds: readonly string[]) => void;
}

export function takeAccounting(core: PanelCore, print: (jobIds: readonly string[]) => void): AccountingKeys {
  const { store } = core;
  const edit = (to: (text: string) => string): void => {
    const { accounting: entry } = store.get();
    if (entry === undefined || entry.sending) return;
    store.set({ accounting: { ...entry, [entry.field]: to(entry[entry.field]), refusal: undefined } });
  };
  const close = (): void => {
    const { accounting: entry } = store.get();
    store.set({ screen: entry?.from ?? 'jobs', accounting: undefined });
  };

  const submit = async (): Promise<void> => {
    const { accounting: entry, session } = store.get();
    if (entry === undefined || entry.sending || entry[entry.field].trim() === '') return;
    const fields = accountingFields(session?.accounting?.need ?? 'none');
    const next = fields[fields.indexOf(entry.field) + 1];
    if (next !== undefined) {
      store.set({ accounting: { ...entry, field: next } });
      return;
    }
    await send({ ...entry, sending: true, refusal: undefined }, fields);
  };

  const send = async (entry: AccountingEntry, fields: readonly AccountingEntry['field'][]): Promise<void> => {
    store.set({ accounting: entry });
    const given = Object.fromEntries(fields.map((field) => [field, entry[field].trim()]));
    const result = await core.api.account(given, core.signal());
    const remembered = core.settle(result);
    const { session, accounting } = store.get();
    if (session === undefined) return;
    if (remembered !== undefined) store.set({ session: { ...session, accounting: remembered } });
    // Left meanwhile: it is remembered, but nothing is printed by it.
    if (accounting !== entry) return;
    if (remembered === undefined) {
      const refusal = !result.ok && result.why === 'refused' ? result.error.message : undefined;
      store.set({ accounting: { ...entry, sending: false, refusal } });
      return;
    }
    close();
    if (entry.jobIds.length > 0 && missingAccounting(remembered) === undefined) print(entry.jobIds);
  };

  return {
    open: (jobIds) => {
      const { session, screen } = store.get();
      const asked = session?.accounting;
      const first = asked === undefined ? undefined : accountingFields(asked.need)[0];
      if (asked === undefined || first === undefined) return;
      const field = (jobIds.length > 0 ? missingAccounting(asked) : undefined) ?? first;
      const { user = '', account = '' } = asked;
      store.set({
        screen: 'accounting',
        accounting: { field, user, account, jobIds, sending: false, refusal: undefined, from: screen },
        message: undefined,
      });
    },
    type: (character) => edit((text) => (text.length < MAX_ACCOUNTING_CHARACTERS ? text + character : text)),
    backspace: () => edit((text) => [...text].slice(0, -1).join('')),
    submit: () => void submit(),
    close,
  };
}
