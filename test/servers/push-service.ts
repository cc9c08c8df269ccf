// A push service with one browser behind it, on loopback: takes notices as RFC 8030 has it, checks the signed word of the sender (VAPID, RFC 8292)
// and decrypts for the browser (RFC 8291, RFC 8188) with code of its own, so that the library under test is not its own judge.
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeSelfSigned } from '@platen/edge-server/platform/certificate-make';
import { tempDir } from '../support/temp-dir.ts';

export interface Browser {
  /** As PushSubscription.toJSON() gives it. */
  readonly subscription: {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly notices: Notice[];
  /** Status of the next answers. */
  answer: number;
}

export interface Notice {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Decrypted. */
  readonly message: unknown;
  /** The claims of a token whose signature holds. */
  readonly vapid: { readonly aud: string; readonly exp: number; readonly sub: string };
  /** base64url. */
  readonly publicKey: string;
}

export interface PushService {
  readonly host: string;
  readonly port: number;
  readonly caFile: string;
  /** Another browser with keys of its own. */
  readonly browser: () => Browser;
  /** What could not be read, in words. */
  readonly mistakes: string[];
  readonly stop: () => Promise<void>;
}

const DAY_MS = 86_400_000;

export async function startPushService(): Promise<PushService> {
  const folder = await tempDir('push');
  const now = Date.now();
  const { cert, key } = await makeSelfSigned({
    names: ['localhost'],
    organization: 'Push service',
    notBefore: now - DAY_MS,
    notAfter: now + DAY_MS,
    key: undefined,
  });
  const caFile = join(folder.path, 'ca.pem');
  await writeFile(caFile, cert);
  const browsers = new Map<string, { readonly browser: Browser; readonly open: (bytes: Buffer) => string }>();
  const mistakes: string[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const place = browsers.get(request.url ?? '');
      if (place === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { browser, open } = place;
      if (browser.answer >= 300) {
        const { answer } = browser;
        response.writeHead(answer, { 'retry-after': '1' }).end();
        return;
      }
      try {
        const bytes = Buffer.concat(parts);
        const { claims, publicKey } = readVapid(request.headers.authorization ?? '');
        browser.notices.push({
          headers: request.headers,
          bytes,
          message: JSON.parse(open(bytes)) as unknown,
          vapid: claims,
          publicKey,
        });
        response.writeHead(201).end();
      } catch (cause) {
        mistakes.push(String(cause));
        response.writeHead(400).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: 'localhost',
    port,
    caFile,
    mistakes,
    browser: () => {
      const own = createECDH('prime256v1');
      const publicKey = own.generateKeys();
      const auth = randomBytes(16);
      const path = `/wpush/${randomBytes(24).toString('base64url')}`;
      const browser: Browser = {
        subscription: {
          endpoint: `https://localhost:${port}${path}`,
          keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
        },
        notices: [],
        answer: 201,
      };
      browsers.set(path, { browser, open: (bytes) => decrypt(bytes, own, auth) });
      return browser;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await folder.remove();
    },
  };
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

/** RFC 8291 section 3.4 and RFC 8188 section 2, one record. */
function decrypt(bytes: Buffer, own: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = bytes.subarray(0, 16);
  const recordSize = bytes.readUInt32BE(16);
  const keyLength = bytes.readUInt8(20);
  const theirs = bytes.subarray(21, 21 + keyLength);
  const record = bytes.subarray(21 + keyLength);
  if (keyLength !== 65 || record.length > recordSize) throw new Error('no single record of aes128gcm');
  const shared = own.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]);
  const secret = derive(shared, auth, info, 32);
  const contentKey = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  cipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  // Behind the text: 2 in the last record, then zeros.
  const end = plain.lastIndexOf(2);
  if (end < 0 || plain.subarray(end + 1).some((octet) => octet !== 0)) throw new Error('no padding');
  return plain.subarray(0, end).toString('utf8');
}

/** RFC 8292 section 3: `vapid t=JWT, k=KEY`, signed with ES256 (RFC 7518 section 3.4). */
function readVapid(header: string): { claims: Notice['vapid']; publicKey: string } {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33, 65).toString('base64url'),
  };
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    throw new Error('the signature of the sender does not hold');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Notice['vapid'];
  return { claims, publicKey };
}
