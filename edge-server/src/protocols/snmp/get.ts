// The objects of a get from as many answers as it takes: SNMPv1 refuses the whole question for one object it lacks, small agents
// refuse long ones.
import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { Ask } from './exchange.ts';
import { bindingsPerQuestion } from './limits.ts';
import type { SnmpGot, SnmpTrouble } from './outcome.ts';
import { ERROR_STATUS, type Pdu } from './pdu.ts';
import type { SnmpValue } from './value.ts';

/** `deadline` in monotonic ms. */
export async function readObjects(
  ask: Ask,
  version: SnmpAccess['version'],
  oids: readonly string[],
  deadline: number,
  signal?: AbortSignal,
): Promise<SnmpGot | SnmpTrouble> {
  const values = new Map<string, SnmpValue>();
  /** Questions still to be put; each turn makes them fewer or shorter. */
  const groups = inGroups(oids, bindingsPerQuestion);
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    if (performance.now() >= deadline)
      return { code: 'snmp-no-answer', detail: 'the device answers too slowly' };
    const bindings = group.map((oid) => ({ oid, value: { type: 'null' } as const }));
    const answer = await ask({ kind: 'get', status: 0, index: 0, bindings }, deadline, signal);
    if ('code' in answer) return answer;
    const { pdu } = answer;
    if (pdu.status === 0) keep(values, group, pdu);
    else {
      const denied = denialOf(pdu);
      if (denied !== undefined) return denied;
      groups.push(...afterRefusal(group, pdu, version));
    }
  }
  return { values };
}

function inGroups(oids: readonly string[], size: number): (readonly string[])[] {
  const groups: (readonly string[])[] = [];
  for (let at = 0; at < oids.length; at += size) groups.push(oids.slice(at, at + size));
  return groups;
}

/** Only what was asked for, and the first of each: an answer may hold anything. */
function keep(values: Map<string, SnmpValue>, asked: readonly string[], pdu: Pdu): void {
  for (const { oid, value } of pdu.bindings) {
    const usable = value.type !== 'missing' && value.type !== 'end' && value.type !== 'null';
    if (usable && asked.includes(oid) && !values.has(oid)) values.set(oid, value);
  }
}

/** RFC 3416 section 3: the view of this community or user does not hold what we ask for. */
export function denialOf({ status }: Pdu): SnmpTrouble | undefined {
  const denied = status === ERROR_STATUS.authorizationError || status === ERROR_STATUS.noAccess;
  return denied ? { code: 'snmp-denied', detail: 'the device does not allow this question' } : undefined;
}

/** What is left to ask. An object that cannot be had even alone is one the device lacks. */
function afterRefusal(
  group: readonly string[],
  { status, index }: Pdu,
  version: SnmpAccess['version'],
): (readonly string[])[] {
  if (group.length <= 1) return [];
  const names =
    version === '1'
      ? status === ERROR_STATUS.noSuchName || status === ERROR_STATUS.genErr
      : status === ERROR_STATUS.genErr;
  if (names && index >= 1 && index <= group.length) return [group.filter((_, at) => at !== index - 1)];
  return inGroups(group, Math.ceil(group.length / 2));
}
