// Bounded walks over columns of tables: several columns by one question, ended by rows, octets, time, or an agent that does not go
// forward (threat T40).
import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { Ask } from './exchange.ts';
import { denialOf } from './get.ts';
import { bindingsPerAnswer, bindingsPerQuestion, mostRepetitions, walkLimits } from './limits.ts';
import { compareOids, isUnder } from './oid.ts';
import type { SnmpTrouble, SnmpWalked } from './outcome.ts';
import { ERROR_STATUS, type Pdu } from './pdu.ts';
import type { SnmpBinding } from './value.ts';

export type WalkLimits = { readonly [Name in keyof typeof walkLimits]: number };

interface Column {
  readonly root: string;
  /** Where the next question goes on. */
  last: string;
  done: boolean;
}

/** How long answers may be; halved whenever the device finds one too long. */
interface Size {
  bindings: number;
  columns: number;
}

export async function readColumns(
  ask: Ask,
  version: SnmpAccess['version'],
  roots: readonly string[],
  limits: Partial<WalkLimits>,
  signal?: AbortSignal,
): Promise<SnmpWalked | SnmpTrouble> {
  const { maxRows, maxMs, maxBytes } = { ...walkLimits, ...limits };
  const deadline = performance.now() + maxMs;
  const columns = roots.map((root): Column => ({ root, last: root, done: false }));
  const rows: SnmpBinding[] = [];
  const size: Size = { bindings: bindingsPerAnswer, columns: bindingsPerQuestion };
  let bytes = 0;
  let outOfOrder = false;
  for (;;) {
    const active = columns.filter(({ done }) => !done).slice(0, size.columns);
    if (active.length === 0) return { rows, ...(outOfOrder ? { stopped: 'order' } : {}) };
    if (rows.length >= maxRows) return { rows: rows.slice(0, maxRows), stopped: 'rows' };
    if (bytes >= maxBytes) return { rows, stopped: 'bytes' };
    if (performance.now() >= deadline) return { rows, stopped: 'time' };
    const bulk = version !== '1';
    const repetitions = Math.max(1, Math.min(mostRepetitions, Math.floor(size.bindings / active.length)));
    const answer = await ask(
      {
        kind: bulk ? 'get-bulk' : 'get-next',
        status: 0,
        index: bulk ? repetitions : 0,
        bindings: active.map(({ last }) => ({ oid: last, value: { type: 'null' } })),
      },
      deadline,
      signal,
    );
    if ('code' in answer) {
      if (answer.code === 'snmp-aborted' || bytes === 0) return answer;
      return { rows, stopped: 'no-answer' };
    }
    bytes += answer.bytes;
    if (answer.pdu.status === 0) outOfOrder = take(answer.pdu, active, rows) || outOfOrder;
    else {
      const denied = denialOf(answer.pdu);
      if (denied !== undefined) return denied;
      afterRefusal(answer.pdu, active, size);
    }
  }
}

/** Returns whether the device went backwards or stood still. Always ends a column or moves one on. */
function take({ bindings }: Pdu, active: readonly Column[], rows: SnmpBinding[]): boolean {
  let outOfOrder = false;
  let moved = false;
  for (const [at, binding] of bindings.entries()) {
    const column = active[at % active.length];
    if (column === undefined || column.done) continue;
    const { oid, value } = binding;
    if (value.type === 'end' || value.type === 'missing' || !isUnder(oid, column.root)) column.done = true;
    else if (compareOids(oid, column.last) <= 0) {
      column.done = true;
      outOfOrder = true;
    } else {
      column.last = oid;
      rows.push(binding);
    }
    moved = true;
  }
  if (moved) return outOfOrder;
  // An answer without anything in it would be asked for until the time is over.
  for (const column of active) column.done = true;
  return true;
}

/** Either the next question is smaller, or a column is at its end. */
function afterRefusal({ status, index }: Pdu, active: readonly Column[], size: Size): void {
  const blamed = active[index - 1];
  if (status !== ERROR_STATUS.tooBig && blamed !== undefined) blamed.done = true;
  else if (size.bindings > 1) size.bindings = Math.floor(size.bindings / 4);
  else if (active.length > 1) size.columns = Math.ceil(active.length / 2);
  else for (const column of active) column.done = true;
}
