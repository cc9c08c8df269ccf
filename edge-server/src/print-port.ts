// The port that only prints: 631, where computers look for a printer (RFC 8010, RFC 7472). TLS and, where the wire policy lets it, plain IPP on
// the same port; certificates of clients are asked for here alone, so that no browser ever shows a choice of certificates. That it cannot be had
// stops nothing: printing works on HTTPS's port, too, and the doctor says what is in the way.
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Settings } from '@platen/shared/settings';
import type { Clock, Log } from './deps.ts';
import { type Listener, listen } from './platform/listen.ts';

export interface PrintPort {
  /** Where it listens; undefined while it does not. */
  readonly port: () => number | undefined;
  /** Why it does not listen though it should: the system's code, such as EADDRINUSE. */
  readonly trouble: () => { readonly port: number; readonly code: string } | undefined;
  /** Listens, or not, as the settings are now, and from then on as they become. Resolves in any case. */
  readonly follow: () => Promise<void>;
  readonly setCertificate: (cert: string, key: string) => void;
  readonly stop: () => Promise<void>;
}

/** Settings changed, or a port that has become free, are found within this time; other edge servers take as long for the first. */
const LOOK_EVERY_MS = 5_000;
/** A Kerberos ticket of Active Directory has up to 48,000 bytes (MaxTokenSize), which are 64,000 in base64; besides that there is little. */
const MAX_HEADER_BYTES = 80 * 1024;
const GRACE_MS = 5_000;

export function makePrintPort(parts: {
  readonly host: string;
  /** undefined: off. 0: any free port. */
  readonly wanted: number | undefined;
  readonly certificate: () => { readonly cert: string; readonly key: string } | undefined;
  readonly settings: () => Settings;
  readonly clock: Pick<Clock, 'every'>;
  readonly log: Log;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}): PrintPort {
  const { wanted, log } = parts;
  let listener: Listener | undefined;
  let trouble: ReturnType<PrintPort['trouble']>;
  let stopped = false;
  let following: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const certificate = parts.certificate();
    const { ipp, certificateAuthority } = parts.settings().print;
    if (stopped || wanted === undefined || certificate === undefined || !ipp) {
      const open = listener;
      listener = undefined;
      trouble = undefined;
      await open?.close(GRACE_MS);
      return;
    }
    const authorities = authoritiesIn(certificateAuthority);
    if (listener !== undefined) {
      listener.setAuthorities(authorities);
      return;
    }
    try {
      listener = await listen({
        host: parts.host,
        port: wanted,
        tls: certificate,
        plainToo: true,
        authorities,
        maxHeaderBytes: MAX_HEADER_BYTES,
        listener: parts.answer,
      });
      if (trouble !== undefined) log.info('the port for printing is open now', { port: wanted });
      trouble = undefined;
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      if (trouble?.code !== code)
        log.warn('the port for printing cannot be had; HTTPS’s port prints, too', { port: wanted, cause });
      trouble = { port: wanted, code };
    }
  }

  let stopTimer: (() => void) | undefined;
  const follow = (): Promise<void> => {
    if (wanted !== undefined && !stopped) stopTimer ??= parts.clock.every(LOOK_EVERY_MS, () => void follow());
    following = following.then(look).catch((cause: unknown) => {
      log.error('the port for printing could not follow the settings', { cause });
    });
    return following;
  };

  return {
    port: () => listener?.port,
    trouble: () => trouble,
    follow,
    setCertificate: (cert, key) => listener?.setCertificate(cert, key),
    stop: async () => {
      stopTimer?.();
      stopped = true;
      await follow();
    },
  };
}

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** PEM as TLS takes it; undefined for an empty setting, and for one that an older Platen let through and that cannot be read. */
function authoritiesIn(pem: string): string | undefined {
  return pem.trim() === '' || authorityProblem(pem) !== undefined ? undefined : blocksOf(pem).join('\n');
}

const blocksOf = (pem: string): readonly string[] => pem.match(BLOCK) ?? [];

/** What is wrong with a text as a list of authorities, for a person; undefined: nothing, or it is empty. */
export function authorityProblem(pem: string): string | undefined {
  if (pem.trim() === '') return undefined;
  if (/PRIVATE KEY/.test(pem))
    return 'This holds a private key. Paste only the certificate of the authority; the key stays with it.';
  const blocks = blocksOf(pem);
  if (blocks.length === 0 || pem.replace(BLOCK, '').trim() !== '')
    return 'This is not a certificate in PEM: paste everything from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.';
  for (const block of blocks) {
    try {
      const found = new X509Certificate(block);
      if (!found.ca)
        return `“${found.subject.replaceAll('\n', ', ')}” is the certificate of a person or a server, not of an authority that issues them.`;
    } catch {
      return 'One of the certificates cannot be read. Copy it again as a whole.';
    }
  }
  return undefined;
}
