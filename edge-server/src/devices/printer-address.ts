// The address of a printer as people give it, brought into one form. Says what an address looks like; whether it may be
// asked is address-policy.ts's.
import { AppError } from '@platen/shared/app-error';

/** `lpr` is what people type; `lpd` is what CUPS and DNS-SD call it. */
const SCHEMES: Readonly<Record<string, string>> = {
  'ipp:': 'ipp:',
  'ipps:': 'ipps:',
  'socket:': 'socket:',
  'lpd:': 'lpd:',
  'lpr:': 'lpd:',
};

/**
 * ipp and ipps with a host (RFC 7472, RFC 3510), socket://host[:9100], lpd://host[:515]/queue. http forms are what people
 * paste from a browser and are not taken; neither are names and passwords inside an address.
 */
export function checkPrinterUri(typed: string): string {
  const uri = typed.trim();
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  const scheme = parsed === undefined ? undefined : SCHEMES[parsed.protocol];
  const fits =
    parsed !== undefined &&
    scheme !== undefined &&
    parsed.hostname !== '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    (scheme !== 'socket:' || (parsed.pathname.replace('/', '') === '' && parsed.search === ''));
  if (!fits) throw new AppError('printer-address', { uri: uri.slice(0, 100) });
  return scheme === parsed.protocol ? uri : `${scheme}${uri.slice(parsed.protocol.length)}`;
}

/** Host name or address of a printer's URI, in small letters, IPv6 without brackets; empty when it is none. */
export function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname.toLowerCase().replace(/^\[|\]$/g, '') : '';
}

/** The port a printer's URI leads to. RFC 8010 section 4, RFC 7472 section 4.2, IANA pdl-datastream, RFC 1179 section 3.1. */
export function portOf(uri: string): number {
  const scheme = uri.slice(0, uri.indexOf(':') + 1).toLowerCase();
  const { port } = new URL(uri.replace(/^[a-z]+:/i, 'http:'));
  // An http address hides its own usual port.
  const written = port === '' && /:80(\/|$)/.test(uri) ? '80' : port;
  return written === '' ? (PORTS[scheme] ?? 0) : Number(written);
}
const PORTS: Readonly<Record<string, number>> = { 'ipp:': 631, 'ipps:': 631, 'socket:': 9100, 'lpd:': 515 };
