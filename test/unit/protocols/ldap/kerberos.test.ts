import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import type { RunProgram } from '@platen/edge-server/deps';
import { searchGssapi } from '@platen/edge-server/protocols/ldap/gssapi-search';
import { kerberosError, openTickets, principalOf } from '@platen/edge-server/protocols/ldap/kerberos';

const signal = new AbortController().signal;
const REALM = { domain: 'ad.example.test', kdcs: ['192.0.2.7', '2001:db8::7'] };

type Ran = {
  program: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  input?: string | undefined;
};

/** Programs that say what they are told to. */
function scripted(
  answers: Readonly<Record<string, { code?: number; output?: string; said?: string; missing?: boolean }>>,
) {
  const ran: Ran[] = [];
  const run: RunProgram = ({ program, args, env, input }) => {
    ran.push({ program, args, env, input });
    const { code = 0, output = '', said = '', missing = false } = answers[program] ?? {};
    return {
      output: (async function* () {
        yield Buffer.from(output);
      })(),
      ended: Promise.resolve({ code, missing, said }),
    };
  };
  return { run, ran };
}

describe('a ticket', () => {
  it('is asked for with the password on standard input and nowhere else', async () => {
    const { run, ran } = scripted({});
    const tickets = await openTickets(REALM, run);
    await tickets.signIn('anna@AD.EXAMPLE.TEST', 'my password', signal);
    assert.equal(ran[0]?.input, 'my password\n');
    assert.equal(JSON.stringify([ran[0]?.args, ran[0]?.env]).includes('my password'), false);
    const config = tickets.env['KRB5_CONFIG'] ?? '';
    assert.match(await readFile(config, 'utf8'), /kdc = 192\.0\.2\.7:88\n.*kdc = \[2001:db8::7\]:88/s);
    assert.equal((await stat(dirname(config))).mode & 0o777, 0o700);
    await tickets.close();
    await assert.rejects(stat(dirname(config)), { code: 'ENOENT' });
  });

  it('is asked for nobody whose name is an option, and never with an empty password', async () => {
    const { run, ran } = scripted({});
    const tickets = await openTickets(REALM, run);
    for (const name of ['-k@X', 'anna', 'a b@X', 'a\0@X', '@X'])
      await assert.rejects(tickets.signIn(name, 'x', signal), { trouble: 'principal' }, name);
    for (const password of ['', ' ', 'a\0'])
      await assert.rejects(tickets.signIn('anna@X', password, signal), { trouble: 'refused' });
    await assert.rejects(tickets.signIn('anna@X', 'a\nb', signal), { trouble: 'principal' });
    assert.equal(ran.length, 0);
    await tickets.close();
  });

  it('of a person counts only when it was got under armor', async () => {
    for (const [output, good] of [
      ['config: pa_type(krbtgt/X@X) = 138\n', true],
      ['config: pa_type(krbtgt/X@X) = 2\n', false],
      ['config: pa_type(krbtgt/X@X) = 1380\n', false],
      ['', false],
    ] as const) {
      const { run } = scripted({ klist: { output } });
      const tickets = await openTickets(REALM, run);
      const signing = tickets.armored().signIn('anna@X', 'secret', signal);
      if (good) await signing;
      else await assert.rejects(signing, { trouble: 'insecure' });
      await tickets.close();
    }
  });

  it('that cannot be had is told in words', () => {
    for (const [said, trouble] of [
      ['kinit: Clock skew too great while getting initial credentials', 'clock'],
      ["kinit: Client 'x@Y' not found in Kerberos database while getting initial credentials", 'principal'],
      ['kinit: Password incorrect while getting initial credentials', 'refused'],
      ['kinit: Preauthentication failed while getting initial credentials', 'refused'],
      ["kinit: Client's credentials have been revoked while getting initial credentials", 'locked'],
      ['kinit: Password has expired while getting initial credentials', 'locked'],
      ['kinit: KDC reply did not match expectations while getting initial credentials', 'realm'],
      ['kinit: Cannot find KDC for realm "X" while getting initial credentials', 'realm'],
      ["kinit: Cannot contact any KDC for realm 'X' while getting initial credentials", 'realm'],
      ['GSSAPI Error: Unspecified GSS failure (Server ldap/x@Y not found in Kerberos database)', 'realm'],
      ['ldap_sasl_interactive_bind: Unknown authentication method (-6)', 'program'],
      ['something new', 'unreachable'],
    ] as const)
      assert.equal(kerberosError(said, REALM).trouble, trouble, said);
  });

  it('is for the domain unless the name says another realm', () => {
    assert.equal(principalOf('anna', 'ad.example.test'), 'anna@AD.EXAMPLE.TEST');
    assert.equal(principalOf('anna@other.test', 'ad.example.test'), 'anna@OTHER.TEST');
  });
});

describe('a search with a ticket', () => {
  const place = {
    host: 'dc1.ad.example.test',
    port: 389,
    domain: 'ad.example.test',
    env: { KRB5CCNAME: 'FILE:/x' },
  };
  const ask = { base: 'dc=x', scope: 'sub', filter: '(uid=*)', attributes: ['uid'], pageSize: 500 } as const;
  const all = async (given: Parameters<typeof scripted>[0], more: object = {}) => {
    const { run, ran } = scripted(given);
    const { entries, told } = searchGssapi({ ...place, ...more }, ask, run, signal);
    const found: string[] = [];
    for await (const { dn } of entries) found.push(dn);
    return { found, told, ran };
  };

  it('runs ldapsearch with fixed words, no configuration of the machine, and a seal', async () => {
    const { found, told, ran } = await all({
      ldapsearch: { output: '# refldap://a\ndn: CN=a\nuid: a\n', code: 4 },
    });
    assert.deepEqual([found, told], [['CN=a'], { references: 1, limited: true }]);
    const { args = [], env = {} } = ran[0] ?? {};
    assert.equal(
      args.join(' ').includes('-Y GSSAPI -Q -N -O minssf=56 -H ldap://dc1.ad.example.test:389'),
      true,
    );
    assert.equal(args.includes('pr=500/noprompt'), true);
    assert.equal(env['LDAPNOINIT'], '1');
  });

  it('starts nothing for a host or filter that would be something else', async () => {
    await assert.rejects(all({}, { host: 'x -f /etc/passwd' }), { trouble: 'realm' });
    const { run, ran } = scripted({});
    const { entries } = searchGssapi(place, { ...ask, filter: '-f' }, run, signal);
    await assert.rejects(entries.next());
    assert.equal(ran.length, 0);
  });

  it('says what is missing, and what went wrong', async () => {
    for (const [answer, trouble] of [
      [{ missing: true }, 'program'],
      [{ code: 254, said: "ldap_sasl_interactive_bind: Can't contact LDAP server (-1)" }, 'unreachable'],
      [{ code: 254, said: 'SASL(-1): generic failure: GSSAPI Error: (Clock skew too great)' }, 'clock'],
      [{ code: 32, said: 'No such object (32)' }, 'no-such-base'],
      [{ code: 8, said: 'Strong(er) authentication required (8)' }, 'insecure'],
    ] as const)
      await assert.rejects(all({ ldapsearch: answer }), { trouble }, JSON.stringify(answer));
  });
});
