// The console's API about administrators themselves: signing in with a second step, the own account, the others, the audit log.
import * as v from 'valibot';
import { ADMIN_ROLES, SCOPES } from '../scopes.ts';
import { SIGN_IN_VIAS } from '../sign-in.ts';

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
/** Longer than any passphrase; the server's hash takes 1024 bytes. */
const Password = v.pipe(v.string(), v.maxLength(1000));
/** One-time words of 256 bits as base64url. */
const Token = v.pipe(v.string(), v.maxLength(200));
const At = v.number();

export const AdminRole = v.picklist(ADMIN_ROLES);

/** What a browser gives for a passkey: WebAuthn's JSON, read by the library that checks it. */
export const PasskeyAnswer = v.object({
  /** As the options came: sealed by the server. */
  challenge: v.pipe(v.string(), v.maxLength(1000)),
  response: v.looseObject({ id: v.pipe(v.string(), v.maxLength(2000)) }),
});
/** For `navigator.credentials`, as WebAuthn Level 3 writes them in JSON. */
export const PasskeyOptions = v.object({ options: v.looseObject({}), challenge: v.string() });
export type PasskeyOptions = v.InferOutput<typeof PasskeyOptions>;

/** GET /api/admin/session/ways: what the door offers besides name and password. */
export const SignInWays = v.object({
  /** Passkeys work at this address. */
  passkey: v.boolean(),
  /** Name of the provider of single sign-on. */
  openId: v.optional(v.string()),
});
export type SignInWays = v.InferOutput<typeof SignInWays>;

/** Answer of POST /api/admin/session where the password was right and a second factor is asked for. */
export const SecondStep = v.object({
  attempt: v.string(),
  ways: v.object({ code: v.boolean(), passkey: v.boolean(), recovery: v.boolean() }),
});
export type SecondStep = v.InferOutput<typeof SecondStep>;

const Code = v.pipe(v.string(), v.maxLength(20));
const Recovery = v.pipe(v.string(), v.maxLength(60));
/** POST /api/admin/session/second */
export const SecondProof = v.object({
  attempt: Token,
  code: v.optional(Code),
  recovery: v.optional(Recovery),
  passkey: v.optional(PasskeyAnswer),
});
/** POST /api/admin/session/passkey/options */
export const PasskeyAsk = v.object({ attempt: v.optional(Token) });

/** POST /api/admin/prove: one of these. */
export const Prove = v.object({
  password: v.optional(Password),
  code: v.optional(Code),
  passkey: v.optional(PasskeyAnswer),
});
/** Until when what is dangerous is allowed, Unix ms. */
export const Proved = v.object({ until: At });
export type Proved = v.InferOutput<typeof Proved>;
/** GET /api/admin/prove: how this administrator can do it. */
export const ProveWays = v.object({ password: v.boolean(), code: v.boolean(), passkey: v.boolean() });
export type ProveWays = v.InferOutput<typeof ProveWays>;

/** POST /api/admin/join/look and /join: by the token of a one-time link. */
export const JoinLook = v.object({ token: Token });
export const JoinFacts = v.object({ name: v.string(), role: AdminRole, isNew: v.boolean() });
export type JoinFacts = v.InferOutput<typeof JoinFacts>;
export const Join = v.object({ token: Token, password: Password });

/** One session of the console. */
export const SessionView = v.object({
  id: v.string(),
  name: v.string(),
  /** This very one. */
  own: v.boolean(),
  address: v.optional(v.string()),
  /** The browser's User-Agent. */
  agent: v.optional(v.string()),
  via: v.optional(v.picklist(SIGN_IN_VIAS)),
  since: At,
  seenAt: At,
});
export type SessionView = v.InferOutput<typeof SessionView>;
export const SessionList = v.object({ sessions: v.array(SessionView) });

/** GET /api/admin/account */
export const AdminAccount = v.object({
  id: v.string(),
  name: v.string(),
  role: AdminRole,
  hasPassword: v.boolean(),
  /** By a group of a directory: password and role are changed there. */
  fromDirectory: v.boolean(),
  passwordSetAt: v.optional(At),
  hasTotp: v.boolean(),
  recoveryCodesLeft: v.number(),
  passkeys: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      /** The host name it works under. */
      host: v.string(),
      createdAt: At,
      lastUsedAt: v.optional(At),
    }),
  ),
  /** Passkeys can be added at the address this was asked from. */
  passkeyHere: v.boolean(),
  /** Linked with an account at the provider of single sign-on; absent where there is none. */
  openId: v.optional(v.object({ name: v.string(), linked: v.boolean() })),
  secondFactorRequired: v.boolean(),
});
export type AdminAccount = v.InferOutput<typeof AdminAccount>;

/** PUT /api/admin/account/password */
export const NewPassword = v.object({ password: Password });
/** POST /api/admin/account/totp: a key for an app, stored nowhere yet. */
export const TotpEnrolment = v.object({ enrolment: v.string(), secret: v.string(), svg: v.string() });
export type TotpEnrolment = v.InferOutput<typeof TotpEnrolment>;
/** PUT /api/admin/account/totp */
export const TotpConfirm = v.object({ enrolment: v.pipe(v.string(), v.maxLength(1000)), code: Code });
/** The codes are told this once; absent where there were some already. */
export const RecoveryCodes = v.object({ recoveryCodes: v.optional(v.array(v.string())) });
export type RecoveryCodes = v.InferOutput<typeof RecoveryCodes>;
/** POST /api/admin/account/passkeys */
export const PasskeyAdd = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  ...PasskeyAnswer.entries,
});

/** An administrator as others see one. */
export const AdminView = v.object({
  id: v.string(),
  name: v.string(),
  role: AdminRole,
  email: v.optional(v.string()),
  /** invited: has not chosen a password yet. */
  state: v.picklist(['on', 'off', 'invited']),
  /** An invitation or a link for a new password is out, until then. */
  linkUntil: v.optional(At),
  secondFactor: v.picklist(['none', 'app', 'passkey', 'both']),
  openId: v.boolean(),
  /** By a group of a directory: password and role are changed there. */
  fromDirectory: v.boolean(),
  createdAt: At,
  lastSeenAt: v.optional(At),
  /** Open sessions. */
  sessions: v.number(),
  own: v.boolean(),
});
export type AdminView = v.InferOutput<typeof AdminView>;
export const AdminList = v.object({ admins: v.array(AdminView) });

/** POST /api/admin/admins */
export const AdminInvite = v.object({
  name: Name,
  role: AdminRole,
  email: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(254))),
});
/** A one-time link; `path` begins with a slash and is told this once. */
export const AdminLink = v.object({
  id: v.string(),
  name: v.string(),
  path: v.string(),
  /** What to put before it, as this server knows itself, for the command line: "https://print.example.org:8443". */
  address: v.optional(v.string()),
  until: At,
});
export type AdminLink = v.InferOutput<typeof AdminLink>;
/** POST /api/admin/admins/:id/link */
export const AdminLinkAsk = v.object({
  /** Takes authenticator app, passkeys and recovery codes away, too. */
  secondFactor: v.optional(v.boolean()),
});
/** PATCH /api/admin/admins/:id */
export const AdminChange = v.object({ role: v.optional(AdminRole), off: v.optional(v.boolean()) });

const numberText = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.maxValue(most));
/** GET /api/admin/audit and /api/admin/audit.csv */
export const AuditAsk = v.object({
  search: v.optional(v.pipe(v.string(), v.maxLength(200))),
  who: v.optional(v.pipe(v.string(), v.maxLength(200))),
  since: v.optional(numberText(8.64e15)),
  until: v.optional(numberText(8.64e15)),
  before: v.optional(numberText(Number.MAX_SAFE_INTEGER)),
  /** 100 unless told: a screen or two. */
  limit: v.optional(v.pipe(numberText(500), v.minValue(1))),
});
export const AuditEntryView = v.object({
  number: v.number(),
  at: At,
  who: v.string(),
  act: v.string(),
  about: v.string(),
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});
export type AuditEntryView = v.InferOutput<typeof AuditEntryView>;
export const AuditPage = v.object({
  entries: v.array(AuditEntryView),
  /** `before` of the next page; absent on the last one. */
  next: v.optional(v.number()),
  /** Everybody who is in the log; on the first page only. */
  actors: v.optional(v.array(v.string())),
});
export type AuditPage = v.InferOutput<typeof AuditPage>;
/** GET /api/admin/audit/verify */
export const AuditVerdict = v.object({
  sound: v.boolean(),
  entries: v.number(),
  seals: v.number(),
  sealedTo: v.optional(At),
  sentence: v.optional(v.string()),
});
export type AuditVerdict = v.InferOutput<typeof AuditVerdict>;

/** The scopes of whoever is signed in; in AdminMe. */
export const Scopes = v.array(v.picklist(SCOPES));
