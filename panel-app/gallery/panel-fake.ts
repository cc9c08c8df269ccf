// A made-up panel server inside the page: answers the panel's calls from a scene, for the gallery and the component tests.
import type { ErrorReply, ReleaseView } from '@platen/shared/api/common';
import type { PanelProgress, PanelReleased, PanelSession, PanelStart } from '@platen/shared/api/panel';
import type { AccountingAsked } from '@platen/shared/api/preflight';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import type { ApiResult } from '../src/data/api-call.ts';
import type { PanelApi } from '../src/data/panel.ts';
import { pagePicture } from './page-drawing.ts';
import { printer, session, start } from './panel-data.ts';

type Values = ErrorReply['error']['values'];

export const taken = <T>(value: T): ApiResult<T> => ({ ok: true, value });
export const AWAY: ApiResult<never> = { ok: false, why: 'away' };

export function refused(code: ErrorCode, values: Values = {}): ApiResult<never> {
  const { status, user, retry } = ERRORS[code];
  const message = user.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return { ok: false, why: 'refused', status, error: { code, message, values, retry } };
}

/** What the server would say; each may be changed while the scene runs. */
export interface PanelServer {
  start: ApiResult<PanelStart>;
  signIn: ApiResult<PanelSession>;
  session: ApiResult<PanelSession>;
  unlock: ApiResult<PanelSession>;
  release: ApiResult<PanelReleased>;
  account: ApiResult<AccountingAsked>;
  progress: ApiResult<PanelProgress>;
  remove: ApiResult<PanelSession>;
  rest: ApiResult<unknown>;
  picture: PanelApi['picture'];
  /** Signing in does not come to an end. */
  waits?: boolean;
  /** Every call so far: its name and what it carried. */
  readonly calls: (readonly [name: string, ...carried: unknown[]])[];
}

export function panelServer(people: PanelSession = session([]), first: PanelStart = start()): PanelServer {
  return {
    start: taken(first),
    signIn: taken(people),
    session: taken(people),
    unlock: taken(people),
    release: taken({ releases: [], refused: [] }),
    account: taken({ need: 'none' }),
    progress: taken({ releases: [], printer: people.printer }),
    remove: taken({ ...people, jobs: [] }),
    rest: taken({ ok: true }),
    picture: (jobId, page, look) => pagePicture(jobId, page, look),
    calls: [],
  };
}

/** Puts releases where the server would tell of them. */
export function nowPrinting(server: PanelServer, releases: readonly ReleaseView[], change = {}): void {
  server.release = taken({ releases: [...releases], refused: [] });
  server.progress = taken({ releases: [...releases], printer: printer(change) });
}

export function apiOf(server: PanelServer): PanelApi {
  const call = <T>(
    name: string,
    answer: () => ApiResult<T>,
    ...carried: unknown[]
  ): Promise<ApiResult<T>> => {
    server.calls.push([name, ...carried]);
    return Promise.resolve(answer());
  };
  return {
    start: () => call('start', () => server.start),
    signIn: ({ code, email, ...more }) => {
      const rest = Object.keys(more).length === 0 ? [] : [more];
      const answer = call('signIn', () => server.signIn, code, email, ...rest);
      return server.waits === true ? new Promise(() => undefined) : answer;
    },
    session: () => call('session', () => server.session),
    extend: () => call('extend', () => server.rest),
    signOut: () => call('signOut', () => server.rest),
    unlock: (jobId, password) => call('unlock', () => server.unlock, jobId, password),
    remove: (jobs) =>
      call(
        'remove',
        () =>
          server.remove.ok ? taken({ deleted: [...jobs], jobs: server.remove.value.jobs }) : server.remove,
        jobs,
      ),
    release: (jobs, accepted) =>
      call('release', () => server.release, ...(accepted.length === 0 ? [jobs] : [jobs, accepted])),
    account: (given) => call('account', () => server.account, given),
    progress: () => call('progress', () => server.progress),
    cancel: (id) => call('cancel', () => server.rest, id),
    decide: (id, decision, fromPage) => call('decide', () => server.rest, id, decision, fromPage),
    picture: (jobId, page, look) => server.picture(jobId, page, look),
  };
}
