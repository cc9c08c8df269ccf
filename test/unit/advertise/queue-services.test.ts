// What DNS-SD tells of a queue: the words clients look for, from the same offer as the printer attributes, each within its bounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OfferedQueue, queueServices, queueTxt } from '@platen/edge-server/advertise/queue-services';
import { queueOffer } from '@platen/edge-server/flow/intake/ipp/queue-offer';
import { encodeTxt } from '@platen/edge-server/protocols/mdns/service-records';

const A4 = 'iso_a4_210x297mm';
const queue: OfferedQueue = {
  name: 'Follow me',
  path: 'ipp/print',
  uuid: '01234567-89ab-8def-a123-456789abcdef',
  note: 'Any printer, with your code',
  offer: queueOffer([], A4),
  formats: ['application/pdf', 'image/urf', 'image/pwg-raster', 'image/jpeg'],
  authentication: 'basic',
};
const site = { host: 'srv-print', webPort: 443 };
const grey = {
  makeAndModel: 'Made-up',
  formats: ['application/pdf'],
  sides: ['one-sided' as const],
  printColorModes: ['monochrome' as const],
  finishings: [3, 4, 20, 74],
  mediaReady: [{ media: A4, width: 21_000, height: 29_700 }],
} as never as Parameters<typeof queueOffer>[0][number];

test('every key is there that AirPrint, IPP Everywhere and Mopria look for, and none claims a certificate', () => {
  const txt = queueTxt(queue, site);
  const keys = [
    'txtvers',
    'qtotal',
    'rp',
    'ty',
    'adminurl',
    'note',
    'priority',
    'product',
    'pdl',
    'Color',
    'Duplex',
  ];
  for (const key of [...keys, 'Copies', 'PaperMax', 'kind', 'UUID', 'URF', 'air', 'usb_MFG', 'usb_MDL'])
    assert.ok((txt.get(key) ?? '') !== '', key);
  assert.ok(![...txt.keys()].some((key) => /certified/i.test(key)));
  assert.equal(txt.get('adminurl'), 'https://srv-print.local/');
  assert.equal(txt.get('air'), 'username,password');
  assert.equal(queueTxt({ ...queue, authentication: 'none' }, site).get('air'), 'none');
  assert.equal(queueTxt(queue, { ...site, webPort: 8443 }).get('adminurl'), 'https://srv-print.local:8443/');
});

test('what the printers can do together is what is told', () => {
  const all = queueTxt(queue, site);
  assert.deepEqual([all.get('Color'), all.get('Duplex'), all.get('PaperMax')], ['T', 'T', 'tabloid-A3']);
  const txt = queueTxt({ ...queue, offer: queueOffer([grey], A4) }, site);
  assert.deepEqual([txt.get('Color'), txt.get('Duplex')], ['F', 'F']);
  assert.deepEqual([txt.get('Staple'), txt.get('Punch'), txt.get('Bind')], ['T', 'T', 'F']);
  assert.doesNotMatch(txt.get('URF') ?? '', /SRGB24|DM/);
});

test('TLS first, plain only where it is allowed, and the name is kept with port 0', () => {
  const told = (ports: Parameters<typeof queueServices>[1]) =>
    queueServices(queue, ports, site).map(({ type, port }) => `${type} ${port}`);
  assert.deepEqual(told({ ipps: 631, ipp: undefined }), ['_ipps._tcp 631', '_printer._tcp 0']);
  assert.deepEqual(told({ ipps: 631, ipp: 8080, lpr: 515 }), [
    '_ipps._tcp 631',
    '_ipp._tcp 8080',
    '_printer._tcp 515',
  ]);
  assert.deepEqual(told({ ipps: undefined, ipp: undefined }), []);
  const [secure, plain] = queueServices(queue, { ipps: 631, ipp: 8080 }, site);
  assert.equal(secure?.txt.get('TLS'), '1.2');
  assert.equal(plain?.txt.has('TLS'), false);
});

test('long names, notes and lists of formats stay within a label and a string, no character cut in two', () => {
  const [service] = queueServices(
    {
      ...queue,
      name: 'ü'.repeat(60),
      note: '日'.repeat(200),
      formats: Array.from({ length: 40 }, (_, index) => `application/format-${index}`),
    },
    { ipps: 631, ipp: undefined },
    site,
  );
  assert.ok(service !== undefined);
  assert.equal(service.instance, 'ü'.repeat(31));
  assert.match(service.txt.get('note') ?? '', /^日+$/);
  assert.match(service.txt.get('pdl') ?? '', /^application\/format-0,.*\d$/);
  assert.ok(encodeTxt(service.txt).length < 1_300, 'one frame holds it');
});
