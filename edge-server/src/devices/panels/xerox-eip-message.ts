// One request to a service of a Xerox device as the octets to send. Every element has the prefix "ns": other forms fail on some
// devices (panel-platforms.md section 1.1).

import { writeEnvelope } from '../../protocols/soap/envelope.ts';
import { includeHref, writeMtom } from '../../protocols/soap/mtom.ts';
import { addressingHeaders } from '../../protocols/soap/ws-addressing.ts';
import { securityHeader, type UsernameToken } from '../../protocols/soap/ws-security.ts';
import { tag, type XmlNode, type XmlTag } from '../../protocols/soap/xml-write.ts';
import type { EipService } from './xerox-eip-services.ts';

/** An element of the service's own. */
export const ns = (name: string, content: XmlNode | readonly XmlNode[] = []): XmlTag =>
  tag(`ns:${name}`, content);

/** Stands for the attachment inside the body. */
export const attachmentHere = (id: string): XmlTag =>
  tag('xop:Include', [], { href: includeHref(id), 'xmlns:xop': 'http://www.w3.org/2004/08/xop/include' });

export interface EipMessage {
  readonly service: EipService;
  /** Without "Request". */
  readonly operation: string;
  readonly content: readonly XmlNode[];
  /** Absent: nobody signs in. */
  readonly token: UsernameToken | undefined;
  readonly attachment: { readonly id: string; readonly octets: Uint8Array } | undefined;
  /** The service's address, for WS-Addressing. */
  readonly to: string;
  readonly messageId: string;
}

export function writeEipMessage(message: EipMessage): { contentType: string; body: Buffer } {
  const { service, operation, content, token, attachment } = message;
  const header = [
    ...(service.addressed
      ? addressingHeaders(`${service.space}/${operation}`, `${message.to}/`, message.messageId)
      : []),
    ...(token === undefined ? [] : [securityHeader(token)]),
  ];
  const body = tag(`ns:${operation}Request`, content, { 'xmlns:ns': service.space });
  const envelope = writeEnvelope(service.version, header, body);
  if (attachment !== undefined) return writeMtom(envelope, attachment.octets, attachment.id);
  // text/xml for SOAP 1.2 too: that is what the maker's own library sends to these services.
  return { contentType: 'text/xml', body: Buffer.from(envelope) };
}
