// What usually goes wrong on a server of this kind, checked one by one, each with its cure.
import { isIPv6 } from 'node:net';
import type { PrinterRow } from './devices/printers.ts';
import type { OfficeFound } from './office/find-office.ts';
import type { SandboxFound } from './sandbox/sandbox.ts';

export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly sentence: string;
  readonly cure?: string | undefined;
}

export interface DoctorParts {
  readonly dataDir: string;
  readonly now: () => number;
  readonly database: () => Promise<boolean>;
  readonly stepsHealthy: () => boolean;
  readonly freeBytes: () => Promise<number>;
  readonly certificate: () => {
    readonly selfSigned: boolean;
    readonly notAfter: number;
    readonly names: readonly string[];
  };
  readonly hostNames: () => readonly string[];
  readonly httpsOn: () => boolean;
  /** Draws a tiny document in a render worker. */
  readonly render: () => Promise<string | undefined>;
  readonly sandbox: SandboxFound;
  readonly office: () => Promise<OfficeFound>;
  /** Documents wait for conversion servers: none is converted here. */
  readonly convertElsewhere: () => boolean;
  readonly converters: () => Promise<readonly { name: string; seenAt?: number }[]>;
  readonly printers: () => Promise<PrinterRow[]>;
  readonly probe: (uri: string, signal?: AbortSignal) => Promise<{ tlsPin?: string | undefined }>;
  /** Settings that weaken the default protection. */
  readonly openings: () => readonly string[];
  /** What is wrong with mail; nothing where there is no account. */
  readonly mail: () => Promise<Check[]>;
}

/** Below this an upload of the largest default size may not fit. */
const LOW_DISK_BYTES = 2 * 1024 ** 3;
/** One that is there asks for work, or tells of it, every half minute at least (convert-server/edge.ts). */
const CONVERTER_SILENT_MS = 60_000;
const MONTH_MS = 30 * 24 * 3_600_000;

export async function examine(parts: DoctorParts, signal?: AbortSignal): Promise<Check[]> {
  const printers = await parts.printers();
  return [
    await database(parts),
    await disk(parts),
    certificateDates(parts),
    certificateNames(parts),
    https(parts),
    await render(parts),
    sandbox(parts),
    // Where this server converts nothing, what it converts with does not matter; who does it instead does.
    parts.convertElsewhere() ? await converters(parts) : await office(parts),
    ...(await Promise.all(printers.map((printer) => askPrinter(parts, printer, signal)))),
    ...(printers.length === 0
      ? [
          {
            id: 'printers',
            ok: false,
            sentence: 'No printer is registered.',
            cure: 'Add one in the console, or with: platen printer add ipp://ADDRESS/ipp/print --name NAME',
          },
        ]
      : []),
    ...(await parts.mail()),
    ...parts.openings().map((sentence) => ({ id: 'openings', ok: true, sentence })),
  ];
}

async function database(parts: DoctorParts): Promise<Check> {
  const ok = (await parts.database()) && parts.stepsHealthy();
  return {
    id: 'database',
    ok,
    sentence: ok ? 'The database answers and steps are being worked on.' : 'The database does not answer.',
    ...(ok
      ? {}
      : {
          cure: 'Look at the log; with PLATEN_DATABASE_URL check that PostgreSQL runs and its address is right.',
        }),
  };
}

async function disk(parts: DoctorParts): Promise<Check> {
  const free = await parts.freeBytes();
  const ok = free >= LOW_DISK_BYTES;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  return {
    id: 'disk',
    ok,
    sentence: `${gigabytes} GB are free for documents in ${parts.dataDir}.`,
    ...(ok ? {} : { cure: 'Make room, or set PLATEN_DATA_DIR to a larger disk.' }),
  };
}

function certificateDates(parts: DoctorParts): Check {
  const { notAfter, selfSigned } = parts.certificate();
  const left = notAfter - parts.now();
  const until = new Date(notAfter).toISOString().slice(0, 10);
  const ok = left > MONTH_MS;
  return {
    id: 'certificate',
    ok,
    sentence: `The certificate is good until ${until}${selfSigned ? ' and self-signed' : ''}.`,
    ...(ok
      ? {}
      : { cure: 'Put a new cert.pem and key.pem into the tls folder of the data directory and restart.' }),
  };
}

function certificateNames(parts: DoctorParts): Check {
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

function https(parts: DoctorParts): Check {
  return parts.httpsOn()
    ? { id: 'https', ok: true, sentence: 'HTTPS is on.' }
    : {
        id: 'https',
        ok: false,
        sentence: 'HTTPS is off: codes and passwords would cross the network unprotected.',
        cure: 'Set PLATEN_HTTPS_PORT to a port.',
      };
}

async function render(parts: DoctorParts): Promise<Check> {
  const problem = await parts.render();
  return problem === undefined
    ? { id: 'render', ok: true, sentence: 'Documents can be read and drawn.' }
    : {
        id: 'render',
        ok: false,
        sentence: 'Documents cannot be read.',
        cure: `The render worker says: ${problem}`,
      };
}

function sandbox({ sandbox: found }: DoctorParts): Check {
  const id = 'sandbox';
  if (found.ok) return { id, ok: true, sentence: `Documents are opened in a sandbox (${found.detail}).` };
  const rest = 'Only PDF, JPEG and plain text can be printed.';
  return { id, ok: false, sentence: `${found.why} ${rest}`, cure: found.cure };
}

async function office(parts: DoctorParts): Promise<Check> {
  const id = 'office';
  const found = await parts.office();
  if (!found.ok) {
    return { id, ok: false, sentence: `Office files are refused. ${found.why}`, cure: found.cure };
  }
  const works = `Office files are converted with ${found.version}.`;
  if (found.missing.length === 0) return { id, ok: true, sentence: works };
  const sentence = `${works} Parts of it are not installed: ${found.missing.join(', ')}.`;
  return { id, ok: false, sentence, cure: 'Install the packages named, then restart the server.' };
}

async function converters(parts: DoctorParts): Promise<Check> {
  const id = 'converters';
  const all = await parts.converters();
  const since = parts.now() - CONVERTER_SILENT_MS;
  const heard = all.filter(({ seenAt }) => seenAt !== undefined && seenAt > since);
  if (heard.length > 0) {
    const names = heard.map(({ name }) => name).join(', ');
    return { id, ok: true, sentence: `Documents are converted elsewhere, by ${names}.` };
  }
  return {
    id,
    ok: false,
    sentence:
      'Documents wait: this server converts none, and no conversion server was heard of for a minute.',
    cure:
      all.length === 0
        ? 'Add one (platen converter add NAME) and start it with: platen convert-server. Or switch "Convert on this server" on.'
        : `Start ${all.map(({ name }) => name).join(', ')} again, or switch "Convert on this server" on.`,
  };
}

async function askPrinter(parts: DoctorParts, printer: PrinterRow, signal?: AbortSignal): Promise<Check> {
  const id = `printer:${printer.id}`;
  try {
    const { tlsPin } = await parts.probe(printer.uri, signal);
    if (printer.tlsPin !== null && tlsPin !== printer.tlsPin) {
      return {
        id,
        ok: false,
        sentence: `${printer.name} shows another certificate than when it was registered. Nothing is sent to it.`,
        cure: 'If the device was replaced or reset, remove and add it again.',
      };
    }
    return { id, ok: true, sentence: `${printer.name} answers at ${printer.uri}.` };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return {
      id,
      ok: false,
      sentence: `${printer.name} does not answer at ${printer.uri}.`,
      cure: `Is it on, and is the address right? ${why}`,
    };
  }
}
