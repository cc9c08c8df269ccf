// The part of the made-up console server that answers for mail.
import type {
  AdminMailAccount,
  MailAccountAdd,
  MailTest,
  MailTested,
  SenderDecision,
  SenderRuleAdd,
  SenderRulesImported,
} from '@platen/shared/api/admin-mail';
import {
  mailAccounts,
  mailMessages,
  mailOverview,
  outbox,
  senderRequests,
  senderRules,
  testedSending,
  testedWell,
} from './admin-mail-data.ts';

export interface MailScene {
  readonly mailAccounts?: readonly AdminMailAccount[];
  readonly mailTested?: MailTested;
  readonly mailImported?: SenderRulesImported;
  /** Nothing has happened yet: no messages, senders, rules, nothing sent. */
  readonly mailQuiet?: boolean;
}

export interface MailFake {
  /** @param parts of the path behind /api/admin/mail; undefined: nothing is there. */
  readonly answer: (method: string, parts: readonly string[], url: URL, body: unknown) => unknown;
}

export function mailFake(scene: MailScene, now: number): MailFake {
  const quiet = scene.mailQuiet === true;
  let accounts = [...(scene.mailAccounts ?? mailAccounts(now))];
  let messages = quiet ? [] : mailMessages(now);
  let requests = quiet ? [] : senderRequests(now);
  let rules = quiet ? [] : senderRules(now);
  let sent = quiet ? [] : outbox(now);

  function ofAccounts(method: string, id: string | undefined, body: unknown): unknown {
    const known = accounts.find((one) => one.id === id);
    const typed = (body ?? {}) as Partial<MailAccountAdd>;
    const { secret, ...fields } = typed;
    const fresh: AdminMailAccount = {
      ...(known ?? mailAccounts(now)[0] ?? never()),
      ...(known === undefined
        ? { id: 'm-new', waiting: 0, quarantined: 0, tone: 'quiet', sentence: 'Not tried yet.' }
        : {}),
      ...(fields as Partial<AdminMailAccount>),
      ...(secret === undefined ? {} : { secretStored: true }),
    };
    const shown: AdminMailAccount = fresh.enabled
      ? fresh
      : { ...fresh, tone: 'quiet', sentence: 'Switched off.' };
    if (method === 'DELETE') accounts = accounts.filter((one) => one.id !== id);
    else if (known === undefined) accounts = [...accounts, shown];
    else accounts = accounts.map((one) => (one.id === id ? shown : one));
    return method === 'DELETE' ? { ok: true } : shown;
  }

  function ofRules(method: string, id: string | undefined, body: unknown): unknown {
    if (id === 'import') return scene.mailImported ?? { added: 3, known: 1, mistakes: [] };
    if (method === 'DELETE') {
      rules = rules.filter((rule) => rule.id !== id);
      return { ok: true };
    }
    const rule = {
      id: 's-new',
      note: '',
      createdAt: now,
      createdBy: 'admin:Renate',
      ...(body as SenderRuleAdd),
    };
    rules = [...rules, { ...rule, note: rule.note ?? '' }];
    return rule;
  }

  return {
    answer: (method, [area, id, act], url, body) => {
      if (area === undefined) {
        const overview = mailOverview(now, accounts);
        const counts = {
          requests: requests.length,
          quarantined: messages.filter(({ state }) => state === 'quarantined').length,
          outbox: sent.filter(({ state }) => state === 'waiting').length,
          outboxFailed: sent.filter(({ state }) => state === 'failed' || state === 'unknown').length,
        };
        return { ...overview, counts };
      }
      if (area === 'accounts') return ofAccounts(method, id, body);
      if (area === 'test') {
        const { id: stored, account } = body as MailTest;
        const sends = account?.sends ?? accounts.find((one) => one.id === stored)?.sends ?? false;
        return scene.mailTested ?? (sends ? testedSending : testedWell);
      }
      if (area === 'senders') return { rules, requests };
      if (area === 'rules') return ofRules(method, id, body);
      if (area === 'requests') {
        const { address, decision } = body as SenderDecision;
        requests = requests.filter((one) => one.address !== address);
        ofRules('POST', undefined, { list: decision, pattern: address });
        return { ok: true };
      }
      if (area === 'messages') {
        if (method !== 'GET') messages = messages.filter((one) => one.id !== id);
        const state = url.searchParams.get('state');
        const found = messages.filter((one) => state === null || one.state === state);
        return method === 'GET' ? { messages: found, total: found.length } : { ok: true };
      }
      if (area === 'outbox') {
        const state = act === 'drop' ? ('dropped' as const) : ('waiting' as const);
        const words =
          act === 'drop'
            ? ({ tone: 'quiet', sentence: 'Not sent.' } as const)
            : ({ tone: 'busy', sentence: 'Waits to be sent.' } as const);
        if (method !== 'GET') {
          sent = sent.map((one) =>
            one.id === id ? { ...one, state, ...words, mayRetry: false, mayDrop: false } : one,
          );
        }
        return method === 'GET' ? { entries: sent, total: sent.length } : { ok: true };
      }
      return undefined;
    },
  };
}

function never(): never {
  throw new Error('there is always a first account');
}
