// What is answered over which wire (SPEC G2, G3): "secure password entry" and "require secure channel" with the site's and the printer's
// permission for plain HTTP. Pure; who.ts, pages.ts and build-api.ts obey it, and a table in the tests lists every case.
import { plainHttpUse, type WireSettings } from '@platen/shared/wire';

/** `print`: the IPP printer (ipp-door.ts), whose secrets are passwords, codes and personal addresses. `public`: what anybody may read and
 * nobody types anything into (assets, the description). `health`: one word for a load balancer. `challenge`: what an authority fetches to see
 * that we are who we say. */
export const SURFACES = [
  'panel',
  'portal',
  'console',
  'converter',
  'print',
  'public',
  'health',
  'challenge',
] as const;
export type Surface = (typeof SURFACES)[number];

export interface WireFacts {
  readonly surface: Surface;
  /** The connection is TLS. */
  readonly secure: boolean;
  /** The panel's printer may use plain HTTP. Of no meaning elsewhere. */
  readonly printerAllows: boolean;
  /** A try-out, called from this very machine: nothing crosses a network. */
  readonly tryOutLoopback: boolean;
  readonly settings: WireSettings;
}

export interface WireVerdict {
  /** Passwords, codes and tokens are taken. */
  readonly secrets: boolean;
  readonly calls: 'answer' | 'refuse';
  /** `explain`: a page that says why nothing is asked for here. `redirect`: on to HTTPS. */
  readonly pages: 'answer' | 'explain' | 'redirect';
}

const OPEN: WireVerdict = { secrets: true, calls: 'answer', pages: 'answer' };
const READ: WireVerdict = { secrets: false, calls: 'answer', pages: 'answer' };
const SHUT: WireVerdict = { secrets: false, calls: 'refuse', pages: 'redirect' };
/** A device that cannot do HTTPS would show its browser's error after a redirection; this says what is wrong. */
const EXPLAINED: WireVerdict = { secrets: false, calls: 'refuse', pages: 'explain' };

export function wirePolicy({
  surface,
  secure,
  printerAllows,
  tryOutLoopback,
  settings,
}: WireFacts): WireVerdict {
  // RFC 8555 section 8.3: the authority asks over plain HTTP, by definition. A probe learns one word.
  if (surface === 'challenge' || surface === 'health') return READ;
  if (secure) return surface === 'public' ? READ : OPEN;
  if (settings.secure.channel) return SHUT;
  if (surface === 'public') return READ;
  // Documents in the clear, from another machine: whatever the settings allow people.
  if (surface === 'converter') return SHUT;
  if (tryOutLoopback) return OPEN;
  const use = plainHttpUse(settings);
  if (surface === 'panel') return use.panels && printerAllows ? OPEN : EXPLAINED;
  if (surface === 'print') return use.print === 'open' ? OPEN : use.print === 'nameless' ? READ : SHUT;
  return use.desk ? OPEN : SHUT;
}

const PREFIXES: readonly (readonly [string, Surface])[] = [
  ['/.well-known/acme-challenge/', 'challenge'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/api/panel/', 'panel'],
  ['/panel/', 'panel'],
  ['/api/portal/', 'portal'],
  ['/api/convert/', 'converter'],
  ['/api/admin/', 'console'],
  ['/admin/', 'console'],
  ['/ipp/', 'print'],
];
const PUBLIC =
  /^\/(api\/openapi\.json$|api\/panel-icon\.png$|assets\/|[^/]+\.(js|css|svg|png|ico|webmanifest)$)/;

/** Which surface a path belongs to. What is not known is treated as the strictest that people use. */
export function surfaceOf(path: string): Surface {
  const known = PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1];
  return known ?? (PUBLIC.test(path) ? 'public' : 'portal');
}

/** RFC 6797 section 6.1.1: a year, as its examples have it; 0 takes back what a browser may remember. */
const REMEMBERED = 'max-age=31536000';
const FORGOTTEN = 'max-age=0';

/**
 * The Strict-Transport-Security header of an answer over TLS. A browser that remembers it asks for https with the *same* port: where our
 * HTTP has a port of its own that ends nowhere, so without "require secure channel" it is told only where no port is in the address.
 * @param host as the request named it.
 */
export function strictTransport(host: string | undefined, settings: WireSettings): string {
  if (settings.secure.channel) return REMEMBERED;
  const use = plainHttpUse(settings);
  const portless = host !== undefined && /^(\[[^\]]*\]|[^:]*)(:443)?$/.test(host);
  return portless && !use.panels && !use.desk ? REMEMBERED : FORGOTTEN;
}
