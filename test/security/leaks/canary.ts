// What a leaking converter would fetch or read: a web server that counts its visitors, files that nobody may see, and a variable.

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { openDocument } from '../../documents/office/open-document.ts';
import { sheetDocument } from '../../documents/office/sheet-document.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** In every canary's text, and nowhere in a document of the test. */
export const CANARY = 'canaryQ7xZ';
/** In every canary picture, and nowhere in a document of the test: R, G, B. */
export const CANARY_COLOUR = [255, 0, 255] as const;
const CANARY_VARIABLE = 'PLATEN_CANARY';

export interface Canary {
  /** "http://127.0.0.1:port", without a slash. */
  readonly http: string;
  /** file:// URLs. */
  readonly picture: string;
  readonly text: string;
  readonly sheet: string;
  readonly document: string;
  /** Path of a file that only a running macro would make. */
  readonly touch: string;
  /** The requests so far. */
  readonly visits: () => readonly string[];
  /** Begins to count from nothing. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

export async function startCanary(): Promise<Canary> {
  const folder = await tempDir('canary');
  const background = { r: CANARY_COLOUR[0], g: CANARY_COLOUR[1], b: CANARY_COLOUR[2] };
  const png = await sharp({ create: { width: 200, height: 200, channels: 3, background } })
    .png()
    .toBuffer();
  const text = `${CANARY} is a secret of the server.\n`.repeat(3);
  const files = {
    'picture.png': png,
    'secret.txt': text,
    'secret.xlsx': sheetDocument({ rows: [[CANARY]] }),
    'secret.odt': openDocument({ lines: [CANARY] }),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder.path, name), bytes);
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const isPicture = /\.(png|svg|jpg)/.test(request.url ?? '');
    response.writeHead(200, { 'content-type': isPicture ? 'image/png' : 'text/plain' });
    response.end(isPicture ? png : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env[CANARY_VARIABLE] = CANARY;
  const url = (name: string): string => `file://${join(folder.path, name)}`;
  return {
    http: `http://127.0.0.1:${port}`,
    picture: url('picture.png'),
    text: url('secret.txt'),
    sheet: url('secret.xlsx'),
    document: url('secret.odt'),
    touch: join(folder.path, 'touched'),
    visits: () => visits,
    forget: () => void visits.splice(0),
    close: async () => {
      delete process.env[CANARY_VARIABLE];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await folder.remove();
    },
  };
}

/** One document that tries something. */
export interface Vector {
  readonly name: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
}
