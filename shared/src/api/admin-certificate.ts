// The console's API of the server's certificate: what it is, checking and using another one, requests to an authority, renewal by itself.
import * as v from 'valibot';

/** A public fact of a certificate, as a browser would show it. Times are milliseconds since 1970. */
export const CertificateFacts = v.object({
  /** DNS names and addresses it is good for. */
  names: v.array(v.string()),
  subject: v.string(),
  issuer: v.string(),
  notBefore: v.number(),
  notAfter: v.number(),
  /** "P-256", "RSA 3072". */
  key: v.string(),
  /** SHA-256 in pairs of hex digits with colons. */
  sha256: v.string(),
  /** Hex. */
  serial: v.string(),
  selfSigned: v.boolean(),
  /** Those behind it, from its issuer upwards. */
  chain: v.array(v.string()),
});
export type CertificateFacts = v.InferOutput<typeof CertificateFacts>;

/** stop: it cannot be used. warn: it can, and somebody will notice. note: good to know. */
export const CertificateFinding = v.object({
  code: v.string(),
  level: v.picklist(['stop', 'warn', 'note']),
  sentence: v.string(),
  cure: v.optional(v.string()),
});
export type CertificateFinding = v.InferOutput<typeof CertificateFinding>;

/** A PFX with a long chain has 20 kB; base64 is a third longer. */
const MOST_BASE64 = 128 * 1024;
const Base64 = v.pipe(v.string(), v.maxLength(MOST_BASE64), v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'give base64'));

/** What was picked or pasted: PEM, DER, PKCS #7 or PKCS #12, in any mixture. */
export const CertificateUpload = v.object({
  files: v.pipe(v.array(Base64), v.minLength(1), v.maxLength(8)),
  passphrase: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});
export type CertificateUpload = v.InferOutput<typeof CertificateUpload>;

export const CertificateChecked = v.object({
  usable: v.boolean(),
  findings: v.array(CertificateFinding),
  /** What would be shown to browsers; absent where there is none. */
  certificate: v.optional(CertificateFacts),
  /** Where its key is from: the upload, the waiting request, or the certificate in use. */
  keyFrom: v.optional(v.picklist(['upload', 'request', 'current'])),
});
export type CertificateChecked = v.InferOutput<typeof CertificateChecked>;

export const KEY_KINDS = ['p256', 'rsa3072'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(253));
export const CertificateRequestAsk = v.object({
  /** 50: more names than that belong into several certificates, and authorities refuse 100. */
  names: v.pipe(v.array(Name), v.minLength(1), v.maxLength(50)),
  key: v.picklist(KEY_KINDS),
  /** 64: X.520 upper bound of an organisation's name. */
  organization: v.optional(v.pipe(v.string(), v.maxLength(64))),
});
export type CertificateRequestAsk = v.InferOutput<typeof CertificateRequestAsk>;

/** A request whose key waits for its certificate. */
export const WaitingRequest = v.object({
  names: v.array(v.string()),
  key: v.string(),
  createdAt: v.number(),
  /** PKCS #10 in PEM: for the authority, public. */
  pem: v.string(),
});
export type WaitingRequest = v.InferOutput<typeof WaitingRequest>;

/** In their order. */
export const ACME_STEPS = ['directory', 'account', 'order', 'challenge', 'issue', 'install'] as const;
export type AcmeStep = (typeof ACME_STEPS)[number];

export const AcmeView = v.object({
  directory: v.string(),
  email: v.string(),
  names: v.array(v.string()),
  /** An account number of the authority's own is bound to ours. */
  bound: v.boolean(),
  /** waiting: all is well until `nextAt`. failed: the last try did not work, the next one is at `nextAt`. */
  phase: v.picklist(['off', 'waiting', 'working', 'failed']),
  step: v.optional(v.picklist(ACME_STEPS)),
  nextAt: v.optional(v.number()),
  lastOkAt: v.optional(v.number()),
  failedAt: v.optional(v.number()),
  problem: v.optional(v.object({ sentence: v.string(), detail: v.optional(v.string()) })),
});
export type AcmeView = v.InferOutput<typeof AcmeView>;

export const CertificateView = v.object({
  now: v.number(),
  /** Where HTTP and HTTPS listen; absent: off. */
  httpPort: v.optional(v.number()),
  httpsPort: v.optional(v.number()),
  /** Absent while HTTPS is off. */
  current: v.optional(
    v.object({ ...CertificateFacts.entries, from: v.picklist(['platen', 'administrator', 'acme']) }),
  ),
  findings: v.array(CertificateFinding),
  previous: v.optional(CertificateFacts),
  request: v.optional(WaitingRequest),
  /** Names under which this server is opened, as far as it knows: for a request. */
  suggested: v.array(v.string()),
  acme: AcmeView,
  wire: v.object({
    passwordEntry: v.boolean(),
    channel: v.boolean(),
    panelOverHttp: v.boolean(),
    portalOverHttp: v.boolean(),
    /** Printers that may use plain HTTP. */
    printersOverHttp: v.number(),
  }),
});
export type CertificateView = v.InferOutput<typeof CertificateView>;

/** 500, 254: as the settings have them. */
const Directory = v.pipe(v.string(), v.trim(), v.maxLength(500));
/** PEM of one certificate. */
const Root = v.pipe(v.string(), v.maxLength(16 * 1024));

export const AcmeLook = v.object({ directory: Directory, root: v.optional(Root) });
export type AcmeLook = v.InferOutput<typeof AcmeLook>;
export const AcmeLooked = v.object({
  /** Address of the authority's terms, to be agreed to. */
  terms: v.optional(v.string()),
  website: v.optional(v.string()),
  /** It wants an account of its own named. */
  needsBinding: v.boolean(),
});
export type AcmeLooked = v.InferOutput<typeof AcmeLooked>;

export const AcmeSetUp = v.object({
  directory: Directory,
  email: v.pipe(v.string(), v.trim(), v.maxLength(254)),
  names: v.pipe(v.array(Name), v.minLength(1), v.maxLength(50)),
  /** The terms that were read and agreed to; empty where there are none. */
  agreed: v.pipe(v.string(), v.maxLength(2000)),
  /** RFC 8555 section 7.3.4. */
  binding: v.optional(
    v.object({ kid: v.pipe(v.string(), v.maxLength(500)), key: v.pipe(v.string(), v.maxLength(1000)) }),
  ),
  /** Of an authority inside the organisation, that this machine does not know. */
  root: v.optional(Root),
});
export type AcmeSetUp = v.InferOutput<typeof AcmeSetUp>;
