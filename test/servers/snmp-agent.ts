// A stand-in SNMP agent over UDP: answers from a recording, on as many loopback addresses as wanted, and misbehaves on request. Not
// a reference: that is the real snmpd (snmpd.ts).
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  readMessage,
  type SnmpMessage,
  writeCommunityMessage,
} from '@platen/edge-server/protocols/snmp/message';
import type { Pdu } from '@platen/edge-server/protocols/snmp/pdu';
import type { SnmpBinding } from '@platen/edge-server/protocols/snmp/value';
import type { SnmpUserAccess } from '@platen/shared/device-credentials';
import { type AgentRecords, makeRecords } from './snmp-agent-records.ts';
import { type AgentEngine, answerUser } from './snmp-agent-users.ts';

/** What goes out for one question. */
export type AgentReply = {
  /** A datagram; several are sent one after the other. */
  readonly octets: readonly Buffer[];
  readonly afterMs?: number;
  /** From another port of the same address. */
  readonly fromElsewhere?: boolean;
};

export type Asked = {
  readonly address: string;
  readonly message: SnmpMessage;
  readonly pdu: Pdu | undefined;
  /** The honest answer; undefined where it is silence. */
  readonly honest: Buffer | undefined;
  /** The question's message with another PDU as its answer; for messages with a community. */
  readonly answer: (pdu: Pdu) => Buffer;
};

export type SnmpAgentOptions = {
  readonly records: readonly SnmpBinding[] | AgentRecords;
  /** Default 127.0.0.1 only. */
  readonly addresses?: readonly string[];
  readonly community?: string;
  readonly users?: readonly SnmpUserAccess[];
  /** An agent that knows SNMPv1 only is silent to the rest. */
  readonly versions?: readonly ('1' | '2c' | '3')[];
  /** Bindings in one answer at most: as small agents have it, the rest of a get-bulk is cut off. */
  readonly mostBindings?: number;
  /** Undefined for the honest answer. */
  readonly misbehave?: (asked: Asked) => AgentReply | undefined;
};

export type SnmpAgent = {
  readonly port: number;
  readonly records: AgentRecords;
  readonly engine: AgentEngine;
  /** Questions that came, all addresses together. */
  readonly asked: () => number;
  stop(): Promise<void>;
};

const VERSIONS = { 0: '1', 1: '2c', 3: '3' } as const;

export const startSnmpAgent = async (options: SnmpAgentOptions): Promise<SnmpAgent> => {
  const { addresses = ['127.0.0.1'], community = 'public', users = [], misbehave } = options;
  const { versions = ['1', '2c', '3'], mostBindings = 1_000 } = options;
  const records: AgentRecords = 'get' in options.records ? options.records : makeRecords(options.records);
  const engine: AgentEngine = { id: Buffer.from('8000000001020304', 'hex'), boots: 3, time: 1_000 };
  const sockets: Socket[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const elsewhere = createSocket('udp4');
  let asked = 0;

  const answerTo = (message: SnmpMessage, octets: Buffer): Buffer | undefined => {
    if (!versions.includes(VERSIONS[message.version])) return undefined;
    if (message.version === 3)
      return answerUser(message, octets, engine, users, (pdu) => answerPdu(records, pdu, mostBindings, 3));
    if (message.community.toString('utf8') !== community) return undefined;
    const pdu = answerPdu(records, message.pdu, mostBindings, message.version);
    return writeCommunityMessage({ ...message, pdu });
  };

  const serve = (socket: Socket, address: string): void => {
    socket.on('message', (octets, from) => {
      asked += 1;
      const message = readMessage(octets);
      const honest = answerTo(message, octets);
      const pdu = message.version === 3 ? undefined : message.pdu;
      const answer = (changed: Pdu): Buffer => {
        if (message.version === 3) throw new Error('only messages with a community are misanswered so');
        return writeCommunityMessage({ ...message, pdu: changed });
      };
      const reply =
        misbehave?.({ address, message, pdu, honest, answer }) ??
        (honest === undefined ? undefined : { octets: [honest] });
      if (reply === undefined) return;
      const send = (): void => {
        for (const datagram of reply.octets)
          (reply.fromElsewhere === true ? elsewhere : socket).send(datagram, from.port, from.address);
      };
      if (reply.afterMs === undefined) {
        send();
        return;
      }
      const timer = setTimeout(() => {
        timers.delete(timer);
        send();
      }, reply.afterMs);
      timers.add(timer);
    });
  };

  const bind = async (address: string, port: number): Promise<number> => {
    const socket = createSocket('udp4');
    sockets.push(socket);
    serve(socket, address);
    socket.bind(port, address);
    await once(socket, 'listening');
    return socket.address().port;
  };

  const [first = '127.0.0.1', ...others] = addresses;
  const port = await bind(first, 0);
  for (const address of others) await bind(address, port);
  return {
    port,
    records,
    engine,
    asked: () => asked,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      const all = [...sockets, elsewhere];
      await Promise.all(all.map((socket) => new Promise<void>((closed) => socket.close(() => closed()))));
    },
  };
};

const END: SnmpBinding['value'] = { type: 'end' };
const NO_SUCH_NAME = 2;

/** RFC 3416 section 4.2, and RFC 1157 section 4.1 for version 0. */
export const answerPdu = (records: AgentRecords, pdu: Pdu, mostBindings: number, version: 0 | 1 | 3): Pdu => {
  const answer = (bindings: readonly SnmpBinding[]): Pdu => {
    const lacking = bindings.findIndex(({ value }) => value.type === 'missing' || value.type === 'end');
    if (version === 0 && lacking !== -1)
      return { ...pdu, kind: 'response', status: NO_SUCH_NAME, index: lacking + 1 };
    return { ...pdu, kind: 'response', status: 0, index: 0, bindings };
  };
  const next = (oid: string): SnmpBinding => records.next(oid) ?? { oid, value: END };
  if (pdu.kind === 'get')
    return answer(pdu.bindings.map(({ oid }) => ({ oid, value: records.get(oid) ?? { type: 'missing' } })));
  if (pdu.kind === 'get-next') return answer(pdu.bindings.map(({ oid }) => next(oid)));
  const bindings: SnmpBinding[] = [];
  let row = pdu.bindings;
  for (let repetition = 0; repetition < pdu.index && bindings.length < mostBindings; repetition += 1) {
    row = row.map((binding) => next(binding.oid));
    bindings.push(...row);
  }
  return answer(bindings.slice(0, mostBindings));
};
