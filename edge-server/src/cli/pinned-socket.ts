// A connection to the server that is only handed out once the server has shown the very certificate of run/server.json.
// Names and authorities do not count here: a self-signed certificate is as good as any, and a bought one of another server is not.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { unreachable } from './cli-error.ts';
import type { ServerFile } from './server-file.ts';

/** On loopback an answer takes a millisecond; this long only waits for a machine far away or a host in trouble. */
const CONNECT_MS = 5_000;

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);

/** Rejects with a CliError (`server-unreachable`) before any byte of a request is sent. */
export function openPinnedSocket(
  server: Pick<ServerFile, 'url' | 'certificateSha256'>,
  signal: AbortSignal,
): Promise<Socket> {
  const url = new URL(server.url);
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  const pin = server.certificateSha256;
  if (secure ? pin === undefined : !isLoopback(host)) {
    return Promise.reject(
      unreachable(
        `${url.origin} could not prove who it is.`,
        'Restart the server: its run/server.json is incomplete.',
      ),
    );
  }
  return new Promise((resolve, reject) => {
    const socket = secure
      ? connectTls({
          host,
          port,
          // Checked below, against the certificate itself.
          rejectUnauthorized: false,
          minVersion: 'TLSv1.2',
          // An address is no server name (RFC 6066 section 3).
          ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
        })
      : connectTcp({ host, port });
    const end = (error?: Error) => {
      signal.removeEventListener('abort', aborted);
      socket.removeAllListeners();
      socket.setTimeout(0);
      if (error === undefined) {
        resolve(socket);
        return;
      }
      // A destroyed socket may still tell of the reset that follows.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const aborted = () => end(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    const silent = (cause?: Error) =>
      end(
        unreachable(
          `The server at ${url.origin} does not answer.`,
          'It may have stopped or be starting just now. Its log says more.',
          cause,
        ),
      );
    if (signal.aborted) {
      aborted();
      return;
    }
    signal.addEventListener('abort', aborted, { once: true });
    socket.setTimeout(CONNECT_MS, () => silent());
    socket.once('error', silent);
    socket.once('close', () => silent());
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      if (!('getPeerCertificate' in socket)) {
        end();
        return;
      }
      const seen = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
      if (seen === pin) end();
      else
        end(
          unreachable(
            `Something else than your server answers at ${url.origin}: its certificate is another one.`,
            'Nothing was sent. If the certificate was changed just now, restart the server.',
          ),
        );
    });
  });
}
