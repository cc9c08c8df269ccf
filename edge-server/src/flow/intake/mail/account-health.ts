// What the console shows of an account that is being read, and when the administrator is told that something is wrong with it: once.
import { type ErrorCode, isErrorCode } from '@platen/shared/error-table';
import type { MailAccountState } from '@platen/shared/mail';
import type { Deps } from '../../../deps.ts';
import { MailError } from '../../../protocols/mail/mailbox.ts';
import { type MailAccountRow, setAccountState } from '../../store/mail-accounts.ts';
import type { Alert } from './judgement.ts';
import { asAppError } from './trouble.ts';

/** How often "all is well" is written down while it is. */
const WELL_MS = 60_000;
/** A server that is restarted, or a line that was down for a moment, is nobody's business; what only a person can mend is told at once. */
const TELL_AFTER_MS = 900_000;

type HealthDeps = Pick<Deps, 'db' | 'clock'> & { readonly alert: Alert };

export interface AccountHealth {
  readonly well: () => Promise<void>;
  readonly ill: (cause: unknown) => Promise<void>;
}

export function makeAccountHealth(deps: HealthDeps, account: MailAccountRow): AccountHealth {
  let state: MailAccountState = account.state ?? {};

  return {
    async well() {
      const now = deps.clock.now();
      if (state.trouble === undefined && state.lastOkAt !== undefined && now - state.lastOkAt < WELL_MS)
        return;
      const next: MailAccountState = { lastOkAt: now };
      const { trouble, toldAt } = state;
      await deps.db.write(async (tx) => {
        await setAccountState(tx, account.id, next);
        // Who was told that it is ill is told that it is well.
        if (toldAt !== undefined && isErrorCode(trouble ?? ''))
          await deps.alert(tx, { code: trouble as ErrorCode, detail: '', account, over: true });
      });
      state = next;
    },
    async ill(cause) {
      const { code, message: detail } = asAppError(cause);
      const now = deps.clock.now();
      const known = state.trouble === code ? state : { lastOkAt: state.lastOkAt };
      const since = known.troubleSince ?? now;
      const tell = known.toldAt === undefined && (onlyAPersonHelps(cause) || now - since >= TELL_AFTER_MS);
      if (known === state && !tell && state.detail === detail) return;
      const told = tell ? now : known.toldAt;
      const next: MailAccountState = {
        ...(state.lastOkAt === undefined ? {} : { lastOkAt: state.lastOkAt }),
        ...(told === undefined ? {} : { toldAt: told }),
        ...{ trouble: code, detail, troubleSince: since },
      };
      await deps.db.write(async (tx) => {
        await setAccountState(tx, account.id, next);
        if (tell) await deps.alert(tx, { code, detail, account });
      });
      state = next;
    },
  };
}

const onlyAPersonHelps = (cause: unknown): boolean =>
  cause instanceof MailError && (cause.trouble === 'refused' || cause.trouble === 'certificate');
