// Fetches a small text over HTTPS: no redirects, bounded in time and size. For addresses that somebody we trust has signed.

/** Long enough for a slow server on another continent, short enough that nobody takes it for a hang. */
const TIME_MS = 15_000;
/** A hundred thousand serial numbers would be a few megabytes; this is ten thousand. */
const MOST_BYTES = 1024 * 1024;

/** Rejects with an Error whose message says what went wrong, without the address. */
export async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  if (!address.startsWith('https://')) throw new Error('it is not an https address');
  const response = await fetch(address, {
    redirect: 'error',
    credentials: 'omit',
    headers: { accept: 'application/json' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_MS)]),
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new Error('it does not answer', { cause });
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`it answered with status ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('its answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
