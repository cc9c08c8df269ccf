// Directories that answer with lies, floods, circles or silence (threats T36 to T39): what becomes of us.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openLdap, type SearchAsk } from '@platen/edge-server/protocols/ldap/ldap-connection';
import {
  cookie,
  entry,
  type FakeLdap,
  type FakeLdapOptions,
  message,
  octets,
  politely,
  reference,
  result,
  startFakeLdap,
  tlv,
} from '../servers/fake-ldap.ts';
import { directorySettings, directorySite } from '../support/directory-site.ts';
import { makeCertificate } from '../unit/protocols/ipp/test-certificate.ts';

const SECRET = 'the-secret-of-the-account';
const signal = (): AbortSignal => AbortSignal.timeout(30_000);
const started: FakeLdap[] = [];
const start = async (options?: FakeLdapOptions): Promise<FakeLdap> => {
  const fake = await startFakeLdap(options);
  started.push(fake);
  return fake;
};
after(async () => {
  for (const fake of started) await fake.stop();
});

describe('a directory that answers', () => {
  const ask: SearchAsk = {
    base: 'dc=x',
    scope: 'sub',
    filter: '(uid=*)',
    attributes: ['uid'],
    pageSize: 100,
  };
  const searched = async (answer: FakeLdapOptions['answer']) => {
    const fake = await start(answer === undefined ? {} : { answer });
    const connection = await openLdap(
      {
        ...{ host: '127.0.0.1', addresses: ['127.0.0.1'], port: fake.port, security: 'none', trust: {} },
        timeouts: { connectMs: 2_000, answerMs: 1_000 },
      },
      signal(),
    );
    const { entries, told } = connection.search(ask, signal());
    let count = 0;
    try {
      for await (const _ of entries) count++;
    } finally {
      connection.close();
    }
    return { count, told };
  };

  it('with lengths that lie, other tags or no LDAP at all is cut off at once', async () => {
    const bad = [
      Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      Buffer.from('308400000000', 'hex'),
      Buffer.from('3080020102', 'hex'),
      Buffer.from('3084ffffffff0201', 'hex'),
      Buffer.from('300b02010264060400307f0101', 'hex'),
      message(
        2,
        tlv(0x64, octets('uid=x'), tlv(0x30, tlv(0x30, octets('uid'), Buffer.from('3184000fffff', 'hex')))),
      ),
      message(2, tlv(0x64)),
      message(2, tlv(0x65, octets('no code'))),
      message(99, tlv(0x65)),
    ];
    for (const bytes of bad)
      await assert.rejects(
        searched(() => [bytes]),
        { name: 'LdapError', trouble: 'protocol' },
        bytes.toString('hex'),
      );
  });

  it('with silence is given up, and so is one that stops in the middle', async () => {
    await assert.rejects(
      searched(() => []),
      { trouble: 'unreachable' },
    );
    await assert.rejects(
      searched(() => [Buffer.from('30820fff', 'hex')]),
      { trouble: 'unreachable' },
    );
  });

  it('without an end is read no faster than it is used', async () => {
    const large = 64 * 1024 * 1024;
    const fake = await start({
      answer: ({ id, tag }) => {
        if (tag !== 0x63) return undefined;
        const one = entry(id, 'uid=x', { uid: ['x'.repeat(60_000)] });
        return Array.from({ length: Math.ceil(large / one.length) }, () => one);
      },
    });
    const place = {
      host: '127.0.0.1',
      addresses: ['127.0.0.1'],
      port: fake.port,
      security: 'none',
      trust: {},
    } as const;
    const connection = await openLdap(place, signal());
    const { entries } = connection.search(ask, signal());
    let count = 0;
    for await (const _ of entries) {
      if (++count < 20) continue;
      // Let everything that moves by itself move.
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
      assert.ok(fake.unread() > large / 4);
      break;
    }
    connection.close();
  });

  it('with empty pages for ever is left', async () => {
    await assert.rejects(
      searched(({ id, tag }) => (tag === 0x63 ? [result(id, 0x65, 0, '', cookie('more'))] : undefined)),
      { trouble: 'protocol' },
    );
  });

  it('with empty pages before the last one is read to its end', async () => {
    let page = 0;
    const { count } = await searched(({ id, tag }) => {
      if (tag !== 0x63) return undefined;
      page++;
      if (page < 4) return [result(id, 0x65, 0, '', cookie(`p${page}`))];
      return [entry(id, 'uid=x', { uid: ['x'] }), result(id, 0x65, 0, '', cookie(''))];
    });
    assert.equal(count, 1);
  });

  it('with references, to itself and in circles, is followed nowhere', async () => {
    const fakes: FakeLdap[] = [];
    const answer = ({ id, tag }: { id: number; tag: number }) =>
      tag === 0x63
        ? [
            ...fakes.map(({ port }) => reference(id, `ldap://127.0.0.1:${port}/dc=x`)),
            result(id, 0x65, 10, 'ldap://127.0.0.1/dc=x'),
          ]
        : undefined;
    fakes.push(await start({ answer }), await start({ answer }));
    const { told, count } = await searched(answer);
    assert.deepEqual(told, { references: 3, limited: false });
    assert.equal(count, 0);
    assert.deepEqual(
      fakes.map(({ connections }) => connections()),
      [0, 0],
    );
  });

  it('with a limit of its own gives what it has, and says so', async () => {
    const { told, count } = await searched(({ id, tag }) =>
      tag === 0x63 ? [entry(id, 'uid=x', { uid: ['x'] }), result(id, 0x65, 4, 'limit')] : undefined,
    );
    assert.deepEqual([told.limited, count], [true, 1]);
  });

  it('with 10,000 values of an attribute costs a few hundred', async () => {
    const groups = Array.from(
      { length: 10_000 },
      (_, index) => `cn=group ${index},ou=groups,dc=example,dc=test`,
    );
    const fake = await start({
      answer: ({ id, tag }) =>
        tag === 0x63
          ? [entry(id, 'uid=x', { memberOf: groups, uid: ['x'] }), result(id, 0x65, 0)]
          : undefined,
    });
    const place = {
      host: '127.0.0.1',
      addresses: ['127.0.0.1'],
      port: fake.port,
      security: 'none',
      trust: {},
    } as const;
    const connection = await openLdap(place, signal());
    for await (const found of connection.search(ask, signal()).entries) {
      assert.equal(found.values.get('memberof')?.length, 200);
      assert.equal(found.values.get('uid')?.[0]?.toString(), 'x');
    }
    connection.close();
  });

  it('with names that would be markup, new lines or properties gives people with plain names', async () => {
    const { cert, key } = await makeCertificate('127.0.0.1');
    const hostile = (id: number) => [
      entry(id, 'uid=x', {
        uid: ['<img src=x onerror=alert(1)>'],
        cn: ['=HYPERLINK("http://evil")\r\nSet-Cookie: a=b\u202e'],
        mail: ['a@example.test\r\nBcc: all@example.test', 'good@example.test'],
        entryUUID: ['11111111-2222-3333-4444-555555555555'],
        __proto__: ['polluted'],
        constructor: ['x'],
      }),
      result(id, 0x65, 0),
    ];
    const fake = await start({
      tls: { cert, key, from: 'start' },
      answer: (request) => (request.tag === 0x63 ? hostile(request.id) : politely(request)),
    });
    const site = await directorySite();
    try {
      const { id } = await site.directories.add(
        {
          name: 'd',
          settings: directorySettings({ port: fake.port, authority: cert, bases: ['dc=x'] }),
          secret: SECRET,
        },
        'admin:test',
      );
      const { counts } = await site.directories.importNow(id, 'admin:test');
      assert.equal(counts.added, 1);
      const [row] = [...(await site.people()).values()];
      assert.equal(row?.email, 'good@example.test');
      assert.equal(/[\r\n\u202e]/.test(`${row?.name}${row?.username}`), false);
      assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    } finally {
      await site.close();
    }
  });
});
