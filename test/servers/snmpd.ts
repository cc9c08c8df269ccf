// A throw-away snmpd (net-snmp) on loopback that plays a printer from objects given to it, for v1, v2c and v3 users of every kind.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSnmp } from '@platen/edge-server/protocols/snmp/session';
import type { SnmpBinding } from '@platen/edge-server/protocols/snmp/value';
import type { SnmpAuthProtocol, SnmpPrivProtocol, SnmpUserAccess } from '@platen/shared/device-credentials';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type Snmpd = {
  readonly port: number;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

export type SnmpdOptions = {
  readonly objects: readonly SnmpBinding[];
  readonly users?: readonly SnmpUserAccess[];
};

const AUTH: Readonly<Record<SnmpAuthProtocol, string>> = {
  md5: 'MD5',
  sha1: 'SHA',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** AES-256-C is the key stretched as Cisco does it, which is Reeder's way. */
const PRIV: Readonly<Record<SnmpPrivProtocol, string>> = {
  des: 'DES',
  aes128: 'AES',
  'aes256-blumenthal': 'AES-256',
  'aes256-reeder': 'AES-256-C',
};

const userLines = ({ user, auth, priv }: SnmpUserAccess): string => {
  const keys = [
    ...(auth === undefined ? [] : [AUTH[auth.protocol], `"${auth.key}"`]),
    ...(priv === undefined ? [] : [PRIV[priv.protocol], `"${priv.key}"`]),
  ].join(' ');
  const level = priv !== undefined ? 'priv' : auth !== undefined ? 'auth' : 'noauth';
  return `createUser ${user} ${keys}\nrouser ${user} ${level}\n`;
};

/** Parts of snmpd that are left out: SMUX, which listens on TCP, and what tells of this machine's own devices. */
const OWN_MODULES = [
  'smux',
  'hr_device',
  'hr_print',
  'hr_network',
  'hr_proc',
  'hr_other',
  'hr_disk',
  'hr_partition',
];

/** The roots that are answered from the objects; snmpd itself knows the rest. */
const ROOTS = ['1.3.6.1.2.1.25.3.2.1', '1.3.6.1.2.1.25.3.5.1', '1.3.6.1.2.1.43', '1.3.6.1.4.1.2699'] as const;

/** Talks pass_persist (snmpd.conf(5)) over stdin and stdout. It runs in an interpreter of its own, so it is plain JavaScript. */
const REPLAY = `
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const objects = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const numbers = (oid) => oid.replace(/^\\./, '').split('.').map(Number);
const compare = (a, b) => {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return a[at] - b[at];
  return a.length - b.length;
};
const known = objects.map((object) => ({ ...object, numbers: numbers(object.oid) })).sort((a, b) => compare(a.numbers, b.numbers));
const show = (found) => console.log(found === undefined ? 'NONE' : '.' + found.oid + '\\n' + found.type + '\\n' + found.text);
let asked;
createInterface({ input: process.stdin }).on('line', (line) => {
  if (asked === undefined) {
    if (line === 'PING') console.log('PONG');
    else asked = line;
    return;
  }
  const oid = numbers(line);
  if (asked === 'get') show(known.find((object) => compare(object.numbers, oid) === 0));
  else show(known.find((object) => compare(object.numbers, oid) > 0));
  asked = undefined;
}).on('close', () => process.exit());
`;

/** Its three words for each type; undefined for what it cannot pass on. */
const passed = ({ oid, value }: SnmpBinding): { oid: string; type: string; text: string } | undefined => {
  switch (value.type) {
    case 'integer':
      return { oid, type: 'integer', text: String(value.value) };
    case 'counter':
      return { oid, type: 'counter', text: String(value.value) };
    case 'gauge':
      return { oid, type: 'gauge', text: String(value.value) };
    case 'ticks':
      return { oid, type: 'timeticks', text: String(value.value) };
    case 'octets':
      return { oid, type: 'octet', text: value.value.toString('hex').replace(/(..)(?=.)/g, '$1 ') };
    case 'oid':
      return { oid, type: 'objectid', text: `.${value.value}` };
    default:
      return undefined;
  }
};

const freeUdpPort = async (): Promise<number> => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(() => closed()));
  return port;
};

export const startSnmpd = async ({ objects, users = [] }: SnmpdOptions): Promise<Snmpd> => {
  const home = await tempDir('snmpd');
  const file = (name: string): string => join(home.path, name);
  const port = await freeUdpPort();
  const text = (oid: string): string => {
    const value = objects.find((object) => object.oid === oid)?.value;
    return value?.type === 'octets' ? value.value.toString('utf8') : value?.type === 'oid' ? value.value : '';
  };
  await writeFile(file('objects.json'), JSON.stringify(objects.map(passed).filter((object) => object)));
  await writeFile(file('replay.mjs'), REPLAY);
  const replay = `${process.execPath} ${file('replay.mjs')} ${file('objects.json')}`;
  await writeFile(
    file('snmpd.conf'),
    `rocommunity public 127.0.0.1
sysDescr ${text('1.3.6.1.2.1.1.1.0')}
sysObjectID .${text('1.3.6.1.2.1.1.2.0')}
sysName ${text('1.3.6.1.2.1.1.5.0')}
${ROOTS.map((root) => `pass_persist .${root} ${replay}\n`).join('')}${users.map(userLines).join('')}`,
  );
  // Without a persistent directory of its own the users would be written to the system's.
  const daemon = await startDaemon({
    command: 'snmpd',
    args: [
      '-f',
      '-Lo',
      '-C',
      '-c',
      file('snmpd.conf'),
      '-I',
      `-${OWN_MODULES.join(',')}`,
      `udp:127.0.0.1:${port}`,
    ],
    logFile: file('output'),
    env: { SNMP_PERSISTENT_DIR: file('var'), SNMPCONFPATH: home.path, MIBS: '' },
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'snmpd');
        const session = openSnmp({ host: '127.0.0.1', port, access: { version: '2c', community: 'public' } });
        try {
          return !('code' in (await session.get(['1.3.6.1.2.1.1.1.0'])));
        } finally {
          session.close();
        }
      },
      { what: 'snmpd to answer' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, log: daemon.log, stop };
};
