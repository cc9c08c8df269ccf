// What a page has fetched over the wire, as the browser counted it: one entry for each file, with its compressed bytes.
import type { CDPSession } from 'playwright-core';

export interface Fetched {
  /** Without query. */
  readonly path: string;
  /** Of the body, as it was sent. */
  readonly bytes: number;
  /** `br`, `gzip` or empty. */
  readonly encoding: string;
}

export interface FetchCount {
  /** What came so far: pages, scripts, styles and words. Answers of the API and pictures of documents are data, and not counted. */
  readonly files: () => readonly Fetched[];
}

/** Counts from now on; before the page is opened. */
export const countFetched = async (devtools: CDPSession): Promise<FetchCount> => {
  const files: Fetched[] = [];
  const begun = new Map<string, { path: string; head: number; encoding: string }>();
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const { protocol, pathname } = new URL(response.url);
    if (!protocol.startsWith('http') || pathname.startsWith('/api/')) return;
    const named = Object.entries(response.headers).find(
      ([name]) => name.toLowerCase() === 'content-encoding',
    );
    begun.set(requestId, {
      path: pathname,
      // Until the body begins it is the head's.
      head: response.encodedDataLength,
      encoding: named?.[1] ?? '',
    });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = begun.get(requestId);
    if (one !== undefined)
      files.push({ path: one.path, bytes: encodedDataLength - one.head, encoding: one.encoding });
  });
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  return { files: () => files };
};

export const sumBytes = (files: readonly { readonly bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** For people: the largest first. */
export const listFetched = (files: readonly Fetched[]): string =>
  [...files]
    .sort((one, other) => other.bytes - one.bytes)
    .map(({ path, bytes, encoding }) => `    ${String(bytes).padStart(6)} ${encoding.padEnd(4)} ${path}`)
    .join('\n');
