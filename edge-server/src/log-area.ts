// Names the part of the server on every line that it logs, so that the console's log can be narrowed to it. Wiring only.
import type { LogArea } from '@platen/shared/api/admin-health';
import type { Storage } from './open-storage.ts';

/** The same storage, whose log says which area it is. */
export function inArea(storage: Storage, area: LogArea): Storage {
  return { ...storage, deps: { ...storage.deps, log: storage.deps.log.child({ area }) } };
}
