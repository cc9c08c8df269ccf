// Signing in to the portal: own code, directory password, a code that is mailed, single sign-on. Each ends in the same session.
import { Nothing } from '@platen/shared/api/common';
import { PortalMe } from '@platen/shared/api/portal';
import {
  MailedCodeAsk,
  MailedCodeAsked,
  MailedCodeGiven,
  OpenIdAsk,
  OpenIdAsked,
  OpenIdGiven,
  PortalSignIn,
  SignInWays,
} from '@platen/shared/api/portal-sign-in';
import { AppError } from '@platen/shared/app-error';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { App } from '../../app.ts';
import { methodsOn } from '../../flow/release/identify/choose-method.ts';
import { KNOWN_SECONDS } from '../../people/known-browser.ts';
import { MAILED_CODE_DIGITS, MAILED_CODE_MINUTES } from '../../people/mailed-code.ts';
import { OPEN_ID_MINUTES } from '../../people/open-id.ts';
import { normalizeEmail } from '../../people/users.ts';
import { enterByAddress, enterByOpenId } from '../enter-portal.ts';
import { redirectUriOf } from '../open-id-page.ts';
import { portalMe } from '../portal-me.ts';
import { type Call, defineRoute, type Route } from '../route.ts';
import { mayTakePassword, pairOf, signInUser } from '../sign-in-user.ts';
import { secureOnly } from '../who.ts';

const DAY_SECONDS = 24 * 3600;

type Anyone = Pick<Call<'anyone', unknown, unknown>, 'caller' | 'cookie' | 'header' | 'setCookie'>;

export function portalSignInRoutes(app: App): Route[] {
  const settings = () => app.settings.now().signIn;
  const mailOn = async (): Promise<boolean> => settings().portalMailedCode && (await app.mail.canSend());

  /** The cookies of somebody who has just signed in. */
  function welcome({ setCookie }: Anyone, token: string, stay: boolean, pair: string | undefined): void {
    const { portalMostDays, portalStayDays } = settings();
    // The server ends the session; the browser only must not forget it sooner.
    if (stay && portalStayDays > 0) setCookie('platen_portal', token, portalMostDays * DAY_SECONDS);
    else setCookie('platen_portal', token);
    if (pair !== undefined) setCookie('platen_known', app.signIn.known.cookieFor(pair), KNOWN_SECONDS);
  }

  const stays = (wanted: boolean): boolean => wanted && settings().portalStayDays > 0;

  /** Where tries at this address come from: a browser it has signed in with is a source of its own. */
  function sourceOf({ caller, cookie }: Anyone, pair: string) {
    const browser = app.signIn.known.nameOf(cookie('platen_known'), pair);
    return { address: caller.address, ...(browser === undefined ? {} : { browser }) };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/sign-in',
      role: 'anyone',
      summary: 'What the sign-in screen may offer.',
      reply: SignInWays,
      handle: async () => {
        const on = methodsOn(settings(), 'portal');
        const directory = on.includes('directory') && (await app.signIn.passwords.any());
        const { name } = app.settings.now().openId;
        return {
          codeByMail: await app.mail.canSend(),
          language: negotiateLanguage(app.settings.now().site.language) ?? 'en',
          ownCode: on.includes('email-and-code') || on.includes('guest'),
          mailedCode: await mailOn(),
          ...(directory ? { directory: { domains: [...(await app.signIn.domains())] } } : {}),
          ...(app.signIn.openId.isOn('portal') ? { openId: { name } } : {}),
          ...(settings().portalStayDays > 0 ? { stayDays: settings().portalStayDays } : {}),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/session',
      role: 'anyone',
      summary:
        'Sign in with email address and confirmation code, or with user name and password of a directory.',
      body: PortalSignIn,
      reply: PortalMe,
      handle: async (call) => {
        const { caller, body, cookie, header, signal } = call;
        secureOnly(app, caller);
        const { stay, ...typed } = body;
        const { userId, token, pair } = await signInUser(app, {
          surface: 'portal',
          typed,
          source: { address: caller.address },
          agent: header('user-agent'),
          stay: stays(stay),
          mayTakePassword: mayTakePassword(app, caller),
          browser: cookie('platen_known'),
          signal,
        });
        welcome(call, token, stays(stay), pair);
        return portalMe(app, userId);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/mailed-code',
      role: 'anyone',
      summary: 'Mail a code that signs in once. The answer does not tell whether somebody has the address.',
      body: MailedCodeAsk,
      reply: MailedCodeAsked,
      handle: async (call) => {
        const { caller, body, setCookie } = call;
        secureOnly(app, caller);
        if (!(await mailOn())) throw new AppError('sign-in-way-off', { way: 'mailed-code' });
        const source = sourceOf(call, pairOf(app, body.email));
        const { word, mail } = await app.signIn.mailedCode.begin(body, source);
        setCookie('platen_attempt', word, MAILED_CODE_MINUTES * 60);
        // Not awaited: how long it takes would tell whether there is somebody (threat T18).
        if (mail !== undefined) {
          mailIt(mail).catch((cause: unknown) =>
            app.log.error('a code to sign in could not be mailed', { cause }),
          );
        }
        return { digits: MAILED_CODE_DIGITS, minutes: MAILED_CODE_MINUTES };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/mailed-code/finish',
      role: 'anyone',
      summary:
        'Sign in with the code from the mail, in the browser that asked for it. New people get their account.',
      body: MailedCodeGiven,
      reply: PortalMe,
      handle: async (call) => {
        const { caller, body, cookie, header, setCookie } = call;
        secureOnly(app, caller);
        const source = { address: caller.address };
        const { email, stay } = await app.signIn.mailedCode.finish(
          cookie('platen_attempt'),
          body.code,
          source,
        );
        setCookie('platen_attempt', '', 0);
        const who = { source, agent: header('user-agent'), stay: stays(stay) };
        const { userId, token } = await enterByAddress(app, email, who);
        welcome(call, token, stays(stay), pairOf(app, email));
        return portalMe(app, userId);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/open-id',
      role: 'anyone',
      summary: 'Begin single sign-on: where to send the browser.',
      body: OpenIdAsk,
      reply: OpenIdAsked,
      handle: async ({ caller, body, header, setCookie }) => {
        secureOnly(app, caller);
        const redirectUri = redirectUriOf(caller, header('host'));
        const { url, word } = await app.signIn.openId.begin('portal', { stay: body.stay, redirectUri });
        setCookie('platen_attempt', word, OPEN_ID_MINUTES * 60);
        return { url };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/open-id/finish',
      role: 'anyone',
      summary: 'Sign in with what the provider sent back, in the browser that began.',
      body: OpenIdGiven,
      reply: Nothing,
      handle: async (call) => {
        const { caller, body, cookie, header, setCookie } = call;
        secureOnly(app, caller);
        const word = cookie('platen_attempt');
        setCookie('platen_attempt', '', 0);
        const there = await app.signIn.openId.finish('portal', body.query, word);
        const who = {
          source: { address: caller.address },
          agent: header('user-agent'),
          stay: stays(there.stay),
        };
        const { token } = await enterByOpenId(app, there, who);
        welcome(call, token, stays(there.stay), undefined);
        return { ok: true };
      },
    }),
  ];

  /** To whoever may have an account: nobody else is written to. */
  async function mailIt(mail: { readonly email: string; readonly attempt: string }): Promise<void> {
    const joins = await app.signIn.mayJoin(normalizeEmail(mail.email));
    if (typeof joins === 'string') {
      app.log.info('no code to sign in was mailed', { detail: joins });
      return;
    }
    await app.db.write((tx) => app.signIn.mailAttempt(tx, mail));
  }
}
