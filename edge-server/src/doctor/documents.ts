// The doctor on documents: are they read and drawn, in a sandbox, and is an Office file really made into a PDF.
import type { Check, Exam } from '../doctor.ts';
import type { OfficeFound } from '../office/find-office.ts';
import type { OfficeOutcome } from '../office/office-outcome.ts';
import type { SandboxFound } from '../sandbox/sandbox.ts';

export interface DocumentParts {
  readonly now: () => number;
  /** Draws a tiny document in a render worker; what is wrong, or undefined. */
  readonly render: () => Promise<string | undefined>;
  readonly sandbox: SandboxFound;
  readonly office: () => Promise<OfficeFound>;
  /** Converts a tiny text. */
  readonly tryOffice: (signal: AbortSignal) => Promise<OfficeOutcome>;
  /** Documents wait for conversion servers: none is converted here. */
  readonly convertElsewhere: () => boolean;
  readonly converters: () => Promise<readonly { name: string; seenAt?: number }[]>;
}

/** One that is there asks for work, or tells of it, every half minute at least (convert-server/edge.ts). */
const CONVERTER_SILENT_MS = 60_000;
/** A worker that starts on a busy machine, behind documents that people look at. */
const RENDER_MS = 30_000;
/** The first start of LibreOffice on a slow disk, and its document. */
const OFFICE_MS = 45_000;

export function documentExams(parts: DocumentParts): Exam[] {
  return [
    {
      area: 'documents',
      id: 'render',
      what: 'Drawing documents',
      limitMs: RENDER_MS,
      run: () => render(parts),
    },
    { area: 'documents', id: 'sandbox', what: 'The sandbox', run: () => [sandbox(parts)] },
    // Where this server converts nothing, what it converts with does not matter; who does it instead does.
    parts.convertElsewhere()
      ? { area: 'documents', id: 'converters', what: 'Conversion servers', run: () => converters(parts) }
      : {
          area: 'documents',
          id: 'office',
          what: 'LibreOffice',
          limitMs: OFFICE_MS,
          run: (signal) => office(parts, signal),
        },
  ];
}

async function render(parts: DocumentParts): Promise<Check[]> {
  const problem = await parts.render();
  return problem === undefined
    ? [{ id: 'render', ok: true, sentence: 'Documents can be read and drawn.' }]
    : [
        {
          id: 'render',
          ok: false,
          sentence: 'Documents cannot be read.',
          cure: `The render worker says: ${problem}`,
        },
      ];
}

function sandbox({ sandbox: found }: DocumentParts): Check {
  const id = 'sandbox';
  if (found.ok) return { id, ok: true, sentence: `Documents are opened in a sandbox (${found.detail}).` };
  const rest = 'Only PDF, JPEG and plain text can be printed.';
  return { id, ok: false, sentence: `${found.why} ${rest}`, cure: found.cure };
}

async function office(parts: DocumentParts, signal: AbortSignal): Promise<Check[]> {
  const id = 'office';
  const found = await parts.office();
  if (!found.ok)
    return [{ id, ok: false, sentence: `Office files are refused. ${found.why}`, cure: found.cure }];
  const outcome = await parts.tryOffice(signal);
  if (!outcome.ok) {
    return [
      {
        id,
        ok: false,
        sentence: `${found.version} is there, but a small text could not be converted.`,
        cure: `It says: ${outcome.detail}. Look at the log, and whether memory and the disk are full; then restart the server.`,
      },
    ];
  }
  const works = `Office files are converted with ${found.version}.`;
  if (found.missing.length === 0) return [{ id, ok: true, sentence: works }];
  const sentence = `${works} Parts of it are not installed: ${found.missing.join(', ')}.`;
  return [{ id, ok: false, sentence, cure: 'Install the packages named, then restart the server.' }];
}

async function converters(parts: DocumentParts): Promise<Check[]> {
  const id = 'converters';
  const all = await parts.converters();
  const since = parts.now() - CONVERTER_SILENT_MS;
  const heard = all.filter(({ seenAt }) => seenAt !== undefined && seenAt > since);
  if (heard.length > 0) {
    const names = heard.map(({ name }) => name).join(', ');
    return [{ id, ok: true, sentence: `Documents are converted elsewhere, by ${names}.` }];
  }
  return [
    {
      id,
      ok: false,
      sentence:
        'Documents wait: this server converts none, and no conversion server was heard of for a minute.',
      cure:
        all.length === 0
          ? 'Add one (platen converter add NAME) and start it with: platen convert-server. Or switch "Convert on this server" on.'
          : `Start ${all.map(({ name }) => name).join(', ')} again, or switch "Convert on this server" on.`,
    },
  ];
}
