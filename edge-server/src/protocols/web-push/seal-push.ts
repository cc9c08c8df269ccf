// A notice for one browser as its push service wants it: encrypted to the browser (RFC 8291), with a signed word of who we are (VAPID, RFC
// 8292). Bytes only: sending is protocols/webhook/, and whom to write to is decided elsewhere.
import { createECDH } from 'node:crypto';
import webPush from 'web-push';

export interface VapidKeys {
  /** base64url; what browsers call applicationServerKey. */
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface PushTarget {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface PushOptions {
  readonly vapid: VapidKeys;
  /** Where a push service can turn to: an https: or mailto: address (RFC 8292 section 2.1). */
  readonly contact: string;
  /** Seconds the service may keep it for a browser that is away (RFC 8030 section 5.2). */
  readonly ttl: number;
  readonly urgency: 'very-low' | 'low' | 'normal' | 'high';
  /** At most 32 characters of base64url: a newer notice of the same topic replaces one that waits (RFC 8030 section 5.4). */
  readonly topic: string;
}

export interface SealedPush {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const makeVapidKeys = (): VapidKeys => webPush.generateVAPIDKeys();

/** Is this a point of P-256? Anything else would fail at each notice. */
export function isPushKey(p256dh: string): boolean {
  try {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    ecdh.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    // The one reason to throw: it is not on the curve.
    return false;
  }
}

/** @param text what the service worker gets; push services take 4,096 octets with 86 and more of overhead. */
export function sealPush(target: PushTarget, text: string, options: PushOptions): SealedPush {
  const { vapid, contact, ttl, urgency, topic } = options;
  const { headers, body } = webPush.generateRequestDetails(target, text, {
    vapidDetails: { subject: contact, ...vapid },
    TTL: ttl,
    urgency,
    topic,
    contentEncoding: 'aes128gcm',
  });
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return { headers: Object.fromEntries(own.map(([name, value]) => [name, String(value)])), body };
}
