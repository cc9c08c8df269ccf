// platen mail add: an account that mail is taken from or sent through; it is tried at once.
import { readFile } from 'node:fs/promises';
import { AdminMailAccount } from '@platen/shared/api/admin-mail';
import { MAIL_KINDS, MAIL_SECURITIES } from '@platen/shared/mail';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { defineCommand, type OptionValues } from '../command.ts';
import { testMail } from '../mail-test.ts';
import { readSecret } from '../read-secret.ts';

const OPTIONS = {
  kind: { value: 'WORD', help: `${MAIL_KINDS.join(', ')}. Needed.` },
  host: { value: 'HOST', help: 'The server; for ews the address of Exchange.asmx. Not needed for graph.' },
  name: { value: 'NAME', help: 'What the console calls it; else the address.' },
  send: { help: 'Mail is sent through it. Without it ews and graph receive; smtp always sends.' },
  port: { value: 'N', help: 'Where the server listens, if not where it usually does.' },
  security: { value: 'WORD', help: `${MAIL_SECURITIES.join(', ')}; tls unless told, starttls for smtp.` },
  user: { value: 'NAME', help: 'Whom to sign in as; else the address.' },
  'password-file': {
    value: 'FILE',
    help: 'Where the password or client secret stands, in the first line; - is standard input. Without it you are asked.',
  },
  'no-sign-in': { help: 'A relay that asks for no password (smtp only).' },
  'client-id': { value: 'ID', help: 'OAuth 2 with client credentials: who asks for tokens.' },
  tenant: { value: 'ID', help: 'OAuth 2: the directory of Microsoft 365.' },
  'token-url': { value: 'URL', help: 'OAuth 2: where tokens are given out, if it is not Microsoft.' },
  scope: { value: 'TEXT', help: 'OAuth 2: the scope to ask for.' },
  mailbox: { value: 'ADDRESS', help: 'The mailbox to open where another one signs in (ews, graph).' },
  folder: { value: 'NAME', help: 'Where mail is taken from; else INBOX.' },
  'processed-folder': { value: 'NAME', help: 'Where taken mail is moved; else it is deleted.' },
  'refused-folder': { value: 'NAME', help: 'Where mail goes that may not print or cannot be read.' },
  'authserv-id': {
    value: 'NAME',
    help: 'The mail server whose Authentication-Results are believed (RFC 8601).',
  },
  pin: {
    value: 'SHA256',
    help: "Fingerprint of the server's certificate, where the system does not trust it.",
  },
  'ca-file': { value: 'FILE', help: "Certificates to trust instead of the system's, as PEM." },
} as const;

export const mailAdd = defineCommand({
  name: 'mail add',
  summary: 'Add an account to take mail from or to send it through.',
  positionals: [{ name: 'ADDRESS' }],
  options: OPTIONS,
  notes: [
    'The account is tried right after it was added; it stays when that fails. Sending and receiving need two mailboxes.',
    'Example: platen mail add print@example.org --kind imap --host imap.example.org --processed-folder Printed',
    'Example: platen mail add print-answers@example.org --kind smtp --host smtp.example.org --port 587',
  ],
  run: async (call) => {
    const [address = ''] = call.given;
    const { options } = call;
    const kind = MAIL_KINDS.find((known) => known === options.kind);
    if (kind === undefined) {
      throw usageError(
        options.kind === undefined ? '--kind is missing.' : `There is no kind "${options.kind}".`,
        `One of: ${MAIL_KINDS.join(', ')}.`,
      );
    }
    const sends = kind === 'smtp' || options.send;
    const settings = await settingsOf(options, kind === 'graph', address);
    const secret =
      settings.auth === 'none'
        ? undefined
        : await readSecret(options['password-file'], 'Password or client secret: ');
    const account = await call.api.post(
      '/api/admin/mail/accounts',
      {
        name: options.name ?? address,
        kind,
        receives: !sends,
        sends,
        address,
        settings,
        ...(secret === undefined ? {} : { secret }),
      },
      AdminMailAccount,
    );
    call.say(`Added ${account.name} as ${account.id}. Trying it ...`);
    const { tested, lines, failures } = await testMail(call.api, { id: account.id });
    return { json: { account, tested }, lines, failures };
  },
});

type Options = OptionValues<typeof OPTIONS>;

async function settingsOf(options: Options, isGraph: boolean, address: string) {
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port <= 65_535)) {
    throw usageError(`--port is "${options.port}".`, 'Give a number from 1 to 65535.');
  }
  const security = MAIL_SECURITIES.find((known) => known === options.security);
  if (options.security !== undefined && security === undefined) {
    throw usageError(`There is no security "${options.security}".`, `One of: ${MAIL_SECURITIES.join(', ')}.`);
  }
  const auth = options['no-sign-in']
    ? ('none' as const)
    : options['client-id'] !== undefined || isGraph
      ? ('oauth2' as const)
      : ('password' as const);
  const caFile = options['ca-file'];
  const settings = {
    auth,
    port,
    security,
    host: options.host,
    user: options.user ?? (auth === 'none' || isGraph ? undefined : address),
    folder: options.folder,
    processedFolder: options['processed-folder'],
    refusedFolder: options['refused-folder'],
    tokenUrl: options['token-url'],
    tenant: options.tenant,
    clientId: options['client-id'],
    scope: options.scope,
    mailbox: options.mailbox,
    tlsPin: options.pin,
    ca: caFile === undefined ? undefined : await readText(caFile),
    authservId: options['authserv-id'],
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Pick<
    typeof settings,
    'auth'
  >;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `${path} cannot be read.`;
    throw new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing was sent.', cause });
  }
}
