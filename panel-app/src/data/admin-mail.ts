// The console's calls about mail: accounts, who may send, messages, what is sent.
import type {
  AdminMail,
  AdminMailAccount,
  AdminMailMessages,
  MailAccountAdd,
  MailAccountChange,
  MailTest,
  MailTested,
  Outbox,
  SenderDecision,
  SenderRule,
  SenderRuleAdd,
  SenderRulesImported,
  Senders,
} from '@platen/shared/api/admin-mail';
import type { MailState } from '@platen/shared/mail';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

/** A server that holds back its answer to a wrong password does so for half a minute; the server here gives up after 45 s. */
const TEST_MS = 60_000;
const IMPORT_MS = 60_000;

const path = (...parts: readonly string[]): string =>
  ['/api/admin/mail', ...parts.map((part) => encodeURIComponent(part))].join('/');

export const readMail = (signal?: Signal): Promise<ApiResult<AdminMail>> => callApi({ path: path(), signal });
export const addMailAccount = (account: MailAccountAdd): Promise<ApiResult<AdminMailAccount>> =>
  callApi({ method: 'POST', path: path('accounts'), body: account });
/** What is absent stays; `settings` are replaced as a whole. */
export const changeMailAccount = (
  id: string,
  change: MailAccountChange,
): Promise<ApiResult<AdminMailAccount>> =>
  callApi({ method: 'PATCH', path: path('accounts', id), body: change });
export const removeMailAccount = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('accounts', id) });
/** Changes nothing. */
export const testMail = (ask: MailTest, signal?: Signal): Promise<ApiResult<MailTested>> =>
  callApi({ method: 'POST', path: path('test'), body: ask, signal, timeoutMs: TEST_MS });

export const readSenders = (signal?: Signal): Promise<ApiResult<Senders>> =>
  callApi({ path: path('senders'), signal });
export const addSenderRule = (rule: SenderRuleAdd): Promise<ApiResult<SenderRule>> =>
  callApi({ method: 'POST', path: path('rules'), body: rule });
export const removeSenderRule = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('rules', id) });
/** Nothing is added while a line is wrong. */
export const importSenderRules = (
  list: SenderRule['list'],
  text: string,
): Promise<ApiResult<SenderRulesImported>> =>
  callApi({ method: 'POST', path: path('rules', 'import'), body: { list, text }, timeoutMs: IMPORT_MS });
export const decideSender = (decision: SenderDecision): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('requests'), body: decision });

/** @param state undefined: all. */
export const readMessages = (
  state: MailState | undefined,
  signal?: Signal,
): Promise<ApiResult<AdminMailMessages>> =>
  callApi({ path: `${path('messages')}${state === undefined ? '' : `?state=${state}`}`, signal });
export const retryMessage = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('messages', id, 'retry') });
export const deleteMessage = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('messages', id) });

export const readOutbox = (signal?: Signal): Promise<ApiResult<Outbox>> =>
  callApi({ path: path('outbox'), signal });
export const sendAgain = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('outbox', id, 'retry') });
export const dropMail = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('outbox', id, 'drop') });
