// Asks one address everything that could show a printer: IPP and IPPS, SNMP, and whether the ports for raw data and LPR open.
import { isIP } from 'node:net';
import type { DeviceIdentity } from '@platen/shared/device';
import { askIpp } from './ask-ipp.ts';
import type { Evidence } from './evidence.ts';
import { knock } from './knock.ts';
import { discoveryLimits } from './limits.ts';

export interface PrinterPorts {
  readonly ipp: readonly number[];
  /** In order of preference. */
  readonly ipps: readonly number[];
  readonly raw: number;
  readonly lpr: number;
}

/** IANA's numbers; IPPS is also found on the port of the device's own web pages. */
export const PRINTER_PORTS: PrinterPorts = { ipp: [631], ipps: [631, 443], raw: 9100, lpr: 515 };
/** PWG 5100.14 section 4.2 has the first; older devices have the others. */
const PATHS = ['/ipp/print', '/ipp', '/'];

export interface AskAddressOptions {
  readonly ports: PrinterPorts;
  readonly askSnmp:
    | ((address: string, signal: AbortSignal) => Promise<DeviceIdentity | undefined>)
    | undefined;
  readonly signal: AbortSignal;
  /** Called with each piece as it comes, so that nothing is lost when the time is over. */
  readonly found: (evidence: Evidence) => void;
}

/** Resolves when everything was asked or the signal aborts; rejects only when `askSnmp` does. */
export async function askAddress(address: string, options: AskAddressOptions): Promise<void> {
  const { ports, askSnmp, signal, found } = options;
  const opens = (port: number): Promise<boolean> =>
    knock(address, port, { timeoutMs: discoveryLimits.connectMs, signal });
  const host = hostInUri(address);

  const ipp = [...new Set([...ports.ipp, ...ports.ipps])].map(async (port) => {
    if (!(await opens(port))) return;
    await Promise.all([
      ports.ipp.includes(port) ? findIppPath(address, 'ipp', port, options) : undefined,
      ports.ipps.includes(port) ? findIppPath(address, 'ipps', port, options) : undefined,
    ]);
  });
  const open = async (kind: 'raw' | 'lpr', uri: string): Promise<void> => {
    if (await opens(ports[kind])) found({ kind, address, uri, names: [], identity: {} });
  };
  const snmp = async (): Promise<void> => {
    const identity = await askSnmp?.(address, signal);
    if (identity !== undefined) found({ kind: 'snmp', address, names: namesOf(identity), identity });
  };
  await Promise.all([
    ...ipp,
    open('raw', `socket://${host}${ports.raw === PRINTER_PORTS.raw ? '' : `:${ports.raw}`}`),
    // Devices take any queue name; "lp" is the one they document most.
    open('lpr', `lpd://${host}${ports.lpr === PRINTER_PORTS.lpr ? '' : `:${ports.lpr}`}/lp`),
    snmp(),
  ]);
}

async function findIppPath(
  address: string,
  kind: 'ipp' | 'ipps',
  port: number,
  { signal, found }: AskAddressOptions,
): Promise<void> {
  for (const path of PATHS) {
    const uri = ippUri(kind, address, port, path);
    const answer = await askIpp(uri, signal);
    if (answer.kind === 'printer') {
      const { identity, names, location } = answer;
      found({ kind, address, uri, names, location, identity });
    }
    if (answer.kind !== 'not-here') return;
  }
}

/** RFC 3510 and RFC 7472: 631 is left away for both. */
export function ippUri(scheme: 'ipp' | 'ipps', address: string, port: number, path: string): string {
  return `${scheme}://${hostInUri(address)}${port === 631 ? '' : `:${port}`}${path}`;
}

export function hostInUri(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}

const namesOf = ({ hostName }: DeviceIdentity): readonly string[] =>
  hostName === undefined ? [] : [hostName];
