// The doctor on being found: each reason why a phone does not see the queue is told with its cure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from '@platen/edge-server/doctor';
import { type FindingParts, findingExams } from '@platen/edge-server/doctor/finding';

type Told = ReturnType<FindingParts['told']>;
const told: Told = {
  wanted: true,
  phase: 'told',
  host: 'srv1-print',
  names: ['Northgate'],
  links: [{ address: '10.1.2.3' }],
  virtual: [],
  missing: [],
};
const service = {
  type: '_ipps._tcp',
  instance: 'Northgate',
  host: 'srv1-print.local',
  port: 631,
  addresses: ['10.1.2.3'],
  txt: new Map<string, string>(),
};
const DOMAIN = 'office.example.com';
const INSTANCE = `Northgate._ipps._tcp.${DOMAIN}`;
const RECORDS: Readonly<Record<string, readonly string[]>> = {
  [`b._dns-sd._udp.${DOMAIN}`]: [DOMAIN],
  [`lb._dns-sd._udp.${DOMAIN}`]: [DOMAIN],
  [`_universal._sub._ipps._tcp.${DOMAIN}`]: [INSTANCE],
};

async function look(
  change: Partial<FindingParts> & { readonly state?: Partial<Told>; readonly without?: string } = {},
) {
  const { state, without, ...more } = change;
  const parts: FindingParts = {
    on: () => true,
    told: () => ({ ...told, ...state }),
    links: () => [{ address: '10.1.2.3', prefix: 24 }],
    tryOut: false,
    inContainer: () => false,
    browse: async () => ({ services: [service], troubles: [] }),
    searchDomain: () => '',
    ipps: () => 631,
    pointers: async (name) =>
      without !== undefined && name.startsWith(without) ? [] : (RECORDS[name] ?? []),
    places: async () => [{ name: 'print.example.com', port: 631 }],
    texts: async () => [['txtvers=1', 'rp=ipp/print']],
    certificateNames: () => ['print.example.com'],
    ...more,
  };
  const { signal } = new AbortController();
  const checks: Check[] = [];
  for (const { run } of findingExams(parts)) checks.push(...(await run(signal)));
  for (const { ok, cure, sentence } of checks) {
    assert.match(sentence, /\.$/);
    assert.equal(ok, cure === undefined, sentence);
  }
  return {
    bad: checks.filter(({ ok }) => !ok).map(({ id }) => id),
    text: checks.map(({ sentence, cure }) => `${sentence} ${cure ?? ''}`).join('\n'),
  };
}

test('all is well: it says where it is heard, and what does not cross routers', async () => {
  const { bad, text } = await look();
  assert.deepEqual(bad, []);
  assert.match(text, /“Northgate” is announced as srv1-print\.local and heard at 10\.1\.2\.3/);
  assert.match(text, /other networks \(VLAN, VPN\)/);
});

test('nothing is asked of a site that does not want it, and the try-out is no finding', async () => {
  assert.deepEqual((await look({ on: () => false })).text, '');
  assert.deepEqual((await look({ state: { wanted: false } })).bad, []);
  assert.deepEqual((await look({ tryOut: true, state: { links: [], phase: 'off' } })).bad, []);
});

test('only networks of containers, none at all, or one that is not there', async () => {
  const none = { links: [], phase: 'off' as const };
  assert.match(
    (await look({ state: { ...none, virtual: ['docker0 (172.17.0.1)'] } })).text,
    /docker0 \(172\.17\.0\.1\)/,
  );
  assert.match((await look({ state: none })).text, /PLATEN_HOST/);
  assert.deepEqual((await look({ state: { missing: ['eth7'] } })).bad, ['found-missing']);
});

test('a port that another program keeps, and a network without multicast', async () => {
  const taken = { links: [{ address: '10.1.2.3', trouble: 'bind EADDRINUSE 0.0.0.0:5353' }] };
  assert.match((await look({ state: taken })).text, /ss -ulpn/);
  const route = { links: [{ address: '10.1.2.3', trouble: 'addMembership ENODEV' }] };
  assert.match((await look({ state: route })).text, /ip route add/);
});

test('announced, but not even heard here: the firewall', async () => {
  const { bad, text } = await look({ browse: async () => ({ services: [], troubles: [] }) });
  assert.deepEqual(bad, ['found']);
  assert.match(text, /UDP port 5353/);
});

test('announced in a container’s own network: no phone is there', async () => {
  const state = { links: [{ address: '172.17.0.2' }] };
  const { bad, text } = await look({ inContainer: () => true, state });
  assert.deepEqual(bad, ['found']);
  assert.match(text, /--network host/);
  assert.deepEqual(
    (await look({ inContainer: () => false, state })).bad,
    [],
    'a site may use that network itself',
  );
});

test('the records of the search domain: each that is missing is named', async () => {
  const at = { searchDomain: () => DOMAIN };
  assert.match((await look(at)).text, /finds the queue: it leads to print\.example\.com, port 631/);
  assert.match((await look({ ...at, without: 'lb.' })).text, /lb\._dns-sd\._udp/);
  assert.match((await look({ ...at, without: '_universal' })).text, /_universal\._sub/);
  assert.match((await look({ ...at, places: async () => [] })).text, /no SRV record/);
  assert.match((await look({ ...at, texts: async () => [] })).text, /no TXT record/);
});

test('records that lead elsewhere, were changed on their way, or to a name the certificate lacks', async () => {
  const at = { searchDomain: () => DOMAIN };
  assert.deepEqual((await look({ ...at, ipps: () => 8443 })).bad, ['records-port']);
  assert.deepEqual((await look({ ...at, texts: async () => [['txtvers=1 rp=ipp/print']] })).bad, [
    'records-text',
  ]);
  assert.deepEqual((await look({ ...at, certificateNames: () => ['srv1'] })).bad, ['records-name']);
  assert.deepEqual((await look({ ...at, certificateNames: () => ['*.example.com'] })).bad, []);
});
