// The browser's part of a passkey: it finds or makes the key and asks for finger, face or PIN. The library loads when it is first needed.
import type { PasskeyOptions } from '@platen/shared/api/admin-security';
import type { PasskeyAnswer } from '../data/admin-security.ts';
import type { ApiResult } from '../data/api-call.ts';

export type PasskeyUsed =
  | { readonly kind: 'answer'; readonly answer: PasskeyAnswer }
  /** The person closed the browser's question, or has no such key. */
  | { readonly kind: 'canceled' }
  /** The server did not offer any. */
  | { readonly kind: 'refused'; readonly result: Exclude<ApiResult<PasskeyOptions>, { readonly ok: true }> };

/** @param make a new key; otherwise one that is there signs. */
export async function usePasskey(
  asked: Promise<ApiResult<PasskeyOptions>>,
  make = false,
): Promise<PasskeyUsed> {
  const result = await asked;
  if (!result.ok) return { kind: 'refused', result };
  const { options, challenge } = result.value;
  const { startAuthentication, startRegistration } = await import('@simplewebauthn/browser');
  // What the server's own library made and this one reads.
  const optionsJSON = options as never;
  try {
    const response = await (make ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON }));
    return { kind: 'answer', answer: { challenge, response } };
  } catch (cause) {
    // The browser does not tell "closed" from "no such key", so that pages cannot find out which keys somebody has.
    if (cause instanceof Error) return { kind: 'canceled' };
    throw cause;
  }
}
