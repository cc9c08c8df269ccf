// What the doctor says about mail: accounts in trouble, a site that takes mail but answers none, messages set aside, certificates that are pinned.
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import type { Check } from './doctor.ts';
import type { MailAccountRow } from './flow/store/mail-accounts.ts';

export interface MailDoctorParts {
  readonly accounts: () => Promise<readonly MailAccountRow[]>;
  /** Messages that were set aside, and mail that could not be sent. */
  /** The setting `mail.trust`. */
  readonly trust: () => string;
  readonly counts: () => Promise<{ readonly quarantined: number; readonly unsent: number }>;
}

export async function examineMail(parts: MailDoctorParts): Promise<Check[]> {
  const accounts = (await parts.accounts()).filter(({ enabled }) => enabled);
  if (accounts.length === 0) return [];
  const { quarantined, unsent } = await parts.counts();
  return [
    ...accounts.map(examineAccount),
    ...accounts.flatMap(pinned),
    ...answers(accounts),
    ...(parts.trust() === 'verified' ? accounts.flatMap(unbelieved) : []),
    ...(quarantined === 0
      ? []
      : [
          {
            id: 'mail-quarantine',
            ok: false,
            sentence: `${quarantined} ${quarantined === 1 ? 'message was' : 'messages were'} set aside after three tries.`,
            cure: 'Look at them in the console: Mail, Set aside. Try again, or delete.',
          },
        ]),
    ...(unsent === 0
      ? []
      : [
          {
            id: 'mail-outbox',
            ok: false,
            sentence: `${unsent} ${unsent === 1 ? 'message' : 'messages'} could not be sent.`,
            cure: 'Look at them in the console: Mail, Outbox. Send again, or drop.',
          },
        ]),
  ];
}

function examineAccount({ id, name, receives, state }: MailAccountRow): Check {
  const check = `mail:${id}`;
  const trouble = state?.trouble;
  if (trouble === undefined) {
    const works = receives ? 'Mail is taken from' : 'Mail is sent through';
    const untried = state?.lastOkAt === undefined;
    return { id: check, ok: true, sentence: untried ? `${name} was not tried yet.` : `${works} ${name}.` };
  }
  const fact = ERRORS[trouble as ErrorCode] as (typeof ERRORS)[ErrorCode] | undefined;
  const detail = state?.detail ?? '';
  return {
    id: check,
    ok: false,
    sentence: `${name}: ${fact === undefined ? trouble : fillSentence(fact.user, { detail })}`,
    cure: `Test it in the console (Mail) or with: platen mail test ${id}${detail === '' ? '' : `. The server: ${detail}`}`,
  };
}

function pinned({ id, name, settings }: MailAccountRow): Check[] {
  if (settings.security === 'none') {
    return [
      {
        id: `mail-plain:${id}`,
        ok: true,
        sentence: `${name} is spoken to without encryption: its password and all mail can be read on the way.`,
      },
    ];
  }
  if (settings.tlsPin === undefined) return [];
  const sentence = `The certificate of ${name} is pinned: when its server gets another one, mail stops until it is pinned anew.`;
  return [{ id: `mail-pin:${id}`, ok: true, sentence }];
}

/** As it is shipped only vouched-for senders may print, and nobody is asked who vouches: everything would be refused. */
function unbelieved({ id, name, receives, settings }: MailAccountRow): Check[] {
  if (!receives || (settings.authservId ?? '').trim() !== '') return [];
  return [
    {
      id: `mail-trust:${id}`,
      ok: false,
      sentence: `Every message to ${name} is refused: only senders that the mail server vouches for may print, and it is not set whose word counts.`,
      cure: 'Set the name in Authentication-Results at the account (docs/mail.md says how to find it), or choose another "How a sender is known" in the settings of mail.',
    },
  ];
}

function answers(accounts: readonly MailAccountRow[]): Check[] {
  const receives = accounts.some((account) => account.receives);
  const sends = accounts.some((account) => account.sends);
  if (!receives || sends) return [];
  return [
    {
      id: 'mail-answers',
      ok: false,
      sentence: 'Mail is taken, but no account sends: nobody gets an answer or a code.',
      cure: 'Add an account that sends in the console (Mail), or with: platen mail add ADDRESS --kind smtp --host HOST',
    },
  ];
}
