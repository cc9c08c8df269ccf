// Every call the panel makes, one at a time; shapes are those of shared/src/api/panel.ts. The only file that knows its addresses.
import type { Decision, JobView } from '@platen/shared/api/common';
import { pageQuery } from '@platen/shared/api/page-address';
import type {
  PanelProgress,
  PanelReleased,
  PanelSession,
  PanelSignIn,
  PanelStart,
} from '@platen/shared/api/panel';
import type { AccountingAsked, AccountingGiven } from '@platen/shared/api/preflight';
import type { Ticket } from '@platen/shared/ticket';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import { type ApiRequest, type ApiResult, callApi } from './api-call.ts';
import { oneAtATime } from './one-at-a-time.ts';

type Answer<T> = Promise<ApiResult<T>>;

export interface PanelApi {
  readonly start: (signal: AbortSignal) => Answer<PanelStart>;
  readonly signIn: (typed: PanelSignIn, signal: AbortSignal) => Answer<PanelSession>;
  readonly session: (signal: AbortSignal) => Answer<PanelSession>;
  /** Tells the server that somebody is still there. */
  readonly extend: (signal: AbortSignal) => Answer<unknown>;
  /** Outlives the page, so that leaving it ends the session too. */
  readonly signOut: () => Answer<unknown>;
  /** The password of a locked document; answers with the list in which it is being made ready. */
  readonly unlock: (jobId: string, password: string, signal: AbortSignal) => Answer<PanelSession>;
  readonly remove: (
    jobs: readonly string[],
    signal: AbortSignal,
  ) => Answer<{ deleted: string[]; jobs: JobView[] }>;
  readonly release: (
    jobs: readonly { id: string; ticket: TicketChoice }[],
    /** Findings of the preflight that were answered. */
    accepted: readonly string[],
    signal: AbortSignal,
  ) => Answer<PanelReleased>;
  /** Accounting data for this printer; answers with what is remembered now. */
  readonly account: (given: AccountingGiven, signal: AbortSignal) => Answer<AccountingAsked>;
  readonly progress: (signal: AbortSignal) => Answer<PanelProgress>;
  readonly cancel: (releaseId: string, signal: AbortSignal) => Answer<unknown>;
  /** @param fromPage goes with `missing`: the first page that did not come out. */
  readonly decide: (
    releaseId: string,
    decision: Decision,
    fromPage: number | undefined,
    signal: AbortSignal,
  ) => Answer<unknown>;
  /** Address of the JPEG of one printed side; `side` counts from 1. Without options that put pages together it is the page. */
  readonly picture: (jobId: string, side: number, look: PictureLook) => string;
}

export interface PictureLook {
  /** The box the picture must fit, in device pixels. */
  readonly width: number;
  readonly height: number;
  /** Whatever of it shows in a picture. */
  readonly ticket: Ticket;
}

const BASE = '/api/panel';
/** A directory may be slow, and the next one be asked after it. */
const SIGN_IN_MS = 20_000;
/** The server gives a large PDF 20 s to be opened, and others may be before it. */
const UNLOCK_MS = 30_000;

/** @param inTurn the queue that calls stand in; others may stand in it, too. */
export function connectPanel(inTurn = oneAtATime()): PanelApi {
  const call = <T>(path: string, rest: Omit<ApiRequest, 'path'>): Answer<T> =>
    inTurn(() => callApi<T>({ path: `${BASE}${path}`, ...rest }));
  const post = <T>(path: string, body: unknown, signal: AbortSignal): Answer<T> =>
    call<T>(path, { method: 'POST', body, signal });
  return {
    start: (signal) => call('/start', { signal }),
    signIn: (typed, signal) =>
      call('/session', { method: 'POST', body: typed, signal, timeoutMs: SIGN_IN_MS }),
    session: (signal) => call('/session', { signal }),
    extend: (signal) => post('/session/extend', {}, signal),
    signOut: () => call('/session', { method: 'DELETE', keepalive: true }),
    unlock: (jobId, password, signal) =>
      call(`/jobs/${encodeURIComponent(jobId)}/unlock`, {
        method: 'POST',
        body: { password },
        signal,
        timeoutMs: UNLOCK_MS,
      }),
    remove: (jobs, signal) => post('/delete', { jobs }, signal),
    release: (jobs, accepted, signal) => post('/release', { jobs, preflight: { accepted } }, signal),
    account: (given, signal) => post('/accounting', given, signal),
    progress: (signal) => call('/progress', { signal }),
    cancel: (releaseId, signal) => post(`/releases/${encodeURIComponent(releaseId)}/cancel`, {}, signal),
    decide: (releaseId, decision, fromPage, signal) =>
      post(
        `/releases/${encodeURIComponent(releaseId)}/decision`,
        fromPage === undefined ? { decision } : { decision, fromPage },
        signal,
      ),
    picture: (jobId, side, { width, height, ticket }) =>
      `${BASE}/jobs/${encodeURIComponent(jobId)}/pages/${side}.jpg?${pageQuery(width, height, ticket)}`,
  };
}
