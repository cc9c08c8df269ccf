// Whether a finding is a printer that is registered already: by its uuid or serial number, else by its address.
import type { DeviceIdentity } from '@platen/shared/device';
import { canonicalAddress } from '../address-policy.ts';
import { hostOf } from '../printer-address.ts';
import { discoveryLimits } from './limits.ts';
import type { MergedFinding } from './merge-evidence.ts';

/** The columns of a printer's row that this needs. */
export interface RegisteredPrinter {
  readonly id: string;
  readonly uri: string;
  readonly otherUris: readonly string[];
  readonly identity: DeviceIdentity | null;
}

/** Rejects for a name that nobody knows. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;
export type Recognise = (finding: MergedFinding) => string | undefined;

/** The protocols of one device live on these; any other port is something else at the same address. */
const USUAL_PORTS: Readonly<Record<string, string>> = {
  'ipp:': '631',
  'ipps:': '631',
  'socket:': '9100',
  'lpd:': '515',
};
const DEVICE_PORTS = ['80', '443', '515', '631', '9100'];

/** Names that do not resolve, or not before `signal` aborts, are compared as names. Never rejects. */
export async function makeRecognise(
  printers: readonly RegisteredPrinter[],
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<Recognise> {
  const hosts = new Set(printers.flatMap((printer) => urisOf(printer).map(hostOf)));
  const addresses = new Map<string, readonly string[]>();
  const names = [...hosts].filter((host) => canonicalAddress(host) === undefined && host !== '');
  const looking = Promise.all(
    names.slice(0, discoveryLimits.addresses).map((name) =>
      resolve(name).then(
        (found) => addresses.set(name, found),
        // A printer whose name is unknown today is still registered under that name.
        () => addresses.set(name, []),
      ),
    ),
  );
  await untilAborted(looking, signal);

  return (finding) => {
    const { uuid, serial, hostName } = finding.identity;
    const hosts = hostName === undefined ? [finding.address] : [finding.address, hostName.toLowerCase()];
    // What only answers SNMP has no URI: then the address alone decides.
    const uris = finding.uris.length === 0 ? [''] : finding.uris;
    const ends = new Set(uris.flatMap((uri) => hosts.map((host) => endAt(host, uri))));
    const same = (printer: RegisteredPrinter): boolean => {
      const known = printer.identity ?? {};
      if (uuid !== undefined && known.uuid !== undefined) return uuid === known.uuid;
      if (serial !== undefined && serial === known.serial) return true;
      return urisOf(printer).some((uri) =>
        [hostOf(uri), ...(addresses.get(hostOf(uri)) ?? [])].some((host) => ends.has(endAt(host, uri))),
      );
    };
    return printers.find(same)?.id;
  };
}

const urisOf = ({ uri, otherUris }: RegisteredPrinter): readonly string[] => [uri, ...otherUris];

/** One text for all the usual ports of an address, another one for each other port. */
function endAt(host: string, uri: string): string {
  const address = canonicalAddress(host) ?? host;
  if (!URL.canParse(uri)) return address;
  const { port, protocol } = new URL(uri);
  const number = port === '' ? (USUAL_PORTS[protocol] ?? '') : port;
  return DEVICE_PORTS.includes(number) ? address : `${address} ${number}`;
}

function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
    work.then(done, done);
  });
}
