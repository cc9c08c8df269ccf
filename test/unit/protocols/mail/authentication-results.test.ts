// Which verdicts about a sender are believed: those of the configured server, and none that the sender could have written (T18).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AuthenticationResults,
  NAMELESS_SERVER,
  readAuthenticationResults,
} from '@platen/edge-server/protocols/mail/authentication-results';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';

const ID = 'mx.example.net';
const nothing: AuthenticationResults = { dkim: [] };

const read = (fields: readonly string[], id: string | undefined = ID): AuthenticationResults =>
  readAuthenticationResults(
    readHeader(Buffer.from(`${fields.join('\r\n')}\r\nFrom: a@example.org\r\n\r\n`)),
    id,
  );

const results = (text: string): string => `Authentication-Results: ${text}`;
const pass = { result: 'pass', domain: 'example.org' };
const BY_US = 'Received: from out.example.org by mx.example.net; Mon, 2 Nov 2026 10:00:00 +0100';

test('the forms of large providers and of the programs in Debian are read', () => {
  assert.deepEqual(
    read([
      results(
        'mx.example.net;\r\n       dkim=pass header.i=@example.org header.s=s1 header.b="ab/c+d=";\r\n       spf=pass (mx.example.net: domain of a@example.org designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@Example.ORG;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org',
      ),
    ]),
    { dmarc: pass, spf: pass, dkim: [pass] },
  );
  assert.deepEqual(
    read(
      [
        results(
          'spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.org; dkim=none (message not signed)\r\n header.d=none;dmarc=bestguesspass action=none header.from=example.org;compauth=pass reason=109',
        ),
      ],
      NAMELESS_SERVER,
    ),
    {
      dmarc: { result: 'bestguesspass', domain: 'example.org' },
      spf: pass,
      dkim: [{ result: 'none', domain: 'none' }],
    },
  );
  // Three programs on one server, one field each.
  assert.deepEqual(
    read([
      results('mx.example.net; dmarc=pass (p=none dis=none) header.from=example.org'),
      results(
        'mx.example.net;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.org header.i=@example.org',
      ),
      'Received-SPF: Pass (mailfrom) identity=mailfrom',
      results('mx.example.net; spf=pass smtp.mailfrom=bounce@example.org'),
    ]),
    { dmarc: pass, spf: pass, dkim: [pass] },
  );
});

test('comments, versions, quotes, several values and odd blanks', () => {
  assert.deepEqual(
    read([
      results(
        '(a (nested; one) \\) dmarc=pass) "MX.example.net" (c) 1 (d) ; dkim / 1 = pass reason = "good; dmarc=fail" header.d = example.org;; dkim=fail header.d=other.example ; spf=softfail smtp.mailfrom="odd name"@example.org',
      ).replace('dkim / 1', 'dkim/1'),
    ]),
    {
      spf: { result: 'softfail', domain: 'example.org' },
      dkim: [pass, { result: 'fail', domain: 'other.example' }],
    },
  );
  assert.deepEqual(read([results('mx.example.net; none')]), nothing);
  assert.deepEqual(read([results('mx.example.net 2; dmarc=pass header.from=example.org')]), nothing);
  assert.deepEqual(read([results('mx.example.net;dmarc=pass')]), {
    dmarc: { result: 'pass', domain: undefined },
    dkim: [],
  });
});

test('without a configured name, or under another one, nothing is believed', () => {
  const fields = [results('mx.example.net; dmarc=pass header.from=example.org')];
  assert.deepEqual(read(fields, ''), nothing);
  assert.deepEqual(
    readAuthenticationResults(readHeader(Buffer.from(`${fields.join('')}\n`)), undefined),
    nothing,
  );
  assert.deepEqual(read(fields, 'example.net'), nothing);
  assert.deepEqual(read(fields, 'mx.example.net.evil.example'), nothing);
  assert.deepEqual(
    read([results('mx.example.net.evil.example; dmarc=pass header.from=example.org')]),
    nothing,
  );
  assert.deepEqual(read([results('dmarc=pass header.from=example.org; mx.example.net')]), nothing);
  assert.deepEqual(read(fields, NAMELESS_SERVER), nothing);
  assert.deepEqual(read([results('"(none)"; dmarc=pass header.from=example.org')], NAMELESS_SERVER), nothing);
});

test('a forged field below the genuine one changes nothing', () => {
  const genuine = results(
    'mx.example.net; dmarc=fail header.from=example.org; spf=fail smtp.mailfrom=evil.example; dkim=none',
  );
  const forged = results(
    'mx.example.net; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org',
  );
  const expected = {
    dmarc: { result: 'fail', domain: 'example.org' },
    spf: { result: 'fail', domain: 'evil.example' },
    dkim: [{ result: 'none', domain: undefined }],
  };
  assert.deepEqual(read([genuine, forged]).dmarc, expected.dmarc);
  assert.deepEqual(read([genuine, forged]).spf, expected.spf);
  assert.ok(read([genuine, forged]).dkim.every(({ result }) => result !== 'pass'));
  assert.deepEqual(read([genuine, BY_US, forged]).dmarc, expected.dmarc);
  assert.deepEqual(read([BY_US, genuine, 'X-Mine: 1', forged]).dmarc, expected.dmarc);
});

test('a method that the genuine fields do not speak of is not taken from further below', () => {
  const genuine = results('mx.example.net; spf=fail smtp.mailfrom=evil.example');
  const forged = results('mx.example.net; dmarc=pass header.from=example.org');
  assert.equal(read([genuine, BY_US, forged]).dmarc, undefined);
  assert.equal(read([genuine, results('other.example; none'), forged]).dmarc, undefined);
});

test('a forged field above the genuine one, of a server that adds at the bottom, is not believed', () => {
  const forged = results(
    'mx.example.net; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org',
  );
  const genuine = results(
    'mx.example.net; dmarc=fail header.from=example.org; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example',
  );
  const read2 = read([forged, 'Subject: x', genuine]);
  assert.deepEqual(read2.dmarc, { result: 'fail', domain: 'example.org' });
  assert.equal(read2.spf, undefined);
  assert.deepEqual(read2.dkim, [{ result: 'fail', domain: 'example.org' }]);
});

test('fields of servers further in stand above and do no harm', () => {
  const inner = results('store.internal; auth=pass smtp.auth=relay');
  const genuine = results('mx.example.net; dmarc=pass header.from=example.org');
  assert.deepEqual(read([inner, BY_US, genuine]), { dmarc: pass, dkim: [] });
});

test('a message that passed the server twice with the same verdict is believed', () => {
  const genuine = results(
    'mx.example.net; dmarc=pass header.from=example.org; dkim=pass header.d=example.org',
  );
  assert.deepEqual(read([genuine, BY_US, 'List-Id: <x>', genuine]), { dmarc: pass, dkim: [pass] });
});

test('encoded words, broken fields and floods say nothing and take no time', () => {
  assert.deepEqual(read([results('=?utf-8?Q?mx.example.net;_dmarc=3Dpass?=')]), nothing);
  assert.deepEqual(read([results('mx.example.net; dmarc=')]), nothing);
  assert.deepEqual(read([results('mx.example.net; =pass; dmarc pass')]), nothing);
  assert.deepEqual(read([results(`mx.example.net; dmarc=pass (${'('.repeat(5_000)}`)]), {
    dmarc: { result: 'pass', domain: undefined },
    dkim: [],
  });
  assert.deepEqual(read([results(`mx.example.net; dmarc=pass${' '.repeat(100_000)}`)]).dmarc?.result, 'pass');
  assert.deepEqual(read([results(`mx.example.net; x=${'='.repeat(100_000)}; dmarc=pass`)]), nothing);
  const flood = Array.from({ length: 1_000 }, () =>
    results('mx.example.net; dmarc=pass header.from=example.org'),
  );
  assert.deepEqual(read(flood), nothing);
});

test('domains come out in ASCII and lower case, and only domains', () => {
  assert.equal(
    read([results('mx.example.net; dmarc=pass header.from=Müller.Example')]).dmarc?.domain,
    'xn--mller-kva.example',
  );
  assert.equal(
    read([results('mx.example.net; spf=pass smtp.mailfrom=a@b@example.org')]).spf?.domain,
    'example.org',
  );
  assert.equal(read([results('mx.example.net; spf=pass smtp.helo=mail.example.org')]).spf?.domain, undefined);
  assert.equal(
    read([results('mx.example.net; spf=pass smtp.mailfrom="a b.example"')]).spf?.domain,
    undefined,
  );
});
