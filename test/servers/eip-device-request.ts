// Reads a request to the stand-in Xerox device, and refuses what real ones are known to refuse.
import type { IncomingMessage } from 'node:http';
import { childOf, type XmlElement } from '@platen/edge-server/protocols/soap/xml-element';
import { readXml } from '@platen/edge-server/protocols/soap/xml-read';
import type { EipService } from './eip-device-paths.ts';

const SOAP = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
const VERSALINK_HEADER = '<env:Header xmlns:env="http://www.w3.org/2003/05/soap-envelope">';

export type EipRequestRead =
  | {
      readonly ok: true;
      readonly operation: string;
      readonly header: XmlElement | undefined;
      readonly body: XmlElement;
      readonly attachment: Buffer | undefined;
    }
  | { readonly ok: false; readonly why: string };

export function readEipRequest(
  request: IncomingMessage,
  octets: Buffer,
  service: EipService | undefined,
  versaLink: boolean,
): EipRequestRead {
  const no = (why: string): EipRequestRead => ({ ok: false, why });
  const type = request.headers['content-type'] ?? '';
  const multipart = type.startsWith('multipart/related');
  if (!multipart && !type.startsWith('text/xml')) return no('content type');
  if (request.headers['soapaction'] !== '""') return no('SOAPAction');
  const parts = multipart ? splitParts(type, octets) : [octets];
  const xml = parts[0]?.toString('utf8') ?? '';
  const read = readXml(xml);
  if (!read.ok) return no(read.mistake);
  const registration = service === 'registration';
  if (read.root.space !== SOAP[registration ? '1.1' : '1.2']) return no('SOAP version');
  // Any other spelling of the same header is not seen at all.
  const seesHeader = registration || !versaLink || xml.includes(VERSALINK_HEADER);
  const header = seesHeader ? childOf(read.root, 'Header') : undefined;
  const body = childOf(read.root, 'Body')?.children[0];
  if (body === undefined || !body.name.endsWith('Request')) return no('body');
  // Bodies from a generator with other prefixes, or without them, failed.
  if (!xml.includes(`<ns:${body.name} xmlns:ns="${body.space}"`)) return no('prefix');
  const operation = body.name.replace(/Request$/, '');
  if (!registration) {
    const wanted = ['Action', 'MessageID', 'ReplyTo', 'To'];
    if (header === undefined || wanted.some((name) => childOf(header, name) === undefined))
      return no('addressing');
    if (childOf(header, 'Action')?.text !== `${body.space}/${operation}`) return no('action');
  }
  return { ok: true, operation, header, body, attachment: parts[1] };
}

function splitParts(type: string, octets: Buffer): Buffer[] {
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1] ?? '';
  const text = octets.toString('latin1');
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => Buffer.from(part.slice(part.indexOf('\r\n\r\n') + 4, -2), 'latin1'));
}
