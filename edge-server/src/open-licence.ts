// Opens the licence of this installation: kept in the database, checked against the keys of this version. Wiring only.
import { LICENCE_KEYS } from './licence/licence-keys.ts';
import { type KeptLicence, type Licences, makeLicences } from './licence/licences.ts';
import type { Storage } from './open-storage.ts';
import { fetchText } from './platform/fetch-text.ts';
import { openLicenceStore } from './settings/licence-store.ts';

export function openLicence({ deps }: Storage, keys: readonly string[] = LICENCE_KEYS): Licences {
  const { db, clock, log } = deps;
  return makeLicences({
    clock,
    log,
    keys,
    store: openLicenceStore<KeptLicence>(db, clock),
    fetchList: fetchText,
  });
}
