// The printer to walk to when this one cannot: the same location first, then the same site, then any; by what each said last of its
// abilities and its condition. Pure; nobody is asked for this.
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { canAll, type Needs } from './needs.ts';

export interface KnownPrinter {
  readonly id: string;
  readonly name: string;
  readonly site?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly enabled: boolean;
  readonly capabilities?: PrinterCapabilities | null | undefined;
  readonly condition?: PrinterCondition | null | undefined;
}

/** @param needs of every document that is to come out there. */
export function nearestAble(
  printers: readonly KnownPrinter[],
  from: Pick<KnownPrinter, 'id' | 'site' | 'location'>,
  needs: readonly Needs[],
): KnownPrinter | undefined {
  const able = printers.filter(
    ({ id, enabled, capabilities, condition }) =>
      id !== from.id && enabled && mayPrint(condition) && capabilities != null && canAll(needs, capabilities),
  );
  const rank = (printer: KnownPrinter): number => distance(printer, from) * 10 + readiness(printer.condition);
  return able.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))[0];
}

/** A location is a place within its site: "first floor" of another building is elsewhere. */
function distance(printer: KnownPrinter, from: Pick<KnownPrinter, 'site' | 'location'>): number {
  const sameSite = (printer.site ?? '') === (from.site ?? '');
  if (!sameSite) return 2;
  return printer.location != null && printer.location === from.location ? 0 : 1;
}

/** One that nobody has asked yet may work. */
function mayPrint(condition: PrinterCondition | null | undefined): boolean {
  return (
    condition == null ||
    (condition.accepting && condition.state !== 'stopped' && condition.state !== 'unreachable')
  );
}

function readiness(condition: PrinterCondition | null | undefined): number {
  return condition?.state === 'idle' ? 0 : condition?.state === 'processing' ? 1 : 2;
}
