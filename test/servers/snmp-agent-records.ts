// What a stand-in SNMP agent knows: objects in the order of a walk, read from a .snmprec recording (snmpsim's OID|type|value).
import { readFileSync } from 'node:fs';
import { compareOids } from '@platen/edge-server/protocols/snmp/oid';
import type { SnmpBinding, SnmpValue } from '@platen/edge-server/protocols/snmp/value';

export type AgentRecords = {
  readonly get: (oid: string) => SnmpValue | undefined;
  /** The first object behind `oid`; undefined behind the last. */
  readonly next: (oid: string) => SnmpBinding | undefined;
  /** Changes an object, or adds one. */
  readonly set: (oid: string, value: SnmpValue) => void;
  readonly remove: (root: string) => void;
};

const text = (value: string): SnmpValue => ({ type: 'octets', value: Buffer.from(value, 'utf8') });

const COUNTS: Readonly<Record<string, 'integer' | 'counter' | 'gauge' | 'ticks'>> = {
  '2': 'integer',
  '65': 'counter',
  '66': 'gauge',
  '67': 'ticks',
};

/** The tag is the BER tag in decimal; an x behind it means hexadecimal. undefined for what a recording says by other means. */
const readRecord = (type: string, value: string): SnmpValue | undefined => {
  const count = COUNTS[type];
  if (count !== undefined) return { type: count, value: Number(value) };
  if (type === '4') return text(value);
  if (type === '4x') return { type: 'octets', value: Buffer.from(value, 'hex') };
  if (type === '6') return { type: 'oid', value };
  if (type === '64') return { type: 'address', value: Buffer.from(value.split('.').map(Number)) };
  if (type === '70') return { type: 'counter64', value: BigInt(value) };
  return undefined;
};

export const readRecording = (path: string): readonly SnmpBinding[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [oid = '', type = '', ...rest] = line.split('|');
      const value = readRecord(type, rest.join('|').trimEnd());
      return oid === '' || value === undefined ? [] : [{ oid, value }];
    });

export const makeRecords = (bindings: readonly SnmpBinding[]): AgentRecords => {
  const values = new Map(bindings.map(({ oid, value }) => [oid, value]));
  let order: string[] | undefined;
  /** A poller asks the same walk again and again. */
  const nexts = new Map<string, string | undefined>();
  const changed = (): void => {
    order = undefined;
    nexts.clear();
  };
  const sorted = (): string[] => {
    order ??= [...values.keys()].sort(compareOids);
    return order;
  };
  const find = (oid: string): string | undefined => {
    const oids = sorted();
    let low = 0;
    let high = oids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareOids(oids[middle] ?? '', oid) <= 0) low = middle + 1;
      else high = middle;
    }
    return oids[low];
  };
  return {
    get: (oid) => values.get(oid),
    next(oid) {
      const found = nexts.has(oid) ? nexts.get(oid) : find(oid);
      nexts.set(oid, found);
      const value = found === undefined ? undefined : values.get(found);
      return found === undefined || value === undefined ? undefined : { oid: found, value };
    },
    set(oid, value) {
      if (!values.has(oid)) changed();
      values.set(oid, value);
    },
    remove(root) {
      for (const oid of [...values.keys()])
        if (oid === root || oid.startsWith(`${root}.`)) values.delete(oid);
      changed();
    },
  };
};

const integer = (value: number): SnmpValue => ({ type: 'integer', value });

const INPUT = '1.3.6.1.2.1.43.8.2.1';
const SUPPLY = '1.3.6.1.2.1.43.11.1.1';
const COLORANT = '1.3.6.1.2.1.43.12.1.1';
const COLORS = ['black', 'cyan', 'magenta', 'yellow'] as const;

const trayRecords = (tray: number): Readonly<Record<string, SnmpValue>> => ({
  [`${INPUT}.2.1.${tray}`]: integer(3),
  [`${INPUT}.3.1.${tray}`]: integer(4),
  [`${INPUT}.6.1.${tray}`]: integer(297_000),
  [`${INPUT}.7.1.${tray}`]: integer(210_000),
  [`${INPUT}.9.1.${tray}`]: integer(500),
  [`${INPUT}.10.1.${tray}`]: integer(250),
  [`${INPUT}.11.1.${tray}`]: integer(0),
  [`${INPUT}.12.1.${tray}`]: text('Plain'),
  [`${INPUT}.13.1.${tray}`]: text(`Tray ${tray}`),
  [`${INPUT}.21.1.${tray}`]: text('stationery'),
});

const supplyRecords = (supply: number): Readonly<Record<string, SnmpValue>> => {
  const color = COLORS[(supply - 1) % COLORS.length] ?? 'black';
  return {
    [`${SUPPLY}.3.1.${supply}`]: integer(supply),
    [`${SUPPLY}.4.1.${supply}`]: integer(3),
    [`${SUPPLY}.5.1.${supply}`]: integer(3),
    [`${SUPPLY}.6.1.${supply}`]: text(`${color} toner`),
    [`${SUPPLY}.7.1.${supply}`]: integer(19),
    [`${SUPPLY}.8.1.${supply}`]: integer(100),
    [`${SUPPLY}.9.1.${supply}`]: integer(42),
    [`${COLORANT}.4.1.${supply}`]: text(color),
  };
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

/** A printer of our own making, for tests that need no recording: trays of A4, toners, all parts told. */
export const printerRecords = ({ trays = 1, supplies = 1 } = {}): readonly SnmpBinding[] => {
  const objects: Readonly<Record<string, SnmpValue>> = {
    '1.3.6.1.2.1.1.1.0': text('Stand-in printer, version 1'),
    '1.3.6.1.2.1.1.2.0': { type: 'oid', value: '1.3.6.1.4.1.99999.1' },
    '1.3.6.1.2.1.1.5.0': text('standin'),
    '1.3.6.1.2.1.25.3.2.1.2.1': { type: 'oid', value: '1.3.6.1.2.1.25.3.1.5' },
    '1.3.6.1.2.1.25.3.2.1.3.1': text('Stand-in 100'),
    '1.3.6.1.2.1.25.3.2.1.5.1': integer(2),
    '1.3.6.1.2.1.25.3.5.1.1.1': integer(3),
    '1.3.6.1.2.1.25.3.5.1.2.1': { type: 'octets', value: Buffer.from([0]) },
    '1.3.6.1.2.1.43.5.1.1.17.1': text('SERIAL-1'),
    '1.3.6.1.2.1.43.10.2.1.4.1.1': { type: 'counter', value: 1234 },
    '1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1': text('MFG:Stand-in;MDL:100;CMD:PDF;'),
    ...Object.assign({}, ...numbers(trays).map(trayRecords), ...numbers(supplies).map(supplyRecords)),
  };
  return Object.entries(objects).map(([oid, value]) => ({ oid, value }));
};
