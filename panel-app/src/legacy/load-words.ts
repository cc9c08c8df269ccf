// Asks for the words of a language, in place of importing them (vite/legacy/words-by-request.ts).
import type { Words } from '@platen/shared/say/words';

/** @param path of the JSON file. A language that cannot be had rejects, as an import does. */
export async function loadWords(path: string): Promise<{ readonly default: Words }> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`no words at ${path}`);
  return { default: (await answer.json()) as Words };
}
