// A printer as a person sees it: its names and what it is up to, in a sentence.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { PrinterView } from '@platen/shared/api/common';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { InferOutput } from 'valibot';
import { describeCondition, type Tray } from '../../devices/condition-sentence.ts';
import { familyOf } from '../../devices/family.ts';
import type { PrinterRow } from '../../devices/printers.ts';

export interface Looked {
  readonly capabilities?: PrinterCapabilities | undefined;
  readonly condition?: PrinterCondition | undefined;
  readonly trays?: readonly Tray[] | undefined;
}

export function printerView(row: PrinterRow, looked: Looked = {}): InferOutput<typeof PrinterView> {
  const capabilities = looked.capabilities ?? row.capabilities ?? undefined;
  const condition = looked.condition ?? row.condition ?? undefined;
  const words =
    condition === undefined
      ? { sentence: 'Not asked yet.', tone: 'quiet' as const }
      : describeCondition(condition, looked.trays);
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    sentence: row.enabled ? words.sentence : 'Switched off for printing.',
    tone: row.enabled ? words.tone : 'quiet',
    ...(row.alias === null ? {} : { alias: row.alias }),
    ...(row.site === null ? {} : { site: row.site }),
    ...(row.location === null ? {} : { location: row.location }),
    ...(condition === undefined ? {} : { condition }),
    ...(capabilities === undefined ? {} : { capabilities }),
  };
}

export function adminPrinterView(
  row: PrinterRow,
  more: {
    readonly looked: Looked;
    readonly panelPath: string;
    readonly waiting: number;
    readonly virtual: boolean;
  },
): AdminPrinter {
  const capabilities = more.looked.capabilities ?? row.capabilities ?? undefined;
  return {
    ...printerView(row, more.looked),
    uri: row.uri,
    allowHttp: row.allowHttp,
    source: row.source,
    panelPath: more.panelPath,
    waiting: more.waiting,
    virtual: more.virtual,
    family: familyOf(capabilities?.makeAndModel ?? ''),
    ...(row.tlsPin === null ? {} : { tlsPin: row.tlsPin }),
  };
}
