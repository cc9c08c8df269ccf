// platen directory add: looks at a server, fills in what it tells, and connects it as a directory.
import { readFile } from 'node:fs/promises';
import { AdminDirectory, DirectoryLooked } from '@platen/shared/api/admin-directory';
import { DIRECTORY_BINDS, DIRECTORY_SECURITIES, type DirectorySettings } from '@platen/shared/directory';
import { usualPort } from '@platen/shared/directory-presets';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { defineCommand, type OptionValues } from '../command.ts';
import { testDirectory } from '../directory-test.ts';
import { readSecret } from '../read-secret.ts';

const KINDS = ['active-directory', 'openldap', 'other'] as const;
const OPTIONS = {
  name: { value: 'NAME', help: 'What the console calls it; else the domain or the host.' },
  kind: { value: 'WORD', help: `${KINDS.join(', ')}; else as it looks.` },
  port: { value: 'N', help: 'Where it listens, if not where directories usually do.' },
  security: { value: 'WORD', help: `${DIRECTORY_SECURITIES.join(', ')}; ldaps unless told.` },
  bind: { value: 'WORD', help: `${DIRECTORY_BINDS.join(', ')}; simple unless told.` },
  user: { value: 'NAME', help: 'The account that searches: its DN or principal name.' },
  'password-file': {
    value: 'FILE',
    help: 'Where its password stands, in the first line; - is standard input. Without it you are asked.',
  },
  base: { value: 'DN', help: 'The container people are in; else what the directory names first.' },
  filter: { value: 'FILTER', help: 'LDAP filter of the people; else everybody with an address.' },
  domain: { value: 'NAME', help: 'DNS name of the domain, as in anna@ad.example.org.' },
  'short-domain': { value: 'NAME', help: 'Short name of the domain, as in EXAMPLE\\anna.' },
  pin: { value: 'SHA256', help: 'Fingerprint of its certificate, where the system does not trust it.' },
  'ca-file': { value: 'FILE', help: 'The authority that signed its certificate, as PEM.' },
} as const;

export const directoryAdd = defineCommand({
  name: 'directory add',
  summary: 'Connect an LDAP directory or Active Directory.',
  positionals: [{ name: 'HOST' }],
  options: OPTIONS,
  notes: [
    'The server is looked at first, without any password; it is tried right after it was added, and stays when that fails.',
    'Example: platen directory add dc1.ad.example.org --user platen-reader@ad.example.org',
    'Example: platen directory add ldap.example.org --security starttls --user cn=reader,dc=example,dc=org',
  ],
  run: async (call) => {
    const [host = ''] = call.given;
    const { options } = call;
    const security = chosen('--security', options.security, DIRECTORY_SECURITIES);
    const kind = chosen('--kind', options.kind, KINDS);
    const bind = chosen('--bind', options.bind, DIRECTORY_BINDS);
    const port = options.port === undefined ? undefined : Number(options.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port <= 65_535)) {
      throw usageError(`--port is "${options.port}".`, 'Give a number from 1 to 65535.');
    }
    const look = {
      host,
      ...(port === undefined ? {} : { port }),
      ...(security === undefined ? {} : { security }),
      ...(options.pin === undefined ? {} : { tlsPin: options.pin }),
    };
    const { proposal } = await call.api.post('/api/admin/directories/look', look, DirectoryLooked);
    const settings = await settingsOf(options, {
      ...proposal,
      ...(kind === undefined ? {} : { kind }),
      ...(bind === undefined ? {} : { bind }),
      ...(security === undefined ? {} : { security, port: port ?? usualPort(security) }),
    });
    if (settings.bind !== 'anonymous' && settings.bindName === undefined) {
      throw usageError('--user is missing.', 'Give the account that searches, or --bind anonymous.');
    }
    const secret =
      settings.bind === 'anonymous'
        ? undefined
        : await readSecret(options['password-file'], 'Password of the account that searches: ');
    const name = options.name ?? settings.domain ?? host;
    const directory = await call.api.post(
      '/api/admin/directories',
      { name, settings, ...(secret === undefined ? {} : { secret }) },
      AdminDirectory,
    );
    call.say(`Connected ${directory.name} as ${directory.id}. Trying it ...`);
    const { tested, lines, failures } = await testDirectory(call.api, { id: directory.id });
    return { json: { directory, tested }, lines, failures };
  },
});

async function settingsOf(
  options: OptionValues<typeof OPTIONS>,
  proposal: DirectorySettings,
): Promise<DirectorySettings> {
  const { user, base, filter, domain, pin } = options;
  const shortDomain = options['short-domain'];
  const caFile = options['ca-file'];
  const authority = caFile === undefined ? undefined : await readText(caFile);
  return {
    ...proposal,
    ...(user === undefined ? {} : { bindName: user }),
    ...(base === undefined ? {} : { bases: [base] }),
    ...(filter === undefined ? {} : { filter }),
    ...(domain === undefined ? {} : { domain }),
    ...(shortDomain === undefined ? {} : { shortDomain }),
    ...(pin === undefined ? {} : { tlsPin: pin }),
    ...(authority === undefined ? {} : { authority }),
  };
}

function chosen<T extends string>(
  option: string,
  typed: string | undefined,
  words: readonly T[],
): T | undefined {
  const word = words.find((one) => one === typed);
  if (typed !== undefined && word === undefined) {
    throw usageError(`${option} is "${typed}".`, `One of: ${words.join(', ')}.`);
  }
  return word;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `${path} cannot be read.`;
    throw new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing was sent.', cause });
  }
}
