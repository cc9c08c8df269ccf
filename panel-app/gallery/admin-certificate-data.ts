// Made-up certificates for the console's gallery and its tests.
import type {
  AcmeView,
  CertificateChecked,
  CertificateFacts,
  CertificateView,
} from '@platen/shared/api/admin-certificate';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

export const bought = (now: number, daysLeft = 212): CertificateFacts => ({
  names: ['print.northgate.example', 'druck.northgate.example'],
  subject: 'print.northgate.example',
  issuer: 'Northgate Issuing CA 2',
  notBefore: now - (365 - daysLeft) * DAY,
  notAfter: now + daysLeft * DAY + 5 * HOUR,
  key: 'P-256',
  sha256: '3F:A1:0C:77:5E:92:B8:44:1D:E6:0B:C3:58:9A:F7:21:6D:84:EE:0A:93:B5:1C:D0:47:6B:F2:38:AC:15:E9:70',
  serial: '5A0C91E2B7',
  selfSigned: false,
  chain: ['Northgate Issuing CA 2', 'Northgate Root CA'],
});

export const selfSigned = (now: number): CertificateFacts => ({
  ...bought(now, 801),
  names: ['print-server', '10.20.0.14', 'localhost', '127.0.0.1', '::1'],
  subject: 'print-server',
  issuer: 'print-server',
  notBefore: now - 23 * DAY,
  sha256: '91:0E:44:D2:7B:65:F0:3A:C8:19:8E:57:22:BD:06:FB:74:A3:5C:E1:90:2F:68:D4:0B:97:3E:CA:51:86:1F:BB',
  selfSigned: true,
  chain: [],
});

export const renewing = (now: number): CertificateFacts => ({
  ...bought(now, 58),
  names: ['print.northgate.example'],
  issuer: 'E7',
  notBefore: now - 31 * DAY,
  chain: ['E7'],
});

export const acmeOff: AcmeView = { directory: '', email: '', names: [], bound: false, phase: 'off' };

export const acmeOn = (now: number): AcmeView => ({
  directory: 'https://acme-v02.api.letsencrypt.org/directory',
  email: 'it@northgate.example',
  names: ['print.northgate.example'],
  bound: false,
  phase: 'waiting',
  nextAt: now + 28 * DAY,
  lastOkAt: now - 31 * DAY,
});

export const acmeFailed = (now: number): AcmeView => ({
  ...acmeOn(now),
  phase: 'failed',
  nextAt: now + 4 * HOUR,
  failedAt: now - 2 * HOUR,
  problem: {
    sentence:
      'The authority could not see that the names are yours. Each has to lead to this server, and plain HTTP on port 80 has to reach it from outside.',
    detail:
      'print.northgate.example: 203.0.113.9: Fetching http://print.northgate.example/.well-known/acme-challenge/xK3: Timeout during connect (likely firewall problem)',
  },
});

const PEM = `-----BEGIN CERTIFICATE REQUEST-----
MIIBKDCBzwIBADAiMSAwHgYDVQQDDBdwcmludC5ub3J0aGdhdGUuZXhhbXBsZTBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABG0vVPpYw1Q2dWbBFY2lXUKkoc5cSHLE
-----END CERTIFICATE REQUEST-----
`;

export const certificateView = (now: number): CertificateView => ({
  now,
  httpPort: 8080,
  httpsPort: 8443,
  current: { ...selfSigned(now), from: 'platen' },
  findings: [
    {
      code: 'name-mismatch',
      level: 'warn',
      sentence:
        'It does not name print.northgate.example: browsers and panels that open this server there will warn.',
      cure: 'Use an address that it names, or have one issued for all names.',
    },
    {
      code: 'self-signed',
      level: 'note',
      sentence: 'It is self-signed: browsers warn of it until they are told to trust it.',
      cure: 'Get one from an authority, or have this one trusted by the devices of your organisation.',
    },
  ],
  suggested: ['print.northgate.example', 'print-server'],
  acme: acmeOff,
  wire: {
    passwordEntry: true,
    channel: false,
    panelOverHttp: false,
    portalOverHttp: false,
    printersOverHttp: 2,
  },
});

export const waitingRequest = (now: number): NonNullable<CertificateView['request']> => ({
  names: ['print.northgate.example', 'druck.northgate.example'],
  key: 'P-256',
  createdAt: now - 2 * HOUR,
  pem: PEM,
});

export const checkedWell = (now: number): CertificateChecked => ({
  usable: true,
  findings: [
    {
      code: 'reordered',
      level: 'note',
      sentence: 'The certificates were not in their order. They are used in the right one.',
    },
  ],
  certificate: bought(now),
  keyFrom: 'upload',
});

export const checkedBadly = (now: number): CertificateChecked => ({
  usable: false,
  findings: [
    {
      code: 'key-mismatch',
      level: 'stop',
      sentence: 'The key does not belong to the certificate.',
      cure: 'Bring the key with which this certificate was requested.',
    },
    {
      code: 'chain-incomplete',
      level: 'warn',
      sentence:
        'The certificate of Northgate Issuing CA 2, which issued it, is missing: printers, phones and some browsers will refuse it.',
      cure: 'Add the intermediate certificates of the authority. If Northgate Issuing CA 2 is an authority of your own that all devices trust, nothing is missing.',
    },
  ],
  certificate: { ...bought(now, 12), chain: [] },
});

export const checkedLocked: CertificateChecked = {
  usable: false,
  findings: [
    {
      code: 'passphrase-needed',
      level: 'stop',
      sentence: 'The key is protected by a passphrase.',
      cure: 'Type the passphrase that was set when the file was made.',
    },
  ],
};
