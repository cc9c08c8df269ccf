// Reads the time that a device tells in the Date field of an HTTP answer (RFC 9110 section 6.6.1). Nothing but the time is looked at
// and nothing secret is sent, so the device's certificate is not verified.
import { request } from 'node:http';
import { request as requestTls } from 'node:https';

/** @returns Unix ms, whole seconds; undefined where the answer has no date. Rejects where nothing answers or the signal aborts. */
export function readHttpDate(
  at: { readonly host: string; readonly port: number; readonly tls: boolean },
  signal: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: at.host, port: at.port, method: 'HEAD', path: '/', signal, agent: false };
    const asked = at.tls ? requestTls({ ...options, rejectUnauthorized: false }) : request(options);
    asked.once('error', reject);
    asked.once('response', (response) => {
      const time = Date.parse(response.headers.date ?? '');
      response.destroy();
      resolve(Number.isNaN(time) ? undefined : time);
    });
    asked.end();
  });
}
