// platen printer discover: searches addresses and links for printers; shows them as the server finds them.
import { readFile } from 'node:fs/promises';
import { type DiscoveryFinding, DiscoveryView } from '@platen/shared/api/discovery';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { type Call, defineCommand } from '../command.ts';
import { type Column, table } from '../table.ts';

const PATH = '/api/admin/discovery';
/** Often enough for a progress line, seldom enough to cost nothing. */
const LOOK_EVERY_MS = 500;

const COLUMNS: readonly Column<DiscoveryFinding>[] = [
  { title: 'ADDRESS', value: (found) => found.address },
  {
    title: 'PRINTER',
    value: ({ identity, names }) => identity.makeAndModel ?? names[0] ?? identity.sysDescr ?? '',
    flexible: true,
  },
  { title: 'PROFILE', value: (found) => found.profile },
  { title: 'SEEN BY', value: (found) => found.evidence.join(' ') },
  { title: 'REGISTERED', value: (found) => found.printerId ?? '-' },
  { title: 'URI', value: (found) => found.uris[0] ?? '' },
];

export const printerDiscover = defineCommand({
  name: 'printer discover',
  summary: 'Search the network for printers.',
  positionals: [{ name: 'RANGE', optional: true, several: true }],
  options: {
    mdns: { help: "Ask what announces itself on the server's own links (DNS-SD, Bonjour)." },
    'no-snmp': { help: 'Do not ask over SNMP.' },
    'community-file': {
      value: 'FILE',
      help: 'A file with the SNMP community; else "public". It is sent to every address.',
    },
    stop: { help: 'Stop the search that is running.' },
  },
  notes: [
    'The server asks, not this terminal. A range is 10.1.2.0/24, 10.1.2.10-10.1.2.40 or a single address, in',
    'all at most 4,096 addresses. Nothing is registered and nothing is printed.',
    'Example: platen printer discover 10.1.2.0/24 --mdns',
  ],
  run: async (call) => {
    if (call.options.stop) {
      const view = await call.api.remove(PATH, DiscoveryView);
      return { json: view, lines: describe(view, call.width) };
    }
    if (call.given.length === 0 && !call.options.mdns) {
      throw usageError('Nothing to search.', 'Give a range such as 10.1.2.0/24, or --mdns.');
    }
    const snmp = await readSnmp(call.options);
    const ask = { ranges: call.given, mdns: call.options.mdns, ...(snmp === undefined ? {} : { snmp }) };
    let view = await call.api.post(PATH, ask, DiscoveryView);
    while (view.state === 'running') {
      call.showProgress(
        `${view.asked} of ${view.total} addresses asked, ${view.findings.length} printers found`,
      );
      await call.wait(LOOK_EVERY_MS);
      view = await call.api.get(PATH, DiscoveryView);
    }
    call.showProgress('');
    return { json: view, lines: describe(view, call.width) };
  },
});

async function readSnmp(options: {
  readonly 'no-snmp': boolean;
  readonly 'community-file': string | undefined;
}): Promise<false | { version: '2c'; community: string } | undefined> {
  if (options['no-snmp']) return false;
  const file = options['community-file'];
  if (file === undefined) return undefined;
  try {
    return { version: '2c', community: (await readFile(file, 'utf8')).trim() };
  } catch (cause) {
    throw new CliError(EXIT.usage, {
      code: 'file-unreadable',
      message: `The file ${file} cannot be read.`,
      cause,
    });
  }
}

function describe(view: DiscoveryView, width: Call['width']): readonly string[] {
  const found =
    view.findings.length === 0 ? ['No printers were found.'] : table(COLUMNS, view.findings, width);
  const stopped = view.state === 'stopped' ? ['The search was stopped before its end.'] : [];
  return [...found, ...stopped, ...view.notes];
}
