// The console's calls about the site itself: the first-run assistant, the doctor as it goes, the log, codes. Settings are in admin.ts.
import type { CodesView } from '@platen/shared/api/admin-codes';
import type { DoctorNews, LogArea, LogLevel, LogPage } from '@platen/shared/api/admin-health';
import type { ReleaseView } from '@platen/shared/api/common';
import type { FirstRunChange, FirstRunView, MailGuess, TestPagePrinted } from '@platen/shared/api/first-run';
import type { OpenIdSetup } from '@platen/shared/api/portal-sign-in';
import { type ApiResult, callApi } from './api-call.ts';
import { callForLines } from './call-for-lines.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

/** A page is made, converted and handed to the runner; LibreOffice starting for others may make it wait. */
const PAGE_MS = 90_000;
/** The server holds the question this long (shared: LOG_WAIT_MOST_S), and the network takes a little. */
const LOG_WAIT_S = 20;
const LOG_MS = (LOG_WAIT_S + 10) * 1000;
/** Names that nobody knows take their time to be not found. */
const GUESS_MS = 30_000;
const DOCTOR_MS = 120_000;
/** A provider on the other side of the world, through its balancer. */
const OPEN_ID_MS = 30_000;

// The first-run assistant
export const readFirstRun = (signal?: Signal): Promise<ApiResult<FirstRunView>> =>
  callApi({ path: '/api/admin/first-run', signal });
export const changeFirstRun = (change: FirstRunChange): Promise<ApiResult<FirstRunView>> =>
  callApi({ method: 'PUT', path: '/api/admin/first-run', body: change, timeoutMs: PAGE_MS });
export const printTestPage = (printerId: string, signal?: Signal): Promise<ApiResult<TestPagePrinted>> =>
  callApi({
    method: 'POST',
    path: `/api/admin/printers/${encodeURIComponent(printerId)}/test-page`,
    body: {},
    signal,
    timeoutMs: PAGE_MS,
  });
export const readRelease = (id: string, signal?: Signal): Promise<ApiResult<ReleaseView>> =>
  callApi({ path: `/api/admin/releases/${encodeURIComponent(id)}`, signal });
export const guessMail = (address: string, signal?: Signal): Promise<ApiResult<MailGuess>> =>
  callApi({ method: 'POST', path: '/api/admin/mail/guess', body: { address }, signal, timeoutMs: GUESS_MS });

// Health
/** @param told hears of each part as it was examined. */
export const runDoctor = (told: (news: DoctorNews) => void, signal: AbortSignal): Promise<ApiResult<Done>> =>
  callForLines({
    path: '/api/admin/doctor/run',
    signal,
    timeoutMs: DOCTOR_MS,
    line: (value) => told(value as DoctorNews),
  });

export interface LogAsk {
  readonly after: number;
  readonly level?: LogLevel | undefined;
  readonly area?: LogArea | undefined;
  readonly text?: string | undefined;
  readonly limit?: number | undefined;
}
/** @param follow the answer comes as soon as there is a new line, or after a while without one. */
export function readLog(ask: LogAsk, follow: boolean, signal?: Signal): Promise<ApiResult<LogPage>> {
  const values = { ...ask, ...(follow ? { wait: LOG_WAIT_S } : {}) };
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return callApi({ path: `/api/admin/logs?${query}`, signal, timeoutMs: LOG_MS });
}
/** A download of all lines there are. */
export const LOG_FILE_URL = '/api/admin/logs/file';

// Codes
export const readCodes = (signal?: Signal): Promise<ApiResult<CodesView>> =>
  callApi({ path: '/api/admin/codes', signal });
export const freeSource = (source: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: '/api/admin/codes/free', body: { source } });
export const readCompanyCode = (signal?: Signal): Promise<ApiResult<{ readonly code: string }>> =>
  callApi({ path: '/api/admin/company-code', signal });
export const renewCompanyCode = (): Promise<ApiResult<{ readonly code: string }>> =>
  callApi({ method: 'POST', path: '/api/admin/company-code', body: {} });

// Single sign-on
/** The secret itself is never shown. */
export const readOpenId = (signal?: Signal): Promise<ApiResult<OpenIdSetup>> =>
  callApi({ path: '/api/admin/open-id', signal });
/** @param secret null: it is removed. */
export const setOpenIdSecret = (secret: string | null): Promise<ApiResult<Done>> =>
  callApi({ method: 'PUT', path: '/api/admin/open-id/secret', body: { secret } });
/** Asks the provider for its description. */
export const testOpenId = (): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: '/api/admin/open-id/test', body: {}, timeoutMs: OPEN_ID_MS });
