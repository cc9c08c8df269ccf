// Keeps a failing account from being tried once per waiting message: a wrong password would lock it, a dead server would cost a time-out each.
// Remembers in this process only; after a start, one try finds out anew.
import type { Clock, Deps } from '../../deps.ts';
import type { MailTrouble } from '../../protocols/mail/mailbox.ts';
import type { MailSender } from '../../protocols/mail/sending.ts';

export interface AccountTrouble {
  readonly trouble: MailTrouble;
  /** One line for the administrator. */
  readonly detail: string;
}

/**
 * Ms until the next try, after the first failure and at most; doubled in between. What only an administrator can mend is tried slowly: their
 * saving the account makes a new sender and with it an open gate.
 */
const WAITS: Readonly<Record<MailTrouble, { readonly first: number; readonly most: number }>> = {
  unreachable: { first: 15_000, most: 300_000 },
  busy: { first: 60_000, most: 900_000 },
  protocol: { first: 60_000, most: 900_000 },
  gone: { first: 60_000, most: 900_000 },
  certificate: { first: 300_000, most: 1_800_000 },
  refused: { first: 900_000, most: 3_600_000 },
};

interface Shut {
  readonly until: number;
  readonly failures: number;
  readonly trouble: AccountTrouble;
}

interface AccountGateDeps extends Pick<Deps, 'log'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly accountIs: (accountId: string, trouble: AccountTrouble | undefined) => Promise<void>;
}

interface Gated {
  readonly id: string;
  /** Another one after every change of the account: its gate is open. */
  readonly sender: MailSender;
}

export function makeAccountGate(deps: AccountGateDeps) {
  const shut = new WeakMap<MailSender, Shut>();
  /** What was last told of an account; absent: nothing yet, so that the first good end clears what an earlier life had told. */
  const told = new Map<string, MailTrouble | 'well'>();

  async function tell(id: string, trouble: AccountTrouble | undefined): Promise<void> {
    const now = trouble?.trouble ?? 'well';
    if (told.get(id) === now) return;
    told.set(id, now);
    if (trouble !== undefined) deps.log.warn('mail cannot be sent', { account: id, ...trouble });
    // The state of an account is for the console; that it could not be written must not undo that a mail was sent.
    await deps.accountIs(id, trouble).catch((cause: unknown) => {
      told.delete(id);
      deps.log.error('the state of a mail account could not be stored', { account: id, cause });
    });
  }

  return {
    /** Undefined: go ahead. */
    shutFor({ sender }: Gated): { readonly waitMs: number; readonly detail: string } | undefined {
      const found = shut.get(sender);
      const waitMs = (found?.until ?? 0) - deps.clock.now();
      return found === undefined || waitMs <= 0 ? undefined : { waitMs, detail: found.trouble.detail };
    },
    /** @returns ms until the next try. */
    async failed({ id, sender }: Gated, trouble: AccountTrouble, askedMs = 0): Promise<number> {
      const before = shut.get(sender);
      const now = deps.clock.now();
      // Several messages under way at once fail together: that is one failure.
      if (before !== undefined && before.until > now) return before.until - now;
      const failures = before?.trouble.trouble === trouble.trouble ? before.failures + 1 : 1;
      const { first, most } = WAITS[trouble.trouble];
      // 2 ** 20 is past every limit; larger powers lose their meaning.
      const waitMs = Math.max(Math.min(first * 2 ** Math.min(failures - 1, 20), most), askedMs);
      shut.set(sender, { until: now + waitMs, failures, trouble });
      await tell(id, trouble);
      return waitMs;
    },
    async opened({ id, sender }: Gated): Promise<void> {
      shut.delete(sender);
      await tell(id, undefined);
    },
  };
}
