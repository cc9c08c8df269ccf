// Mounts the plain forms at /panel/plain: the panel for browsers without a script worth the name. One address, so that nothing of anybody is in
// one; each form is sent to it, does its act once, and is answered with the way back to it (POST, redirect, GET).
import { AppError } from '@platen/shared/app-error';
import { sayPlain } from '@platen/shared/plain-panel/plain-words';
import type { Saying } from '@platen/shared/say/saying';
import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { elsewhere } from '../api/elsewhere.ts';
import { mapError } from '../api/map-error.ts';
import {
  leavePanel,
  PANEL_SESSION_SECONDS,
  panelSession,
  panelStart,
  signInAtPanel,
} from '../api/panel-acts.ts';
import { readerLanguage } from '../api/reader-language.ts';
import type { CallerOf } from '../api/route.ts';
import { checkSameOrigin, cookieName, type Env } from '../api/see.ts';
import { checkWire, type Seen, who } from '../api/who.ts';
import type { App } from '../app.ts';
import { drawSession } from './draw-session.ts';
import { formToken, isFormToken } from './form-token.ts';
import { html, markupOf } from './html.ts';
import { carryOut } from './plain-acts.ts';
import { keepLanguage, seeReader } from './plain-reader.ts';
import { makeSecondTaps, readSignIn, wayOf } from './plain-sign-in.ts';
import { makePlainStates } from './plain-state.ts';
import { PLAIN_STYLE } from './plain-style.ts';
import { framed, HOME, lead, note, type PlainFrame, type PlainScreenPage } from './plain-view.ts';
import { idlePage } from './print-pages.ts';
import { type PlainForm, readForm } from './read-form.ts';
import { helpPage, phonePage, type SignInPage, signInPage } from './sign-in-page.ts';
import type { SignedView } from './signed-view.ts';

/** No script, nothing from elsewhere, and forms to us alone. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  // With `no-referrer` a browser calls the origin of our own forms "null" (Fetch section 3.2).
  'referrer-policy': 'same-origin',
} as const;

type Panel = CallerOf['panel'];
type PanelUser = CallerOf['panel-user'];
type Page = Context<Env>;

export function addPlainPanel(hono: Hono<Env>, app: App): void {
  const states = makePlainStates(app);
  const taps = makeSecondTaps(app.clock);

  const ownerOf = (caller: Panel | PanelUser): string =>
    'session' in caller ? caller.session.tokenHash : `panel ${caller.printer.panelKeyHash}`;

  /** Who stands there; somebody who is signed in, where the browser shows a session that lives. */
  async function callerOf(seen: Seen): Promise<Panel | PanelUser> {
    try {
      return await who(app, 'panel-user', seen);
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'not-signed-in') return who(app, 'panel', seen);
      throw cause;
    }
  }

  function frameOf(caller: Panel | PanelUser, userName?: string): PlainFrame {
    const owner = ownerOf(caller);
    return {
      say: sayPlain(caller.saying.language),
      language: caller.saying.language,
      siteName: app.settings.now().site.name,
      printerName: caller.printer.name,
      userName,
      insecure: !caller.secure,
      token: formToken(app.sealing, owner),
      form: states.issue(owner),
    };
  }

  async function viewOf(caller: PanelUser): Promise<SignedView> {
    const session = await panelSession(app, caller);
    const heights = app.profileOf(caller.printer).panel.screens.map(({ height }) => height);
    return {
      frame: frameOf(caller, session.user.name),
      state: states.of(caller.session.tokenHash),
      session,
      screenHeight: heights.length === 0 ? undefined : Math.min(...heights),
    };
  }

  const sentence = (cause: unknown, c: Page, saying: Saying) =>
    mapError(cause, app.log, { method: c.req.method, path: HOME }, saying).body.error;

  function send(
    c: Page,
    frame: PlainFrame,
    page: PlainScreenPage,
    status: 200 | 403 | 404 | 503 = 200,
  ): Response {
    return c.body(markupOf(framed(frame, page)), status, PAGE_HEADERS);
  }

  const home = (c: Page, query = ''): Response => {
    c.header('cache-control', 'no-store');
    return c.redirect(HOME + query, 303);
  };

  function keepSession(c: Page, seen: Seen, token: string | undefined): void {
    setCookie(c, cookieName('platen_panel_session', seen.secure), token ?? '', {
      httpOnly: true,
      secure: seen.secure,
      sameSite: 'Strict',
      path: '/',
      maxAge: token === undefined ? 0 : PANEL_SESSION_SECONDS,
    });
  }

  async function leave(c: Page, seen: Seen, caller: PanelUser, query = ''): Promise<Response> {
    await leavePanel(app, caller);
    states.forget(caller.session.tokenHash);
    keepSession(c, seen, undefined);
    keepLanguage(c, undefined);
    return home(c, query);
  }

  async function drawSignIn(
    c: Page,
    caller: Panel,
    page: Omit<SignInPage, 'start'> & { readonly start?: SignInPage['start'] },
  ): Promise<Response> {
    const frame = frameOf(caller);
    return send(
      c,
      frame,
      signInPage(frame, { ...page, start: page.start ?? (await panelStart(app, caller)) }),
    );
  }

  async function draw(c: Page, seen: Seen): Promise<Response> {
    const caller = await callerOf(seen);
    if (c.req.query('help') !== undefined) {
      const frame = frameOf(caller);
      return send(c, frame, helpPage(frame));
    }
    if (!('session' in caller) && c.req.query('phone') !== undefined && app.settings.now().presence.enabled)
      return send(c, frameOf(caller), phonePage(frameOf(caller)));
    if (!('session' in caller)) {
      const ended = c.req.query('out') !== undefined || seen.cookie('platen_panel_session') !== undefined;
      if (ended) keepSession(c, seen, undefined);
      const told = ended ? sayPlain(caller.saying.language)('sign-in.signed-out') : undefined;
      return drawSignIn(c, caller, { way: wayOf(c.req.query('way')), told });
    }
    return states.inTurn(caller.session.tokenHash, async () => {
      const view = await viewOf(caller);
      const page = await drawSession(app, caller, view);
      if (page === 'leave') return leave(c, seen, caller);
      view.state.message = undefined;
      const { idleSeconds, warnSeconds } = app.settings.now().panel;
      const idle = { seconds: Math.max(1, idleSeconds - warnSeconds), to: `${HOME}/idle` };
      return send(c, view.frame, { ...page, refresh: page.refresh ?? idle });
    });
  }

  /** What a page loads when nothing was pressed for long: the last question, and then the way out. */
  async function drawIdle(c: Page, seen: Seen): Promise<Response> {
    const caller = await callerOf(seen);
    if (!('session' in caller)) return home(c, '?out=1');
    const { idleSeconds, warnSeconds } = app.settings.now().panel;
    const left =
      idleSeconds - Math.round((app.clock.now() - states.of(caller.session.tokenHash).lastAt) / 1000);
    if (left <= 1) return leave(c, seen, caller, '?out=1');
    // A browser that came too early, or one whose person is back.
    if (left > warnSeconds + 1) return home(c);
    const { frame } = await viewOf(caller);
    return send(c, frame, idlePage(frame, left));
  }

  async function signIn(c: Page, seen: Seen, caller: Panel, form: PlainForm): Promise<Response> {
    const id = form.text('form');
    const owner = ownerOf(caller);
    if (!isFormToken(app.sealing, owner, form.text('token'))) throw new AppError('wrong-origin');
    const before = taps.recall(id);
    if (before !== undefined) keepSession(c, seen, before);
    // One of before a restart is as good: its token proved it to be ours, and a first page may lie there for days.
    if (states.take(owner, id) === 'used') return home(c);
    const body = readSignIn(form);
    const way = wayOf(form.text('way'));
    if (body === undefined) return home(c, way === undefined ? '' : `?way=${way}`);
    try {
      const { token } = await signInAtPanel(app, caller, body, {
        agent: c.req.header('user-agent'),
        signal: c.req.raw.signal,
      });
      taps.keep(id, token);
      keepSession(c, seen, token);
      return home(c);
    } catch (cause) {
      const { code, message } = sentence(cause, c, caller.saying);
      const typed = { email: form.text('email'), user: form.text('user'), domain: form.text('domain') };
      return drawSignIn(c, caller, { way, told: message, typed, emailToo: code === 'code-needs-email' });
    }
  }

  async function act(c: Page, seen: Seen, caller: PanelUser, form: PlainForm): Promise<Response> {
    const owner = caller.session.tokenHash;
    if (!isFormToken(app.sealing, owner, form.text('token'))) throw new AppError('wrong-origin');
    return states.inTurn(owner, async () => {
      const state = states.of(owner);
      const taken = states.take(owner, form.text('form'));
      if (form.act[0] === 'sign-out') return leave(c, seen, caller);
      // A second tap does nothing, and needs no words: the first one's page is shown.
      if (taken === 'used') return home(c);
      await app.sessions.keepAlive(caller.session);
      state.lastAt = app.clock.now();
      if (taken === 'unknown') {
        state.message = { tone: 'warn', text: sayPlain(caller.saying.language)('message.stale') };
        return home(c);
      }
      try {
        await carryOut({ app, caller, view: await viewOf(caller), form, signal: c.req.raw.signal });
      } catch (cause) {
        state.message = { tone: 'warn', text: sentence(cause, c, caller.saying).message };
      }
      return home(c);
    });
  }

  /** A page about what went wrong, in a frame that needs nobody. */
  function closed(c: Page, seen: Seen, cause: unknown): Response {
    const saying = readerLanguage(app, seen.header('accept-language'));
    const { status, body } = mapError(cause, app.log, { method: c.req.method, path: HOME }, saying);
    const say = sayPlain(saying.language);
    const { name } = app.settings.now().site;
    const frame = { say, language: saying.language, siteName: name, printerName: name, insecure: false };
    const page = {
      title: say('closed.title'),
      body: html`${note('warn', body.error.message)}<p>${lead(HOME, say('closed.again'))}</p>`,
    };
    // Old browsers show pages of their own in place of a 401 or a 5xx.
    return send(c, { ...frame, token: '', form: '' }, page, status === 403 || status === 404 ? status : 200);
  }

  /** Where plain HTTP may not be used, nothing of the panel is answered over it. */
  async function notHere(c: Page, seen: Seen): Promise<Response | undefined> {
    const key = seen.secure ? undefined : getCookie(c, 'platen_panel');
    const printer = key === undefined ? undefined : await app.printers.byPanelKey(key);
    return elsewhere(app, c, 'panel', printer?.allowHttp);
  }

  const page = (drawn: (c: Page, seen: Seen) => Promise<Response>) => async (c: Page) => {
    const seen = seeReader(c);
    const instead = await notHere(c, seen);
    return instead ?? drawn(c, seen).catch((cause: unknown) => closed(c, seen, cause));
  };

  hono.get('/panel/plain.css', (c) =>
    c.body(PLAIN_STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  );
  hono.get(
    HOME,
    page(async (c, seen) => {
      const language = c.req.query('language');
      if (language === undefined) return draw(c, seen);
      keepLanguage(c, language);
      return home(c);
    }),
  );
  hono.get(`${HOME}/idle`, page(drawIdle));
  hono.post(
    HOME,
    page(async (c, seen) => {
      checkWire(app, { path: HOME, role: 'panel' }, seen);
      const origin = c.req.header('origin');
      // "null" names nobody: the token and the cookie's own rule decide then.
      checkSameOrigin(origin === 'null' ? undefined : origin, c.req.header('host'));
      const caller = await callerOf(seen);
      const form = await readForm(c.env.incoming);
      if ('session' in caller) return act(c, seen, caller, form);
      // The session ended while the page lay there: its form has nobody to act for.
      return form.act[0] === 'sign-in' ? signIn(c, seen, caller, form) : home(c, '?out=1');
    }),
  );
}
