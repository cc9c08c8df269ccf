// The programs of the operating system that tests and benchmarks need, and how to get them on Debian and Ubuntu.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findCommand } from './find-command.mjs';
import { runCommand } from './run-command.mjs';

const program =
  (...names) =>
  () =>
    findCommand(...names) !== undefined;

/** `name` is the Debian package, `present` tells whether what we need of it is here, `purpose` completes "for ...". */
const PACKAGES = [
  {
    name: 'build-essential',
    present: () => program('make')() && program('g++')(),
    purpose: 'compiling the SQLite driver',
  },
  { name: 'python3', present: program('python3'), purpose: 'compiling the SQLite driver' },
  {
    // Before the packages of npm are installed: `kerberos` is compiled against it, and left out where it is missing.
    name: 'libkrb5-dev',
    present: () => existsSync('/usr/include/gssapi/gssapi.h'),
    purpose: 'compiling what takes Kerberos tickets',
  },
  {
    name: 'openssl',
    present: program('openssl'),
    purpose: 'certificates and TLS as others make and see them',
  },
  {
    name: 'chromium',
    present: program('chromium', 'chromium-browser', 'google-chrome'),
    purpose: 'browser tests',
  },
  { name: 'firefox-esr', present: program('firefox-esr', 'firefox'), purpose: 'a second browser' },
  { name: 'webkit2gtk-driver', present: program('WebKitWebDriver'), purpose: 'a third browser' },
  { name: 'xvfb', present: program('Xvfb'), purpose: 'a screen for the third browser' },
  {
    name: 'python3-pyqt5.qtwebkit',
    present: () => existsSync('/usr/share/doc/python3-pyqt5.qtwebkit'),
    purpose: 'a browser as old as those of many panels',
  },
  { name: 'cups', present: program('cupsd'), purpose: 'printing against a real CUPS' },
  {
    name: 'cups-client',
    present: () => program('lp')() && program('lpadmin')(),
    purpose: 'printing against a real CUPS',
  },
  {
    name: 'cups-ipp-utils',
    present: () => program('ippeveprinter')() && program('ipptool')(),
    purpose: 'a real IPP printer',
  },
  { name: 'p910nd', present: program('p910nd'), purpose: 'a real raw printer port' },
  { name: 'openbsd-inetd', present: program('inetd'), purpose: 'the LPD server of CUPS' },
  {
    name: 'dbus',
    present: program('dbus-daemon'),
    purpose: 'ippeveprinter, which does not start without a bus',
  },
  {
    name: 'postgresql',
    present: () => program('postgres')() && program('initdb')(),
    purpose: 'the PostgreSQL engine',
  },
  {
    name: 'dovecot-imapd',
    present: () => existsSync('/usr/lib/dovecot/imap'),
    purpose: 'a real mail server to read from',
  },
  {
    name: 'dovecot-pop3d',
    present: () => existsSync('/usr/lib/dovecot/pop3'),
    purpose: 'a real mail server to read from',
  },
  {
    name: 'dovecot-lmtpd',
    present: () => existsSync('/usr/lib/dovecot/lmtp'),
    purpose: 'mail that arrives',
  },
  { name: 'postfix', present: program('postfix'), purpose: 'a real mail server to send through' },
  { name: 'fetchmail', present: program('fetchmail'), purpose: 'a peer in the mail benchmark' },
  { name: 'swaks', present: program('swaks'), purpose: 'a mail program that is not ours' },
  {
    name: 'libnet-ssleay-perl',
    present: () => existsSync('/usr/share/doc/libnet-ssleay-perl'),
    purpose: 'swaks over TLS',
  },
  {
    name: 'davmail-server',
    present: () => existsSync('/usr/share/davmail/davmail.jar'),
    purpose: 'a client of Exchange Web Services that is not ours',
  },
  { name: 'default-jre-headless', present: program('java'), purpose: 'DavMail' },
  { name: 'curl', present: program('curl'), purpose: 'sending mail through DavMail' },
  { name: 'slapd', present: program('slapd'), purpose: 'a real LDAP directory' },
  { name: 'ldap-utils', present: program('ldapsearch'), purpose: 'directories that want Kerberos' },
  { name: 'samba', present: program('samba-tool'), purpose: 'a real Active Directory' },
  { name: 'rlpr', present: program('rlpr'), purpose: 'printing to our LPR queues' },
  { name: 'smbclient', present: program('smbclient'), purpose: 'printing to a share of Samba' },
  { name: 'samba-ad-dc', present: program('samba'), purpose: 'a real Active Directory' },
  {
    name: 'samba-ad-provision',
    present: () => existsSync('/usr/share/samba/setup/provision.ldif'),
    purpose: 'a real Active Directory',
  },
  {
    name: 'samba-dsdb-modules',
    present: () => existsSync('/usr/share/doc/samba-dsdb-modules'),
    purpose: 'a real Active Directory',
  },
  { name: 'winbind', present: program('winbindd'), purpose: 'a real Active Directory' },
  { name: 'krb5-user', present: program('kinit'), purpose: 'tickets of Kerberos' },
  {
    name: 'libsasl2-modules-gssapi-mit',
    present: () => existsSync('/usr/share/doc/libsasl2-modules-gssapi-mit'),
    purpose: 'directories that want Kerberos',
  },
  { name: 'snmpd', present: program('snmpd'), purpose: 'a real SNMP agent' },
  { name: 'avahi-daemon', present: program('avahi-daemon'), purpose: 'a real DNS-SD answerer' },
  { name: 'avahi-utils', present: program('avahi-browse'), purpose: 'looking for printers as others do' },
  {
    name: 'libnss-mdns',
    present: () => existsSync('/usr/share/doc/libnss-mdns'),
    purpose: 'names that end with .local, as the computers of people resolve them',
  },
  {
    name: 'cups-browsed',
    present: program('cups-browsed'),
    purpose: 'a CUPS that finds printers by itself',
  },
  { name: 'bind9-utils', present: program('named-checkzone'), purpose: 'zones as BIND reads them' },
  { name: 'dnsmasq-base', present: program('dnsmasq'), purpose: 'a real DNS server' },
  { name: 'qpdf', present: program('qpdf'), purpose: 'a second opinion on PDF files' },
  { name: 'poppler-utils', present: program('pdftotext'), purpose: 'reading what was printed' },
  {
    name: 'fonts-liberation',
    present: () => existsSync('/usr/share/fonts/truetype/liberation'),
    purpose: 'pages that look alike everywhere',
  },
  {
    name: 'fonts-dejavu-core',
    present: () => existsSync('/usr/share/fonts/truetype/dejavu'),
    purpose: 'pages that look alike everywhere',
  },
  { name: 'bubblewrap', present: program('bwrap'), purpose: 'the sandbox of converters' },
  {
    name: 'libreoffice-writer-nogui',
    present: () => program('soffice')() && existsSync('/usr/lib/libreoffice/program/libswlo.so'),
    purpose: 'converting texts',
  },
  {
    name: 'libreoffice-calc-nogui',
    present: () => existsSync('/usr/lib/libreoffice/program/libsclo.so'),
    purpose: 'converting spreadsheets',
  },
  {
    name: 'libreoffice-impress-nogui',
    present: () => existsSync('/usr/lib/libreoffice/program/libsdlo.so'),
    purpose: 'converting presentations',
  },
  {
    name: 'python3-uno',
    present: () => existsSync('/usr/lib/python3/dist-packages/uno.py'),
    purpose: 'driving LibreOffice',
  },
  { name: 'libgxps-utils', present: program('xpstopdf'), purpose: 'converting XPS' },
  { name: 'ghostscript', present: program('gs'), purpose: 'converting PostScript, and a reference' },
  { name: 'mupdf-tools', present: program('mutool'), purpose: 'a reference renderer' },
  {
    name: 'fonts-crosextra-carlito',
    present: () => existsSync('/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf'),
    purpose: 'documents written in Calibri',
  },
  {
    name: 'fonts-crosextra-caladea',
    present: () => existsSync('/usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf'),
    purpose: 'documents written in Cambria',
  },
];

const hasApt = () => process.platform === 'linux' && findCommand('apt-get') !== undefined;
const isRoot = () => process.getuid?.() === 0;

// Packages with daemons start them at once; a test machine needs the program, not a CUPS or PostgreSQL of its own running.
const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_TEXT = '#!/bin/sh\n# Written by Platen for the time of one installation.\nexit 101\n';

const withoutStartingDaemons = async (work) => {
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, POLICY_TEXT, { mode: 0o755 });
  try {
    return await work();
  } finally {
    if (ours && readFileSync(POLICY, 'utf8') === POLICY_TEXT) rmSync(POLICY);
  }
};

// DPkg::Lock::Timeout: another apt (a nightly update) may hold the lock for a while.
const APT_OPTIONS = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];

const aptInstall = async (names) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  // A package list that cannot be refreshed may still be good enough, so the install decides.
  const update = await runCommand('apt-get', ['update', '-q'], { env });
  const install = (some) => runCommand('apt-get', ['install', ...APT_OPTIONS, ...some], { env });
  return await withoutStartingDaemons(async () => {
    const together = await install(names);
    if (together.code === 0) return '';
    // One name that this release does not know (Ubuntu has no firefox-esr) keeps all others out.
    const failures = [];
    for (const name of names) {
      const { code, output } = await install([name]);
      if (code !== 0) failures.push(output);
    }
    return failures.length === 0 ? '' : [update.output, ...failures].join('\n');
  });
};

const describe = (missing) => missing.map(({ name, purpose }) => `${name} (for ${purpose})`).join(', ');

/**
 * Installs what is missing of the named packages (all of them without `names`) where that is possible: on Debian or
 * Ubuntu, as root. Resolves with `{ missing, output }`: the names still missing, and why.
 */
export const installSystemPackages = async ({ names, say }) => {
  const wanted = PACKAGES.filter(({ name }) => names === undefined || names.includes(name));
  const missing = wanted.filter(({ present }) => !present());
  if (missing.length === 0) return { missing: [], output: '' };
  if (!hasApt() || !isRoot()) {
    const how = hasApt() ? ` As root: apt-get install ${missing.map(({ name }) => name).join(' ')}` : '';
    return { missing: missing.map(({ name }) => name), output: `Missing here: ${describe(missing)}.${how}` };
  }
  say(`Installing system packages: ${missing.map(({ name }) => name).join(', ')}.`);
  const failure = await aptInstall(missing.map(({ name }) => name));
  const still = missing.filter(({ present }) => !present());
  const sentence = still.length === 0 ? '' : `Could not be installed: ${describe(still)}.`;
  return { missing: still.map(({ name }) => name), output: [failure, sentence].filter(Boolean).join('\n') };
};
