// The part of the made-up console server that answers about the site itself: first run, doctor, log, codes.
import type { CodesView } from '@platen/shared/api/admin-codes';
import type { DoctorNews, LogPage } from '@platen/shared/api/admin-health';
import type { ReleaseView } from '@platen/shared/api/common';
import type { FirstRunChange, FirstRunView, MailGuess } from '@platen/shared/api/first-run';
import {
  codesView,
  doctorWell,
  firstRun,
  firstUser,
  guessRecords,
  logPage,
  testPage,
} from './admin-site-data.ts';

export interface SiteScene {
  readonly firstRun?: FirstRunView;
  readonly mailGuess?: MailGuess;
  /** How the test page ends. */
  readonly page?: ReleaseView;
  readonly doctorNews?: readonly DoctorNews[];
  /** The round does not end. */
  readonly doctorHangs?: boolean;
  readonly log?: LogPage;
  readonly codes?: CodesView;
}

export interface SiteFake {
  /** undefined: not about the site. */
  readonly answer: (
    method: string,
    parts: readonly string[],
    url: URL,
    body: unknown,
  ) => Response | undefined;
}

const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

export function siteFake(scene: SiteScene, now: number): SiteFake {
  let run = scene.firstRun ?? firstRun({});
  let company = 'K7QM2X';
  let secretStored = false;
  let sources = (scene.codes ?? codesView(now, false)).sources;

  function change({ step, state, printerId, userId, closed }: FirstRunChange): FirstRunView {
    const steps = run.steps.map((one) => (one.id === step && state !== undefined ? { ...one, state } : one));
    run = {
      ...run,
      steps,
      open: closed !== true && steps.some((one) => one.state === 'open'),
      ...(printerId === undefined ? {} : { printer: { id: printerId, name: 'Reception', virtual: false } }),
      ...(userId === undefined ? {} : { user: firstUser }),
    };
    return run;
  }

  function doctor(): Response {
    const news = scene.doctorNews ?? doctorWell;
    const text = new TextEncoder().encode(news.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const body = new ReadableStream<Uint8Array>({
      start: (lines) => {
        lines.enqueue(text);
        if (scene.doctorHangs !== true) lines.close();
      },
    });
    return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson' } });
  }

  function log(url: URL): Response {
    const page = scene.log ?? logPage(now);
    const level = url.searchParams.get('level');
    const area = url.searchParams.get('area');
    const text = url.searchParams.get('text')?.toLowerCase() ?? '';
    const after = Number(url.searchParams.get('after') ?? 0);
    const order = ['debug', 'info', 'warn', 'error'];
    const entries = page.entries.filter(
      (one) =>
        one.number > after &&
        order.indexOf(one.level) >= order.indexOf(level ?? 'debug') &&
        (area === null || one.area === area) &&
        `${one.message} ${one.more ?? ''}`.toLowerCase().includes(text),
    );
    return json({ ...page, entries });
  }

  return {
    answer: (method, parts, url, body) => {
      const [area = '', id = '', act = ''] = parts;
      if (area === 'first-run') return json(method === 'PUT' ? change(body as FirstRunChange) : run);
      if (area === 'printers' && act === 'test-page') {
        const page = scene.page ?? testPage(now);
        run = { ...run, page };
        return json({ release: page });
      }
      if (area === 'releases' && id === 'r-page' && method === 'GET')
        return json(scene.page ?? testPage(now));
      if (area === 'mail' && id === 'guess') return json(scene.mailGuess ?? guessRecords);
      if (area === 'doctor' && id === 'run') return doctor();
      if (area === 'logs') {
        // Who follows waits for a line that does not come.
        return url.searchParams.has('wait')
          ? json({ ...(scene.log ?? logPage(now)), entries: [] })
          : log(url);
      }
      if (area === 'codes' && id === 'free') {
        const { source } = body as { readonly source: string };
        sources = sources.map(({ waitsUntil, ...one }) =>
          one.source === source || waitsUntil === undefined ? one : { ...one, waitsUntil },
        );
        return json({ ok: true });
      }
      if (area === 'codes') return json({ ...(scene.codes ?? codesView(now, false)), sources });
      if (area === 'company-code') {
        if (method === 'POST') company = 'P4WN9T';
        return json({ code: company });
      }
      if (area === 'open-id' && method === 'GET') {
        const redirectUri = 'https://print.northgate.example:8443/sign-in/open-id';
        return json({ redirectUri, secretStored, onForPortal: false, onForConsole: false });
      }
      if (area === 'open-id') {
        if (id === 'secret') secretStored = (body as { readonly secret: string | null }).secret !== null;
        return json({ ok: true });
      }
      return undefined;
    },
  };
}
