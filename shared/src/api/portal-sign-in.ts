// The portal's API about signing in: which ways there are, a mailed code, single sign-on, and where one is signed in.
import * as v from 'valibot';
import { LANGUAGES } from '../say/languages.ts';
import { SIGN_IN_VIAS } from '../sign-in.ts';

const Text = (most: number) => v.pipe(v.string(), v.maxLength(most));
/** "Stay signed in". */
const stay = v.optional(v.boolean(), false);

/** GET /api/portal/sign-in: what the sign-in screen may offer. */
export const SignInWays = v.object({
  /** The standing code can be mailed to its owner. */
  codeByMail: v.boolean(),
  /** Email address and confirmation code. */
  ownCode: v.boolean(),
  /** Email address, company code, and a code that is mailed. */
  mailedCode: v.boolean(),
  /** User name and password of a directory; with several, the domains to choose from. */
  directory: v.optional(v.object({ domains: v.array(v.object({ id: v.string(), label: v.string() })) })),
  /** Single sign-on, by its name on the button. */
  openId: v.optional(v.object({ name: v.string() })),
  /** Days that "stay signed in" lasts; absent: it is not offered. */
  stayDays: v.optional(v.number()),
  /** The site's, for browsers that ask for none. */
  language: v.optional(v.picklist(LANGUAGES)),
});
export type SignInWays = v.InferOutput<typeof SignInWays>;

/** POST /api/portal/session: either email and code, or user and password. */
export const PortalSignIn = v.object({
  email: v.optional(Text(254)),
  code: v.optional(Text(64)),
  user: v.optional(Text(254)),
  /** One of the domains of SignInWays. */
  domain: v.optional(Text(255)),
  /** Longer ones than directories take are refused before they are looked at. */
  password: v.optional(Text(1000)),
  stay,
});

/** POST /api/portal/mailed-code */
export const MailedCodeAsk = v.object({ email: Text(254), company: Text(40), stay });
/** The same whether somebody has this address or not. */
export const MailedCodeAsked = v.object({ digits: v.number(), minutes: v.number() });
export type MailedCodeAsked = v.InferOutput<typeof MailedCodeAsked>;
/** POST /api/portal/mailed-code/finish */
export const MailedCodeGiven = v.object({ code: Text(64) });

/** POST /api/portal/open-id: where to send the browser. */
export const OpenIdAsk = v.object({ stay });
export const OpenIdAsked = v.object({ url: v.string() });
export type OpenIdAsked = v.InferOutput<typeof OpenIdAsked>;
/** POST /api/portal/open-id/finish, and the console's: the query that the provider put into the page's address. */
export const OpenIdGiven = v.object({ query: Text(8000) });

/** GET /api/portal/sessions */
export const PortalSessionView = v.object({
  id: v.string(),
  /** The one that asks. */
  current: v.boolean(),
  via: v.optional(v.picklist(SIGN_IN_VIAS)),
  address: v.optional(v.string()),
  /** The browser's User-Agent. */
  agent: v.optional(v.string()),
  /** Unix ms. */
  createdAt: v.number(),
  seenAt: v.number(),
  stay: v.boolean(),
});
export type PortalSessionView = v.InferOutput<typeof PortalSessionView>;
export const PortalSessions = v.object({ sessions: v.array(PortalSessionView) });
export type PortalSessions = v.InferOutput<typeof PortalSessions>;

/** GET /api/admin/company-code, and POST for a new one. */
export const CompanyCodeView = v.object({ code: v.string() });
export type CompanyCodeView = v.InferOutput<typeof CompanyCodeView>;

/** GET /api/admin/open-id */
export const OpenIdSetup = v.object({
  /** To be registered at the provider: where it sends browsers back to. */
  redirectUri: v.string(),
  /** A client secret is stored for the issuer and client of the settings. It is never shown. */
  secretStored: v.boolean(),
  onForPortal: v.boolean(),
  onForConsole: v.boolean(),
});
export type OpenIdSetup = v.InferOutput<typeof OpenIdSetup>;
/** PUT /api/admin/open-id/secret: null takes it away. */
export const OpenIdSecretSet = v.object({
  secret: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
});
