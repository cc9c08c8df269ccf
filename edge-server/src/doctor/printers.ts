// The doctor on each printer: does it answer, and is it still the device that was registered.
import type { PrinterRow } from '../devices/printers.ts';
import type { Check, Exam } from '../doctor.ts';

export interface PrinterParts {
  readonly printers: readonly PrinterRow[];
  readonly probe: (uri: string, signal: AbortSignal) => Promise<{ tlsPin?: string | undefined }>;
}

/** A device may be waking up; whoever waits for the whole fleet should not wait for one longer than this. */
const PROBE_MS = 15_000;

export function printerExams(parts: PrinterParts): Exam[] {
  if (parts.printers.length === 0) {
    const none: Check = {
      id: 'printers',
      ok: false,
      sentence: 'No printer is registered.',
      cure: 'Add one in the console, or with: platen printer add ipp://ADDRESS/ipp/print --name NAME',
    };
    return [{ area: 'printers', id: 'printers', what: 'Printers', run: () => [none] }];
  }
  return parts.printers.map((printer) => ({
    area: 'printers',
    id: `printer:${printer.id}`,
    what: printer.name,
    limitMs: PROBE_MS,
    run: (signal) => ask(parts, printer, signal),
  }));
}

async function ask(parts: PrinterParts, printer: PrinterRow, signal: AbortSignal): Promise<Check[]> {
  const id = `printer:${printer.id}`;
  const { name, uri } = printer;
  // What was switched off by a person may be off.
  if (!printer.enabled) return [{ id, ok: true, sentence: `${name} is switched off here.` }];
  try {
    const { tlsPin } = await parts.probe(uri, signal);
    if (printer.tlsPin !== null && tlsPin !== printer.tlsPin) {
      return [
        {
          id,
          ok: false,
          sentence: `${name} shows another certificate than when it was registered. Nothing is sent to it.`,
          cure: 'If the device was replaced or reset, remove and add it again.',
        },
      ];
    }
    return [{ id, ok: true, sentence: `${name} answers at ${uri}.` }];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [
      {
        id,
        ok: false,
        sentence: `${name} does not answer at ${uri}.`,
        cure: `Is it on, and is the address right? ${why}`,
      },
    ];
  }
}
