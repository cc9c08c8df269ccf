// platen samba-config: a print share for Samba, ready to be put into smb.conf. What is printed there goes through "platen submit".
import { resolve } from 'node:path';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

/** The share's name as Windows shows it. */
const SHARE = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}$/;
/** What may stand in a line of smb.conf between single quotes of a shell: no quote, no percent, no line end. */
const WORD = /^[^'"%\r\n;&|`$\\]{1,500}$/;

export const sambaConfig = defineCommand({
  name: 'samba-config',
  summary: 'Print a ready share for Samba: what is printed there waits for its user.',
  positionals: [],
  options: {
    share: { value: 'NAME', help: 'Its name; else "print".' },
    domain: { value: 'DOMAIN', help: 'Put behind bare user names: anna becomes anna@DOMAIN.' },
    spool: { value: 'FOLDER', help: 'Where Samba puts what comes; else /var/spool/platen-samba.' },
    account: { value: 'NAME', help: "The system's account that hands documents over; else platen." },
    access: {
      value: 'FILE',
      help: 'Of "platen submit --access", for a Samba that has no access to the data folder.',
    },
    guests: {
      help: 'Lets people print without a password: whoever names somebody else prints as that person.',
    },
  },
  notes: [
    'Put the output into /etc/samba/smb.conf, make the spool folder, and reload Samba:',
    'install -d -m 1777 /var/spool/platen-samba && testparm -s && smbcontrol all reload-config',
    'Nothing stays in the spool. A document that is not taken (a name that is no account here, a server that stays away) is told in the log of Samba.',
    'Example: platen samba-config --domain example.org',
  ],
  run: (call) => {
    const {
      share = 'print',
      domain = '',
      spool = '/var/spool/platen-samba',
      account = 'platen',
      access,
    } = call.options;
    if (!SHARE.test(share)) throw usageError('--share is no name for a share.');
    for (const [name, value] of Object.entries({
      domain,
      spool,
      account,
      access,
      'data-dir': call.dataDir,
    })) {
      if (value !== undefined && value !== '' && !WORD.test(value))
        throw usageError(
          `--${name} holds a character that smb.conf and a shell would read as more than a name.`,
        );
    }
    const words = [
      // This very program: Samba's own PATH may lead elsewhere.
      ...[process.execPath, ...process.execArgv, process.argv[1] ?? 'platen'].map(quoted),
      'submit',
      `'%s'`,
      // In one word with its option: a title that begins with a dash is a title.
      `'--user=%U'`,
      ...(domain === '' ? [] : ['--domain', quoted(domain)]),
      `'--title=%J'`,
      '--from-share',
      ...(access === undefined
        ? call.dataDir === undefined
          ? []
          : ['--data-dir', quoted(resolve(call.dataDir))]
        : ['--access', quoted(resolve(access))]),
    ];
    const command = `${words.join(' ')}; e=$?; rm -f '%s'; exit $e`;
    const lines = shareLines({ share, spool, account, guests: call.options.guests, command });
    return Promise.resolve({ json: { config: lines.join('\n') }, lines });
  },
});

const quoted = (word: string): string => (/^[A-Za-z0-9_./:=@-]+$/.test(word) ? word : `'${word}'`);

function shareLines(one: {
  readonly share: string;
  readonly spool: string;
  readonly account: string;
  readonly guests: boolean;
  readonly command: string;
}): string[] {
  return [
    '# Into [global]. Windows and Macs encrypt and sign by themselves; older ones are kept out.',
    '#   server min protocol = SMB2_10',
    '#   smb encrypt = required',
    '#   load printers = no',
    '#   disable spoolss = no',
    ...(one.guests ? ['#   map to guest = Bad User'] : []),
    '',
    `[${one.share}]`,
    '   comment = Waits for you at any printer',
    '   printable = yes',
    '   browseable = yes',
    `   path = ${one.spool}`,
    `   guest ok = ${one.guests ? 'yes' : 'no'}`,
    '   # The account that may reach Platen; whose document it is says %U below.',
    `   force user = ${one.account}`,
    '   # Samba knows nothing of the printers: its own words of them are empty.',
    '   printing = sysv',
    '   lpq command = /bin/true',
    '   lprm command = /bin/true',
    '   use client driver = yes',
    '   default devmode = yes',
    '   # %s: the spool file, in the folder above. %U: who is signed in. %J: the title; Samba takes single quotes out of it.',
    `   print command = ${one.command}`,
  ];
}
