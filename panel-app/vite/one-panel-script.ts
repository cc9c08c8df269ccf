// Keeps what the panel's first script needs in that one script. The bundler would split off what later chunks need as well, and each such
// piece is a request more before the keypad takes a digit, and compresses worse by itself.
import type { Rolldown } from 'vite';

/** @param entry path of panel.html. */
export function onePanelScript(entry: string): Rolldown.CodeSplittingOptions {
  let first: ReadonlySet<string> | undefined;
  return {
    groups: [
      {
        debugName: 'panel',
        name: (id, context) => {
          first ??= importedBy(entry, (one) => context.getModuleInfo(one)?.importedIds ?? []);
          return first.has(id) ? 'panel' : null;
        },
      },
    ],
  };
}

/** The module and all it imports, directly or not; what is imported when it is asked for is not among them. */
function importedBy(entry: string, importsOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([entry]);
  // A set is gone through in its order, those added meanwhile included.
  for (const id of found) for (const next of importsOf(id)) found.add(next);
  return found;
}
