// The doctor on encryption: is HTTPS on, what it offers, how long the certificate is good and for which names.
import { isIPv6 } from 'node:net';
import type { Check, Exam } from '../doctor.ts';
import type { TlsLook } from '../platform/tls-look.ts';

export interface WireParts {
  readonly now: () => number;
  readonly certificate: () => {
    readonly selfSigned: boolean;
    readonly notAfter: number;
    readonly names: readonly string[];
  };
  readonly hostNames: () => readonly string[];
  readonly httpsOn: () => boolean;
  /** Looks at this server's own HTTPS. */
  readonly tls: (signal: AbortSignal) => Promise<TlsLook>;
  /** Settings that weaken the default protection. */
  readonly openings: () => readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** One of ours renews itself a month before its end; an authority's should be on its way by then. */
const MONTH_MS = 30 * DAY_MS;
const GOOD_PROTOCOLS: readonly string[] = ['TLSv1.2', 'TLSv1.3'];

export function wireExams(parts: WireParts): Exam[] {
  return [
    {
      area: 'wire',
      id: 'certificate',
      what: 'The certificate',
      run: () => [
        https(parts),
        certificateDates(parts),
        certificateNames(parts),
        ...parts.openings().map((sentence) => ({ id: 'openings', ok: true, sentence })),
      ],
    },
    { area: 'wire', id: 'tls', what: 'TLS', run: (signal) => tls(parts, signal) },
  ];
}

async function tls(parts: WireParts, signal: AbortSignal): Promise<Check[]> {
  if (!parts.httpsOn()) return [];
  const { protocol, chain, issuer } = await parts.tls(signal);
  const good = GOOD_PROTOCOLS.includes(protocol);
  return [
    good
      ? { id: 'tls', ok: true, sentence: `Browsers are offered ${protocol}.` }
      : {
          id: 'tls',
          ok: false,
          sentence: `Browsers are offered ${protocol}, which is not safe any more.`,
          cure: 'Something between browsers and this server ends TLS. Let it offer TLS 1.2 and 1.3 only.',
        },
    chain === 'incomplete'
      ? {
          id: 'tls-chain',
          ok: false,
          sentence: `The certificate is shown without that of ${issuer}, which issued it: printers and phones will refuse it.`,
          cure: 'Put the intermediate certificates of the authority behind it (Security, Certificate: upload the whole chain).',
        }
      : { id: 'tls-chain', ok: true, sentence: CHAINS[chain](issuer) },
  ];
}

const CHAINS: Readonly<Record<Exclude<TlsLook['chain'], 'incomplete'>, (issuer: string) => string>> = {
  trusted: (issuer) => `The certificate’s chain is complete (${issuer}).`,
  private: (issuer) =>
    `The certificate’s chain is complete; it ends at an authority of your own (${issuer}).`,
  'self-signed': () =>
    'The certificate is self-signed: browsers warn of it until they are told to trust it. One of your own is set under Security, Certificate.',
};

function certificateDates(parts: WireParts): Check {
  const { notAfter, selfSigned } = parts.certificate();
  const left = notAfter - parts.now();
  const until = new Date(notAfter).toISOString().slice(0, 10);
  const kind = selfSigned ? ' and self-signed' : '';
  const cure = 'Set a new one under Security, Certificate.';
  if (left <= 0)
    return {
      id: 'certificate',
      ok: false,
      sentence: `The certificate ended on ${until}: browsers refuse it.`,
      cure,
    };
  if (left > MONTH_MS)
    return { id: 'certificate', ok: true, sentence: `The certificate is good until ${until}${kind}.` };
  const days = Math.floor(left / DAY_MS);
  const sentence = `The certificate ends in ${days} ${days === 1 ? 'day' : 'days'}, on ${until}.`;
  return { id: 'certificate', ok: false, sentence, cure };
}

function certificateNames(parts: WireParts): Check {
  const names = parts.certificate().names.map(canonical);
  const missing = parts.hostNames().filter((name) => !covers(names, canonical(name)));
  return missing.length === 0
    ? { id: 'certificate-names', ok: true, sentence: 'The certificate names this host.' }
    : {
        id: 'certificate-names',
        ok: false,
        sentence: `The certificate does not name ${missing.join(', ')}: browsers will warn there.`,
        cure: 'Use an address that it names, or get a certificate for all of them.',
      };
}

/** Lower case; an IPv6 address in its shortest form (RFC 5952), which certificates and systems spell differently. */
function canonical(name: string): string {
  return isIPv6(name) ? new URL(`http://[${name}]/`).hostname.slice(1, -1) : name.toLowerCase();
}

/** RFC 6125 section 6.4.3: a wildcard stands for one label. */
function covers(names: readonly string[], host: string): boolean {
  return names.some(
    (name) =>
      name === host || (name.startsWith('*.') && host.split('.').slice(1).join('.') === name.slice(2)),
  );
}

function https(parts: WireParts): Check {
  return parts.httpsOn()
    ? { id: 'https', ok: true, sentence: 'HTTPS is on.' }
    : {
        id: 'https',
        ok: false,
        sentence: 'HTTPS is off: codes and passwords would cross the network unprotected.',
        cure: 'Set PLATEN_HTTPS_PORT to a port.',
      };
}
