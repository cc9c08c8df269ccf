// Made-up answers about the fleet: a search for printers, panels, profiles, mistakes in files. Times hang on the `now` they are given.
import type { FileMistake, PrinterImported } from '@platen/shared/api/admin';
import type { DiscoveryView } from '@platen/shared/api/discovery';
import type { PanelView } from '@platen/shared/api/panel-install';
import { ERRORS } from '@platen/shared/error-table';
import type { Finding, ProfileChoice } from '../src/data/admin-fleet.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const profiles: readonly ProfileChoice[] = [
  { id: 'our-plotter', name: 'Plotter in the cellar', own: true },
  { id: 'xerox-altalink', name: 'Xerox AltaLink', own: false },
  { id: 'xerox-versalink', name: 'Xerox VersaLink', own: false },
  { id: 'fujifilm-apeos', name: 'FUJIFILM Apeos', own: false },
  { id: 'hp-futuresmart', name: 'HP FutureSmart', own: false },
  { id: 'generic-ipp-everywhere', name: 'IPP Everywhere printer', own: false },
];

export const PROPOSED_PROFILE = `{
  "id": "platen-virtual-mfd",
  "name": "Platen Virtual MFD",
  "match": { "makeAndModel": ["^Platen Virtual MFD$"] }
}
`;

export const fileMistakes: readonly FileMistake[] = [
  {
    file: 'devices/copy-room.json',
    line: 12,
    column: 18,
    sentence: '"addres" is not a field of a device.',
    cure: 'Write "address".',
  },
  {
    file: 'profiles/our-plotter.json',
    line: 4,
    column: 3,
    sentence: 'The protocol "ftp" is not known.',
    cure: 'Choose one of ipps, ipp, raw, lpr.',
  },
  {
    file: 'devices/annex.json',
    line: 31,
    column: 1,
    sentence: 'The file ends in the middle of a list.',
    cure: 'Close the list with "]" and the file with "}".',
  },
];

export const importMistakes: PrinterImported = {
  added: [],
  known: [],
  mistakes: [
    {
      file: 'pasted text',
      line: 3,
      column: 28,
      sentence: '"adress" is not a field of a device.',
      cure: 'Write "address".',
    },
  ],
};

export const imported: PrinterImported = {
  added: ['Copy room', 'Library, second floor', 'Post room'],
  known: ['Reading room colour', 'Staff office'],
  mistakes: [],
};

const finding = (last: number, rest: Partial<Finding> & Pick<Finding, 'names' | 'identity'>): Finding => ({
  address: `10.1.2.${last}`,
  otherAddresses: [],
  uris: [`ipps://10.1.2.${last}/ipp/print`, `socket://10.1.2.${last}:9100`],
  profile: 'generic-ipp-everywhere',
  evidence: ['ipps', 'ipp', 'snmp', 'mdns', 'raw'],
  ...rest,
});

export const findings: readonly Finding[] = [
  finding(17, {
    names: ['Copy room'],
    location: 'Second floor, left',
    identity: { makeAndModel: 'Xerox AltaLink C8170', serial: '3114859177' },
    profile: 'xerox-altalink',
  }),
  finding(23, {
    names: ['Reading room colour'],
    identity: { makeAndModel: 'Xerox AltaLink C8170', serial: '3114859001' },
    printerId: 'p2',
  }),
  finding(31, {
    names: [],
    identity: { makeAndModel: 'FUJIFILM Apeos C3060' },
    uris: ['ipp://10.1.2.31/ipp'],
    evidence: ['ipp', 'snmp', 'lpr'],
    profile: 'fujifilm-apeos',
  }),
  finding(40, {
    names: ['HP LaserJet M611 (4F2A10)'],
    identity: { makeAndModel: 'HP LaserJet M611', hostName: 'NPI4F2A10' },
    evidence: ['ipps', 'ipp', 'mdns'],
    otherAddresses: ['fe80::9e93:4eff:fe1a:2b3c'],
  }),
  finding(77, { names: [], identity: { sysDescr: 'JETDIRECT' }, uris: [], evidence: ['snmp'] }),
];

export const noSearch: DiscoveryView = {
  state: 'idle',
  ranges: [],
  mdns: false,
  total: 0,
  asked: 0,
  findings: [],
  notes: [],
};

export const searching = (now: number): DiscoveryView => ({
  state: 'running',
  ranges: ['10.1.2.0/24'],
  mdns: true,
  total: 254,
  asked: 96,
  startedAt: now - 3000,
  findings: findings.slice(0, 2),
  notes: [],
});

export const searched = (now: number): DiscoveryView => ({
  ...searching(now),
  state: 'done',
  asked: 254,
  startedAt: now - 2 * MINUTE,
  endedAt: now - 2 * MINUTE + 9000,
  findings: [...findings],
});

const panel = (address: string): PanelView => ({
  printerId: 'p2',
  platform: 'xerox-eip',
  platformName: 'Xerox EIP',
  way: 'automatic',
  sentence: 'Not set up yet.',
  tone: 'quiet',
  address,
  steps: [],
  calledHome: false,
  credentialsStored: true,
  passwordRefused: false,
});

/** A panel that calls home every few minutes. */
export const installedPanel = (address: string, now: number): PanelView => ({
  ...panel(address),
  sentence: 'Set up, and the panel has called home.',
  tone: 'ok',
  installedVersion: '0.1.0',
  installedAt: now - 12 * DAY,
  lastContactAt: now - 2 * MINUTE,
  calledHome: true,
});

export const freshPanel = (address: string): PanelView => ({ ...panel(address), credentialsStored: false });

export const refusedPanel = (address: string): PanelView => ({
  ...panel(address),
  sentence: ERRORS['panel-password'].user,
  tone: 'bad',
  passwordRefused: true,
  trouble: { code: 'panel-password', sentence: ERRORS['panel-password'].user },
});

export const guidedPanel = (address: string): PanelView => {
  const url = address.replace(/^https?/, '$&-v5');
  return {
    ...panel(url),
    platform: 'apeos-external-access',
    platformName: 'Apeos External Access',
    way: 'guided',
    steps: [
      'On the panel of the device, sign in as its administrator.',
      'Open Settings > App Settings > External Access Settings > Register Connection, and choose a free number.',
      `As URL enter exactly: ${url}`,
      'Enter a name, such as "Print", and switch "Use connection user ID" off.',
      'Leave the settings, open the entry once, and wait for the keypad.',
      'Then look here whether the panel has called home.',
    ],
  };
};

export const browserPanel = (address: string, now: number): PanelView => ({
  ...panel(address),
  platform: 'browser',
  platformName: 'Web browser',
  way: 'address',
  sentence: 'The panel has not called home since it was set up.',
  tone: 'warn',
  installedAt: now - 4 * MINUTE,
  steps: [
    `On the screen of the device, open this address once: ${address}`,
    'Or scan the QR code, if the device has a camera.',
    'Make it the start page of the browser, or save it as a bookmark: the address holds the key by which this device is known.',
    'Touch the screen once, then look here whether the panel has called home.',
  ],
});

export const { address: _none, ...noPanel }: PanelView = {
  ...panel(''),
  platform: 'none',
  platformName: 'No panel',
  way: 'none',
  sentence: ERRORS['panel-none'].user,
};
