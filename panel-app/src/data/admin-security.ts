// The console's calls about administrators: the door with its steps, the own account, the others, the audit log.
import type { AdminMe } from '@platen/shared/api/admin';
import type {
  AdminAccount,
  AdminLink,
  AdminView,
  AuditPage,
  AuditVerdict,
  JoinFacts,
  PasskeyOptions,
  Proved,
  ProveWays,
  RecoveryCodes,
  SecondStep,
  SessionView,
  SignInWays,
  TotpEnrolment,
} from '@platen/shared/api/admin-security';
import type { AdminRole } from '@platen/shared/scopes';
import { type ApiRequest, type ApiResult, callApi } from './api-call.ts';

type Done = { readonly ok: true };
type Result<T> = Promise<ApiResult<T>>;
/** In, or on to the second step. */
export type Entered = AdminMe | SecondStep;

/** What the browser answered for a passkey, with the sealed challenge it came with. */
export interface PasskeyAnswer {
  readonly challenge: string;
  readonly response: unknown;
}
/** One of these. */
export interface Proof {
  readonly password?: string;
  readonly code?: string;
  readonly recovery?: string;
  readonly passkey?: PasskeyAnswer;
}

const PROVIDER_MS = 20_000;
/** A log of years is read as a whole. */
const VERIFY_MS = 120_000;

const path = (...parts: readonly string[]): string =>
  `/api/admin/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

const send = <T>(method: NonNullable<ApiRequest['method']>, where: string, body?: unknown): Result<T> =>
  callApi({ method, path: where, ...(body === undefined ? {} : { body }) });

export const isSecondStep = (entered: Entered): entered is SecondStep => 'attempt' in entered;

// The door
export const readWays = (signal?: AbortSignal): Result<SignInWays> =>
  callApi({ path: path('session', 'ways'), signal });
export const signIn = (name: string, password: string): Result<Entered> =>
  send('POST', path('session'), { name, password });
export const signInSecond = (attempt: string, proof: Proof): Result<Entered> =>
  send('POST', path('session', 'second'), { attempt, ...proof });
export const passkeyOptions = (attempt?: string): Result<PasskeyOptions> =>
  send('POST', path('session', 'passkey', 'options'), attempt === undefined ? {} : { attempt });
export const signInByPasskey = (answer: PasskeyAnswer): Result<Entered> =>
  send('POST', path('session', 'passkey'), answer);
/** Where to send the browser; our server asks the provider first, which may be far away. */
export const beginOpenId = (): Result<{ readonly url: string }> =>
  callApi({ method: 'POST', path: path('session', 'open-id'), timeoutMs: PROVIDER_MS });
/** Makes the first administrator and signs in. @param token of the one-time link. */
export const setUp = (token: string, name: string, password: string): Result<Entered> =>
  send('POST', path('setup'), { token, name, password });
export const lookAtLink = (token: string): Result<JoinFacts> => send('POST', path('join', 'look'), { token });
export const join = (token: string, password: string): Result<Entered> =>
  send('POST', path('join'), { token, password });

// Proving again who is there
export const readProveWays = (): Result<ProveWays> => callApi({ path: path('prove') });
export const provePasskeyOptions = (): Result<PasskeyOptions> => send('POST', path('prove', 'passkey'));
export const prove = (proof: Proof): Result<Proved> => send('POST', path('prove'), proof);

// The own account
export const readAccount = (signal?: AbortSignal): Result<AdminAccount> =>
  callApi({ path: path('account'), signal });
export const changePassword = (password: string): Result<Done> =>
  send('PUT', path('account', 'password'), { password });
export const beginTotp = (): Result<TotpEnrolment> => send('POST', path('account', 'totp'));
export const confirmTotp = (enrolment: string, code: string): Result<RecoveryCodes> =>
  send('PUT', path('account', 'totp'), { enrolment, code });
export const removeTotp = (): Result<Done> => send('DELETE', path('account', 'totp'));
export const renewRecoveryCodes = (): Result<RecoveryCodes> =>
  send('POST', path('account', 'recovery-codes'));
export const addPasskeyOptions = (): Result<PasskeyOptions> =>
  send('POST', path('account', 'passkeys', 'options'));
export const addPasskey = (name: string, answer: PasskeyAnswer): Result<RecoveryCodes> =>
  send('POST', path('account', 'passkeys'), { name, ...answer });
export const linkOpenId = (): Result<{ readonly url: string }> =>
  callApi({ method: 'POST', path: path('account', 'open-id'), timeoutMs: PROVIDER_MS });
export const unlinkOpenId = (): Result<Done> => send('DELETE', path('account', 'open-id'));
export const removePasskey = (id: string): Result<Done> => send('DELETE', path('account', 'passkeys', id));

export interface SessionList {
  readonly sessions: readonly SessionView[];
}
export const readOwnSessions = (signal?: AbortSignal): Result<SessionList> =>
  callApi({ path: path('account', 'sessions'), signal });
export const endOwnSession = (id: string): Result<Done> => send('DELETE', path('account', 'sessions', id));
export const endOtherSessions = (): Result<Done> => send('DELETE', path('account', 'sessions'));

// The others
export interface AdminList {
  readonly admins: readonly AdminView[];
}
export const readAdmins = (signal?: AbortSignal): Result<AdminList> =>
  callApi({ path: path('admins'), signal });
export const inviteAdmin = (name: string, role: AdminRole, email: string): Result<AdminLink> =>
  send('POST', path('admins'), { name, role, ...(email === '' ? {} : { email }) });
/** @param secondFactor takes authenticator app, passkeys and recovery codes away, too. */
export const newAdminLink = (id: string, secondFactor: boolean): Result<AdminLink> =>
  send('POST', path('admins', id, 'link'), { secondFactor });
export const changeAdmin = (
  id: string,
  change: { readonly role?: AdminRole; readonly off?: boolean },
): Result<Done> => send('PATCH', path('admins', id), change);
export const removeAdmin = (id: string): Result<Done> => send('DELETE', path('admins', id));
export const readSessions = (signal?: AbortSignal): Result<SessionList> =>
  callApi({ path: path('sessions'), signal });
export const endSession = (id: string): Result<Done> => send('DELETE', path('sessions', id));
export const endSessionsOf = (id: string): Result<Done> => send('DELETE', path('admins', id, 'sessions'));

// The audit log
export interface AuditQuery {
  readonly search?: string;
  readonly who?: string;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly before?: number | undefined;
}
function auditQuery(ask: AuditQuery): string {
  const given = Object.entries(ask).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
export const readAudit = (ask: AuditQuery, signal?: AbortSignal): Result<AuditPage> =>
  callApi({ path: path('audit') + auditQuery(ask), signal });
export const auditCsvUrl = (ask: AuditQuery): string => path('audit.csv') + auditQuery(ask);
export const verifyAudit = (signal?: AbortSignal): Result<AuditVerdict> =>
  callApi({ path: path('audit', 'verify'), signal, timeoutMs: VERIFY_MS });
