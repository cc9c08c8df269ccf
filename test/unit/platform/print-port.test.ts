// The port that only prints: that it cannot be had stops nothing, is told with a cure, and mends itself; what may be set as an authority.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { readConfig } from '@platen/edge-server/config';
import { authorityProblem, makePrintPort } from '@platen/edge-server/print-port';
import { makePrintingApp } from '@platen/edge-server/printing-app';
import { testDeps } from '../../support/deps.ts';
import { makeTestCa } from '../../support/test-ca.ts';

const { signal } = new AbortController();

test('a port that is taken is told with whom it belongs to, and used as soon as it is free', async (t) => {
  const deps = await testDeps();
  t.after(() => deps.close());
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port: taken } = other.address() as { port: number };
  const { cert, key } = await (await makeTestCa('Site')).issue({ names: ['localhost'] });
  const port = makePrintPort({
    ...{ host: '127.0.0.1', wanted: taken, settings: deps.settings, clock: deps.clock, log: deps.log },
    certificate: () => ({ cert, key }),
    answer: (_, response) => response.end(),
  });
  t.after(port.stop);
  const printing = makePrintingApp({
    port,
    settings: deps.settings,
    negotiate: { unavailable: async () => 'Install it.' },
  });
  const check = async () => {
    const [exam] = printing.exams({ now: deps.clock.now, portUser: async () => 'cupsd (process 7)' });
    return (await exam?.run(signal))?.[0];
  };
  await port.follow();
  assert.equal(port.port(), undefined);
  const finding = await check();
  assert.equal(finding?.ok, false);
  assert.match(finding?.sentence ?? '', /cupsd \(process 7\)/);
  assert.match(finding?.cure ?? '', /systemctl disable --now cups/);
  other.close();
  await once(other, 'close');
  await port.follow();
  assert.equal(port.port(), taken);
  assert.equal((await check())?.ok, true);
  await port.stop();
  assert.equal(port.port(), undefined);
});

test('a setting that cannot do anything here is refused with what to do', async (t) => {
  const deps = await testDeps();
  t.after(() => deps.close());
  const printing = makePrintingApp({
    port: { port: () => undefined, trouble: () => ({ port: 631, code: 'EACCES' }) },
    settings: deps.settings,
    negotiate: { unavailable: async () => 'Install libkrb5-dev.' },
  });
  assert.equal(await printing.cannot('print.kerberos'), 'Install libkrb5-dev.');
  assert.equal(await printing.cannot('print.plain'), undefined);
  assert.equal((await printing.objection('print.kerberos', true))?.code, 'kerberos-missing');
  assert.equal(await printing.objection('print.kerberos', false), undefined);
  assert.equal((await printing.objection('print.certificateAuthority', 'hello'))?.code, 'not-an-authority');
  assert.equal(await printing.objection('print.certificateAuthority', undefined), undefined);
  const [exam] = printing.exams({ now: deps.clock.now, portUser: async () => undefined });
  assert.match((await exam?.run(signal))?.[0]?.cure ?? '', /platen\.service/);
});

test('an authority is a certificate that issues others: none of a person, no key, nothing cut off', async () => {
  const ca = await makeTestCa('People');
  const { cert, key } = await ca.issue({ usage: 'client', emails: ['anna@example.org'] });
  assert.equal(authorityProblem(''), undefined);
  assert.equal(authorityProblem(ca.root), undefined);
  assert.equal(authorityProblem(`${ca.root}\n${ca.intermediate}`), undefined);
  assert.match(authorityProblem(cert) ?? '', /a person or a server/);
  assert.match(authorityProblem(ca.root + key) ?? '', /private key/);
  assert.match(authorityProblem(ca.root.slice(0, 200)) ?? '', /not a certificate in PEM/);
  assert.match(authorityProblem(`${ca.root}extra`) ?? '', /not a certificate in PEM/);
});

test('the port is 631 unless told, another one while trying out, and none of the other two', () => {
  const read = (mode: string, env: Record<string, string> = {}) => {
    const result = readConfig(mode, env, '/');
    return result.ok ? result.config.ippPort : result.problems.join(' ');
  };
  assert.equal(read('serve'), 631);
  assert.equal(read('try'), 8632);
  assert.equal(read('serve', { PLATEN_IPP_PORT: 'off' }), undefined);
  assert.equal(read('serve', { PLATEN_IPP_PORT: '1631' }), 1631);
  assert.match(String(read('serve', { PLATEN_IPP_PORT: '8443' })), /PLATEN_IPP_PORT/);
});
