// Questions to one device over SNMP v1, v2c or v3: get and bounded walks. Every end is a value; nothing throws and nothing waits
// longer than its limits, whatever the device answers (threat T40).
import { type SnmpAccess } from '@platen/shared/device-credentials';
import { SNMP_PORT } from './access.ts';
import { accessTrouble } from './access-trouble.ts';
import { type Ask, makeExchange } from './exchange.ts';
import { SnmpFormatError } from './format-error.ts';
import { readObjects } from './get.ts';
import { getMs, snmpWaits } from './limits.ts';
import type { SnmpGot, SnmpTrouble, SnmpWalked } from './outcome.ts';
import { type ResolveHost, resolveBefore, resolveHost } from './resolve-host.ts';
import { openSnmpSocket, type SnmpSocket } from './socket.ts';
import { readColumns, type WalkLimits } from './walk.ts';

export interface SnmpOptions {
  readonly host: string;
  readonly access: SnmpAccess;
  /** Else the one in `access`, else 161. */
  readonly port?: number | undefined;
  /** Shared by many sessions; without it this one opens its own and closes it. */
  readonly socket?: SnmpSocket | undefined;
  /** Of one try. */
  readonly timeoutMs?: number | undefined;
  readonly tries?: number | undefined;
  readonly resolve?: ResolveHost | undefined;
}

export interface SnmpSession {
  readonly host: string;
  /** What the device lacks is missing in the values. */
  readonly get: (oids: readonly string[], signal?: AbortSignal) => Promise<SnmpGot | SnmpTrouble>;
  /** Everything under `root`, in order. */
  readonly walk: (
    root: string,
    limits?: Partial<WalkLimits>,
    signal?: AbortSignal,
  ) => Promise<SnmpWalked | SnmpTrouble>;
  /** The same of several roots at once, which takes fewer questions: columns of tables. `maxRows` is for all together. */
  readonly walkColumns: (
    roots: readonly string[],
    limits?: Partial<WalkLimits>,
    signal?: AbortSignal,
  ) => Promise<SnmpWalked | SnmpTrouble>;
  readonly close: () => void;
}

const ABORTED: SnmpTrouble = { code: 'snmp-aborted', detail: 'the question was given up' };

export function openSnmp(options: SnmpOptions): SnmpSession {
  const { host, access, timeoutMs = snmpWaits.timeoutMs, tries = snmpWaits.tries } = options;
  const unusable = accessTrouble(access);
  const socket = options.socket ?? openSnmpSocket();
  const exchange = makeExchange(socket, access, options.port ?? access.port ?? SNMP_PORT);
  const resolve = options.resolve ?? resolveHost;
  const closing = new AbortController();
  let address: string | undefined;

  const ask: Ask = async (question, deadline, signal) => {
    if (unusable !== undefined) return unusable;
    const signals = signal === undefined ? [closing.signal] : [signal, closing.signal];
    if (signals.some(({ aborted }) => aborted)) return ABORTED;
    address ??= await resolveBefore(resolve, host, deadline, signals);
    if (address === undefined) {
      return signals.some(({ aborted }) => aborted)
        ? ABORTED
        : { code: 'snmp-address', detail: 'the name of the device is unknown' };
    }
    try {
      const answer = await exchange(address, question, { timeoutMs, tries, deadline, signals });
      // A device that fell silent may have got another address meanwhile.
      if ('code' in answer) address = undefined;
      return answer;
    } catch (error) {
      if (error instanceof SnmpFormatError) return { code: 'snmp-bad-answer', detail: error.message };
      throw error;
    }
  };

  return {
    host,
    get: (oids, signal) => readObjects(ask, access.version, oids, performance.now() + getMs, signal),
    walk: (root, limits = {}, signal) => readColumns(ask, access.version, [root], limits, signal),
    walkColumns: (roots, limits = {}, signal) => readColumns(ask, access.version, roots, limits, signal),
    close() {
      closing.abort();
      if (options.socket === undefined) socket.close();
    },
  };
}
