// Asks an address over IPP what it is: one Get-Printer-Attributes. Not part of a delivery, whose own preflight asks for more
// and never believes a cache.

import type { DeviceIdentity } from '@platen/shared/device';
import type { ErrorCode } from '@platen/shared/error-table';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { cleanText } from '../protocols/ipp/clean-text.ts';
import { ippRequest } from '../protocols/ipp/client.ts';
import { isSuccess, statusCodes, statusName } from '../protocols/ipp/codes.ts';
import { type IppConnections, openConnections } from '../protocols/ipp/connections.ts';
import { attributesOf, type IppAttributes, type IppVersion } from '../protocols/ipp/message.ts';
import type { IppOutcome } from '../protocols/ipp/outcome.ts';
import { readIntegers, readKeywords, readNames, readText, readUri } from '../protocols/ipp/read-values.ts';
import { getPrinterAttributes } from '../protocols/ipp/request.ts';
import type { Tray } from './condition-sentence.ts';
import { readCapabilities } from './read-capabilities.ts';
import { readCondition, readTrays } from './read-condition.ts';

/** Toner, ink, waste boxes (PWG 5100.9 marker-*). */
export interface Supply {
  readonly name: string;
  /** A marker-types keyword. */
  readonly type?: string | undefined;
  /** Per cent; undefined when the printer does not know. */
  readonly level?: number | undefined;
}

export interface ProbedPrinter {
  readonly capabilities: PrinterCapabilities;
  readonly condition: PrinterCondition;
  readonly trays: readonly Tray[];
  readonly supplies: readonly Supply[];
  readonly identity: DeviceIdentity;
  /** Of an ipps address: to be pinned. Lower-case hex. */
  readonly certificateSha256?: string | undefined;
}

export interface ProbeFailure {
  readonly code: Extract<
    ErrorCode,
    'printer-unreachable' | 'printer-trust' | 'printer-refused' | 'printer-address' | 'printer-busy'
  >;
  /** One clean line for the operator. */
  readonly detail: string;
}

export type ProbeOutcome = ProbedPrinter | ProbeFailure;

export interface ProbeOptions {
  /** The certificate must be this one. Without it any certificate is taken and its fingerprint told: for registering. */
  readonly pin?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Unix ms; for the condition's time. */
  readonly now: () => number;
  readonly timeouts?: { readonly connectMs: number; readonly answerMs: number };
  /** Kept connections, for whoever asks often. */
  readonly connections?: IppConnections;
}

/** Somebody waits for it at a screen. */
const TIMEOUTS = { connectMs: 5_000, answerMs: 10_000 } as const;
const ATTRIBUTES = [
  'printer-make-and-model',
  'printer-device-id',
  'printer-uuid',
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'document-format-supported',
  'copies-supported',
  'sides-supported',
  'print-color-mode-supported',
  'finishings-supported',
  'number-up-supported',
  'page-ranges-supported',
  'print-scaling-supported',
  'multiple-document-handling-supported',
  'color-supported',
  'pwg-raster-document-type-supported',
  'pwg-raster-document-resolution-supported',
  'pwg-raster-document-sheet-back',
  'urf-supported',
  'media-ready',
  'media-col-ready',
  'media-default',
  'pages-per-minute',
  'printer-input-tray',
  'printer-mandatory-job-attributes',
  'marker-names',
  'marker-types',
  'marker-levels',
];
/** A press has a dozen. */
const MOST_SUPPLIES = 32;
const SUPPLY_NAME_LENGTH = 80;

export async function probeIpp(uri: string, options: ProbeOptions): Promise<ProbeOutcome> {
  const { now, signal = new AbortController().signal } = options;
  const connections = options.connections ?? openConnections();
  const trust = options.pin === undefined ? { rejectUnauthorized: false } : { pin: options.pin };
  const ask = (version: IppVersion): Promise<IppOutcome> =>
    ippRequest({
      uri,
      message: getPrinterAttributes({ printerUri: uri, version, requestedAttributes: ATTRIBUTES }),
      signal,
      connections,
      trust,
      timeouts: options.timeouts ?? TIMEOUTS,
    });
  try {
    let outcome = await ask({ major: 2, minor: 0 });
    // A question without effect: a kept connection the printer had closed, or an old printer, costs a second one.
    if (outcome.kind === 'reset' && outcome.reusedConnection) outcome = await ask({ major: 2, minor: 0 });
    if (isOldVersion(outcome)) outcome = await ask({ major: 1, minor: 1 });
    return readOutcome(outcome, now());
  } finally {
    if (options.connections === undefined) connections.close();
  }
}

function isOldVersion(outcome: IppOutcome): boolean {
  return (
    outcome.kind === 'answer' && outcome.message.code === statusCodes['server-error-version-not-supported']
  );
}

function readOutcome(outcome: IppOutcome, at: number): ProbeOutcome {
  if (outcome.kind !== 'answer') return failureOf(outcome);
  const { code } = outcome.message;
  if (!isSuccess(code)) {
    const busy =
      code === statusCodes['server-error-busy'] || code === statusCodes['server-error-service-unavailable'];
    const detail = statusName(code) ?? `status 0x${code.toString(16).padStart(4, '0')}`;
    return { code: busy ? 'printer-busy' : 'printer-refused', detail };
  }
  const printer = attributesOf(outcome.message, 'printer');
  if (printer.length === 0) return { code: 'printer-refused', detail: 'the answer describes no printer' };
  return {
    capabilities: readCapabilities(printer),
    condition: readCondition(printer, at),
    trays: readTrays(printer),
    supplies: readSupplies(printer),
    identity: readIdentity(printer),
    certificateSha256: outcome.fingerprint,
  };
}

function failureOf(failure: Exclude<IppOutcome, { kind: 'answer' }>): ProbeFailure {
  const { detail } = failure;
  switch (failure.kind) {
    case 'bad-uri':
      return { code: 'printer-address', detail };
    case 'tls':
      return { code: 'printer-trust', detail };
    case 'http-status':
      return { code: failure.status === 503 ? 'printer-busy' : 'printer-refused', detail };
    case 'not-ipp':
      return { code: 'printer-refused', detail };
    case 'refused-connection':
    case 'timeout':
    case 'reset':
    case 'document-failed':
    case 'aborted':
      return { code: 'printer-unreachable', detail };
  }
}

/** IEEE 1284 device ids of real devices stay below 1 kB (PWG 5107.2 section 4 asks for it in IPP as text). */
const DEVICE_ID_LENGTH = 1_023;
const NAME_LENGTH = 127;
/** RFC 9562 section 4: 36 characters; some devices add to it. */
const UUID_LENGTH = 64;

function readIdentity(printer: IppAttributes): DeviceIdentity {
  const text = (name: string, length: number): string | undefined => {
    const value = readText(printer, name);
    return value === undefined || value === '' ? undefined : cleanText(value, length);
  };
  const makeAndModel = text('printer-make-and-model', NAME_LENGTH);
  const deviceId = text('printer-device-id', DEVICE_ID_LENGTH);
  const uuid = readUri(printer, 'printer-uuid')
    ?.replace(/^urn:uuid:/i, '')
    .slice(0, UUID_LENGTH);
  return {
    ...(makeAndModel === undefined ? {} : { makeAndModel }),
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(uuid === undefined ? {} : { uuid }),
  };
}

function readSupplies(printer: IppAttributes): readonly Supply[] {
  const names = readNames(printer, 'marker-names') ?? [];
  const types = readKeywords(printer, 'marker-types') ?? [];
  const levels = readIntegers(printer, 'marker-levels') ?? [];
  return names.slice(0, MOST_SUPPLIES).map((name, index) => {
    const level = levels[index];
    return {
      name: cleanText(name, SUPPLY_NAME_LENGTH),
      type: types[index],
      // PWG 5100.9 section 5.11: 0 to 100; -1 to -3 are unknown in their several ways.
      level: level === undefined || level < 0 || level > 100 ? undefined : level,
    };
  });
}
