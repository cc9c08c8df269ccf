// Reads all people of a directory, some at a time: containers one after the other, page by page, no faster than they are used.
import type { DirectorySettings } from '@platen/shared/directory';
import { baseOfDomain } from '../protocols/ldap/distinguished-name.ts';
import type { SearchAsk } from '../protocols/ldap/ldap-connection.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import { readRootDse } from '../protocols/ldap/root-dse.ts';
import { type DirectoryPerson, peopleFilter, readPerson, wantedAttributes } from './directory-person.ts';
import type { DirectorySession } from './directory-wire.ts';

/** Entries of a page. Active Directory gives at most 1,000; half of it keeps the pauses of its server, and ours, short. */
const PAGE = 500;
/** People per transaction: some milliseconds of the one thread that also answers panels. */
const BATCH = 25;

export interface ReadTold {
  /** Entries, those without key or user name included. */
  seen: number;
  /** Entries without key or user name. */
  nameless: number;
  references: number;
  /** A limit of the server cut it off. */
  limited: boolean;
}

export async function* readPeople(
  session: Pick<DirectorySession, 'search'>,
  settings: DirectorySettings,
  { told, signal, most }: { readonly told: ReadTold; readonly signal: AbortSignal; readonly most?: number },
): AsyncGenerator<DirectoryPerson[], void> {
  let batch: DirectoryPerson[] = [];
  for (const base of await basesOf(session, settings, signal)) {
    const ask: SearchAsk = {
      base,
      scope: 'sub',
      filter: peopleFilter(settings),
      attributes: wantedAttributes(settings),
      ...(most === undefined ? { pageSize: PAGE } : { sizeLimit: most }),
    };
    const found = session.search(ask, signal);
    for await (const entry of found.entries) {
      told.seen++;
      const person = readPerson(settings, entry);
      if (person === undefined) told.nameless++;
      else batch.push(person);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    told.references += found.told.references;
    told.limited ||= found.told.limited;
  }
  if (batch.length > 0) yield batch;
}

/** Where people are looked for. Rejects with LdapError `no-such-base` when neither settings nor directory say. */
export async function basesOf(
  session: Pick<DirectorySession, 'search'>,
  settings: DirectorySettings,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (settings.bases.length > 0) return settings.bases;
  const first = (await readRootDse(session, signal))?.bases[0];
  if (first !== undefined && first !== '') return [first];
  if (settings.domain !== undefined) return [baseOfDomain(settings.domain)];
  throw new LdapError('no-such-base', 'the directory does not say where its entries begin');
}
