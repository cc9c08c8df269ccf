// Notifications in the portal: what a browser needs to subscribe, and the own devices that are told.
import * as v from 'valibot';

/** base64url without padding (RFC 4648 section 5). */
const base64url = (bytes: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`), 'Expected base64url'),
  );

/** What PushSubscription.toJSON() gives (Push API). */
export const PushSubscribe = v.object({
  /** Real ones have some 200 characters. */
  endpoint: v.pipe(v.string(), v.maxLength(1000), v.url()),
  keys: v.object({
    /** A point of P-256, uncompressed. */
    p256dh: base64url(65),
    /** 16 octets (RFC 8291 section 3.2). */
    auth: base64url(16),
  }),
});
export type PushSubscribe = v.InferOutput<typeof PushSubscribe>;

export const PushDevice = v.object({
  id: v.string(),
  /** The browser's User-Agent. */
  agent: v.string(),
  /** The first 16 characters of the SHA-256 of its endpoint, base64url: by it a browser knows itself. */
  mark: v.string(),
  createdAt: v.number(),
  lastOkAt: v.optional(v.number()),
  /** Notices in a row that did not arrive. */
  failures: v.number(),
});
export type PushDevice = v.InferOutput<typeof PushDevice>;

export const PushState = v.object({
  /** The site has it switched on. */
  enabled: v.boolean(),
  /** applicationServerKey, base64url; absent where it is off. */
  publicKey: v.optional(v.string()),
  devices: v.array(PushDevice),
});
export type PushState = v.InferOutput<typeof PushState>;

export const PushTested = v.object({
  /** The push service took it; whether the device shows it only its owner can see. */
  taken: v.boolean(),
  /** Gone: the push service no longer knows this browser, and it was taken off the list. */
  gone: v.boolean(),
});
export type PushTested = v.InferOutput<typeof PushTested>;
