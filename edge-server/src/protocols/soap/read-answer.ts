// The octets of an HTTP answer to a SOAP outcome: plain or multipart, answer or fault, or something that is neither.
import { SOAP_SPACES } from './envelope.ts';
import { readMtomRoot } from './mtom.ts';
import type { SoapOutcome } from './outcome.ts';
import { readFault } from './soap-fault.ts';
import { childOf, type XmlElement } from './xml-element.ts';
import { readXml } from './xml-read.ts';

const SPACES: readonly string[] = Object.values(SOAP_SPACES);

export function readAnswer(status: number, contentType: string, octets: Buffer): SoapOutcome {
  const read = readEnvelope(contentType, octets);
  if (typeof read === 'string') {
    // A web page that says 401 or 404 is not a broken envelope: its status says more.
    if (status !== 200) return { kind: 'http-status', status };
    return { kind: 'failed', why: 'not-soap', detail: read };
  }
  const body = childOf(read, 'Body');
  if (body === undefined) return { kind: 'failed', why: 'not-soap', detail: 'an envelope without a body' };
  const [first] = body.children;
  if (first?.name === 'Fault') return { kind: 'fault', fault: readFault(first) };
  if (status !== 200) return { kind: 'http-status', status };
  return { kind: 'answer', ...(first === undefined ? {} : { body: first }) };
}

/** The envelope, or what is wrong with it. */
function readEnvelope(contentType: string, octets: Buffer): XmlElement | string {
  const multipart = /^multipart\/related\b/i.test(contentType.trim());
  const xml = multipart ? readMtomRoot(contentType, octets) : octets;
  if (xml === undefined) return 'a multipart answer without an envelope';
  const text = decode(xml, contentType);
  if (text === undefined) return 'text in an encoding that is not taken';
  const read = readXml(text);
  if (!read.ok) return `no XML: ${read.mistake} at ${read.at}`;
  if (read.root.name !== 'Envelope' || !SPACES.includes(read.root.space))
    return 'XML that is no SOAP envelope';
  return read.root;
}

/** UTF-8, or Latin-1 where header or XML declaration say so; nothing else was seen from devices. */
function decode(octets: Buffer, contentType: string): string | undefined {
  const declared = /^(?:\ufeff)?<\?xml[^>]{0,100}?encoding=["']([\w-]{1,40})["']/.exec(
    octets
      .subarray(0, 200)
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1];
  const named = /;\s*charset=["']?([\w-]{1,40})/i.exec(
    /^multipart/i.test(contentType) ? '' : contentType,
  )?.[1];
  const encoding = (declared ?? named ?? 'utf-8').toLowerCase();
  if (encoding === 'iso-8859-1') return octets.toString('latin1');
  if (encoding !== 'utf-8' && encoding !== 'us-ascii') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}
