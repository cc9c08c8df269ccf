// "How people get the queue" as scenes.
import type { AdminPrintFinding } from '@platen/shared/api/admin-print-finding';
// Loaded at once, so that a picture need not wait for it.
import '../src/admin/parts/print-finding.ts';
import type { AdminScene } from './admin-fake.ts';
import type { AdminPicture } from './admin-picture.ts';

const PATH = 'GET /api/admin/print-finding*';
const bind = `$ORIGIN northgate.example.
b._dns-sd._udp 3600 IN PTR @
db._dns-sd._udp 3600 IN PTR @
lb._dns-sd._udp 3600 IN PTR @
_services._dns-sd._udp 3600 IN PTR _ipps._tcp
_ipps._tcp 3600 IN PTR Northgate._ipps._tcp
_universal._sub._ipps._tcp 3600 IN PTR Northgate._ipps._tcp
_print._sub._ipps._tcp 3600 IN PTR Northgate._ipps._tcp
Northgate._ipps._tcp 3600 IN SRV 0 0 631 print.northgate.example.
Northgate._ipps._tcp 3600 IN TXT ( "txtvers=1"
    "qtotal=1"
    "rp=ipp/print"
    "ty=Platen"
    "note=Any printer, with your code"
    "pdl=application/pdf,image/urf,image/pwg-raster"
    "Color=T"
    "Duplex=T"
    "air=username,password"
    "TLS=1.2" )
`;

export const printFinding: AdminPrintFinding = {
  on: true,
  name: 'Northgate',
  address: 'ipps://print.northgate.example/ipp/print',
  asks: 'code',
  profile: '/api/print.mobileconfig',
  told: {
    wanted: true,
    phase: 'told',
    host: 'srv1-print.local',
    names: ['Northgate'],
    links: [{ address: '10.1.2.3' }, { address: '10.9.0.3' }],
    virtual: ['docker0 (172.17.0.1)'],
    missing: [],
  },
  records: {
    domain: 'northgate.example',
    host: 'print.northgate.example',
    bind,
    windows:
      "$zone = 'northgate.example'\r\nAdd-DnsServerResourceRecord -ZoneName $zone -Name 'b._dns-sd._udp'\r\n",
    dnsmasq: 'ptr-record=b._dns-sd._udp.northgate.example,northgate.example\n',
  },
};

const scene = (finding: AdminPrintFinding): AdminScene => ({
  answers: {
    [PATH]: () => new Response(JSON.stringify(finding), { headers: { 'Content-Type': 'application/json' } }),
  },
});
const { records: _, ...rest } = printFinding;
const hash = '#printers=ways';

export const PRINT_FINDING_PICTURES: readonly AdminPicture[] = [
  { name: 'printers-ways', scene: scene(printFinding), hash },
  { name: 'printers-ways-windows', scene: scene(printFinding), hash, steps: [['Windows']] },
  {
    name: 'printers-ways-trouble',
    scene: scene({
      ...rest,
      noRecords: 'no-name',
      told: {
        ...printFinding.told,
        links: [{ address: '10.1.2.3' }, { address: '10.9.0.3', trouble: 'bind EADDRINUSE 0.0.0.0:5353' }],
        missing: ['eth7'],
      },
    }),
    hash,
  },
  {
    name: 'printers-ways-nowhere',
    scene: scene({
      ...rest,
      noRecords: 'bad-domain',
      told: { ...printFinding.told, phase: 'off', links: [], names: [] },
    }),
    hash,
  },
  { name: 'printers-ways-off', scene: scene({ ...rest, on: false, noRecords: 'off' }), hash },
];
