// Asks an address over IPP who it is: name, model, uuid. What it can do is for probe-ipp.ts, once somebody wants it.
import type { DeviceIdentity } from '@platen/shared/device';
import { cleanText } from '../../protocols/ipp/clean-text.ts';
import { ippRequest } from '../../protocols/ipp/client.ts';
import { isSuccess, statusCodes } from '../../protocols/ipp/codes.ts';
import { openConnections } from '../../protocols/ipp/connections.ts';
import { attributesOf, type IppAttributes, type IppVersion } from '../../protocols/ipp/message.ts';
import type { IppOutcome } from '../../protocols/ipp/outcome.ts';
import { readName, readText, readUri } from '../../protocols/ipp/read-values.ts';
import { getPrinterAttributes } from '../../protocols/ipp/request.ts';
import { discoveryLimits } from './limits.ts';

export type IppIntroduction =
  | {
      readonly kind: 'printer';
      readonly identity: DeviceIdentity;
      readonly names: readonly string[];
      readonly location?: string;
    }
  /** IPP or HTTP is spoken there, but no printer lives at this path. */
  | { readonly kind: 'not-here' }
  /** It wants TLS (RFC 8010 section 8.2 by way of HTTP status 426), or a password. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'nobody' };

const ATTRIBUTES = [
  'printer-make-and-model',
  'printer-device-id',
  'printer-uuid',
  'printer-dns-sd-name',
  'printer-name',
  'printer-info',
  'printer-location',
];

/** One Get-Printer-Attributes, or two for a printer that speaks IPP/1.1 only. Any certificate is taken: nothing is entrusted. */
export async function askIpp(uri: string, signal: AbortSignal): Promise<IppIntroduction> {
  const connections = openConnections();
  const ask = (version: IppVersion): Promise<IppOutcome> =>
    ippRequest({
      uri,
      message: getPrinterAttributes({ printerUri: uri, version, requestedAttributes: ATTRIBUTES }),
      signal,
      connections,
      trust: { rejectUnauthorized: false },
      timeouts: { connectMs: discoveryLimits.answerMs, answerMs: discoveryLimits.answerMs },
      maxAnswerBytes: discoveryLimits.answerBytes,
    });
  try {
    const outcome = await ask({ major: 2, minor: 0 });
    const isOld =
      outcome.kind === 'answer' && outcome.message.code === statusCodes['server-error-version-not-supported'];
    return read(isOld ? await ask({ major: 1, minor: 1 }) : outcome);
  } finally {
    connections.close();
  }
}

function read(outcome: IppOutcome): IppIntroduction {
  if (outcome.kind === 'http-status') {
    return { kind: outcome.status === 401 || outcome.status === 426 ? 'refused' : 'not-here' };
  }
  if (outcome.kind === 'not-ipp') return { kind: 'not-here' };
  if (outcome.kind !== 'answer') return { kind: 'nobody' };
  const printer = attributesOf(outcome.message, 'printer');
  if (!isSuccess(outcome.message.code) || printer.length === 0) return { kind: 'not-here' };
  const location = short(readText(printer, 'printer-location'));
  return {
    kind: 'printer',
    identity: identityOf(printer),
    names: [
      short(readName(printer, 'printer-dns-sd-name')),
      short(readText(printer, 'printer-info')),
      short(readName(printer, 'printer-name')),
    ].filter((name) => name !== undefined),
    ...(location === undefined ? {} : { location }),
  };
}

function identityOf(printer: IppAttributes): DeviceIdentity {
  const makeAndModel = short(readText(printer, 'printer-make-and-model'));
  const deviceId = readText(printer, 'printer-device-id');
  const uuid = cleanUuid(readUri(printer, 'printer-uuid'));
  return {
    ...(makeAndModel === undefined ? {} : { makeAndModel }),
    // A text of up to 1023 octets (PWG 5107.2): its end, the command set, is worth keeping.
    ...(deviceId === undefined || deviceId === '' ? {} : { deviceId: cleanText(deviceId) }),
    ...(uuid === undefined ? {} : { uuid }),
  };
}

/** RFC 4122 section 3 with or without "urn:uuid:", in lower case. Undefined for anything else, and for the one that is all zeros. */
export function cleanUuid(text: string | undefined): string | undefined {
  const uuid = text?.toLowerCase().replace(/^urn:uuid:/, '') ?? '';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) && /[1-9a-f]/.test(uuid) ? uuid : undefined;
}

function short(text: string | undefined): string | undefined {
  const clean = cleanText(text ?? '', discoveryLimits.textLength);
  return clean === '' ? undefined : clean;
}
