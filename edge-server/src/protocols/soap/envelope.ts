// SOAP 1.1 and 1.2 envelopes as Xerox devices take them (panel-platforms.md sections 1.1 and 1.2). Written by hand, because bodies
// generated from the service's own description fail on some of them.
import { tag, writeXml, type XmlNode } from './xml-write.ts';

export const SOAP_SPACES = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
export type SoapVersion = keyof typeof SOAP_SPACES;

export const WSA = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';

/** The whole message, with the prefixes soap, wsa, wsse and wsu bound. */
export function writeEnvelope(version: SoapVersion, header: readonly XmlNode[], body: XmlNode): string {
  const space = SOAP_SPACES[version];
  // A VersaLink finds the header of SOAP 1.2 only in this very form; to a reader of XML it is the same as any other.
  const head =
    version === '1.2' ? tag('env:Header', header, { 'xmlns:env': space }) : tag('soap:Header', header);
  const envelope = tag('soap:Envelope', [head, tag('soap:Body', body)], {
    'xmlns:soap': space,
    'xmlns:wsa': WSA,
    'xmlns:wsse': WSSE,
    'xmlns:wsu': WSU,
  });
  return `<?xml version="1.0" encoding="utf-8"?>${writeXml(envelope)}`;
}
