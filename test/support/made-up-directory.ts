// A directory that exists in memory only: people, passwords, and every way to be away. For tests of what is done with people, not of LDAP.
import type { DirectorySession, DirectoryWire } from '@platen/edge-server/people/directory-wire';
import type { LdapEntry } from '@platen/edge-server/protocols/ldap/ldap-entry';
import { LdapError, type LdapTrouble } from '@platen/edge-server/protocols/ldap/ldap-error';

export interface MadeUpPerson {
  readonly uid: string;
  readonly mail?: string;
  readonly cn?: string;
  /** Never changes; `uid` unless said. */
  readonly entryUUID?: string;
  readonly departmentNumber?: string;
  readonly preferredLanguage?: string;
  readonly card?: string;
  readonly nsAccountLock?: string;
  readonly pwdAccountLockedTime?: string;
  readonly password?: string;
}

export interface MadeUpDirectory {
  readonly wire: DirectoryWire;
  people: MadeUpPerson[];
  /** What `open` rejects with. */
  trouble: LdapTrouble | undefined;
  limited: boolean;
  /** Called before each person is given out. */
  before: (person: MadeUpPerson) => Promise<void> | void;
  /** Sessions that were opened. */
  opened: number;
}

/** Finds by the value after `=` in the filter where there is one; otherwise everybody. */
export function madeUpDirectory(people: MadeUpPerson[] = []): MadeUpDirectory {
  const told = () => ({ references: 0, limited: made.limited });
  async function* entries(filter: string): AsyncGenerator<LdapEntry, void> {
    const wanted = /\((?:uid|mail|entryUUID)=([^)*]*)\)/.exec(filter)?.[1];
    for (const person of made.people) {
      await made.before(person);
      const { password: _, ...rest } = { entryUUID: person.uid, cn: person.uid, ...person };
      const all = Object.entries<string>(rest);
      if (wanted !== undefined && !all.some(([, value]) => value.toLowerCase() === wanted.toLowerCase()))
        continue;
      const values = new Map(all.map(([name, value]) => [name.toLowerCase(), [Buffer.from(value)]]));
      yield { dn: `uid=${person.uid}`, values };
    }
  }
  async function* rootDse(): AsyncGenerator<LdapEntry, void> {
    yield { dn: '', values: new Map([['namingcontexts', [Buffer.from('dc=example,dc=test')]]]) };
  }
  const session: DirectorySession = {
    search: ({ base, filter }) => ({ entries: base === '' ? rootDse() : entries(filter), told: told() }),
    prove: async ({ dn }, password) => {
      const person = made.people.find(({ uid }) => `uid=${uid}` === dn);
      if (person?.password !== password) throw new LdapError('refused', 'name or password is wrong');
    },
    close: async () => undefined,
  };
  const made: MadeUpDirectory = {
    people,
    trouble: undefined,
    limited: false,
    before: () => undefined,
    opened: 0,
    wire: {
      open: async () => {
        made.opened++;
        if (made.trouble !== undefined) throw new LdapError(made.trouble, 'made up');
        return session;
      },
      look: () => Promise.reject(new LdapError('unreachable', 'made up')),
    },
  };
  return made;
}
