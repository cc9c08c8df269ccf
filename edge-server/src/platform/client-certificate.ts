// Whom a client's certificate names: the email addresses (rfc822Name, RFC 5280 section 4.2.1.6) and user principal names (otherName
// 1.3.6.1.4.1.311.20.2.3) of its subjectAltName. Whether it may be believed is for TLS to say first; its subject names nobody here.
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface CertificateNames {
  /** Lower case. */
  readonly emails: readonly string[];
  /** name@domain, lower case. */
  readonly principals: readonly string[];
}

/** As Node writes it: "email:anna@example.org, othername:UPN:anna@ad.example.org"; a value with anything odd in it is in JSON's quotes. */
const NAME = /(?:^|, )(email|othername):(?:(UPN):)?("(?:[^"\\]|\\.)*"|[^,"]*)(?=, |$)/gi;
/** One @ between what addresses and principals are written with; whatever else a certificate calls a name is none of ours. */
const PLAIN = /^[^\s@,"\\]{1,128}@[a-z0-9.-]{1,253}$/;

export function namesOf(subjectAltName: string | undefined): CertificateNames {
  const emails: string[] = [];
  const principals: string[] = [];
  for (const [, kind, upn, value = ''] of (subjectAltName ?? '').matchAll(NAME)) {
    // What has to be quoted holds what no name of a person holds, or is built to look like two.
    const name = value.normalize('NFC').toLowerCase();
    if (!PLAIN.test(name)) continue;
    if (kind?.toLowerCase() === 'email') emails.push(name);
    else if (upn !== undefined) principals.push(name);
  }
  return { emails, principals };
}

/** The certificate a client showed, if it was issued by one of the authorities the listener asks for and counts at this moment (Unix ms). */
export function clientCertificate(
  socket: Socket,
  now: number,
): Pick<X509Certificate, 'subjectAltName'> | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  // A connection that stays open, and a resumed session, outlive the look that TLS took.
  const begins = Date.parse(certificate.validFrom);
  const ends = Date.parse(certificate.validTo);
  return begins <= now && now <= ends ? certificate : undefined;
}
