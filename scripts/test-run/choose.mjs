// Turns the words after `npm test --` into the steps to run.
import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { repository } from '../setup/repository.mjs';

const asTestFile = (word) => {
  const path = resolve(process.cwd(), word);
  return existsSync(path) && statSync(path).isFile() && path.endsWith('.test.ts') ? path : undefined;
};

/**
 * `words` may name steps (`unit`, `lint`), `checks` for all of them, or test files; `--only` before a word is allowed and
 * means nothing more. Returns `{ wants(stepName), filesOf(tierName, all), unknown }`; without words everything is wanted.
 */
export const choose = (words, { checkNames, tierNames }) => {
  const named = new Set();
  const files = [];
  const unknown = [];
  for (const word of words.filter((each) => each !== '--only')) {
    const file = asTestFile(word);
    if (file !== undefined) files.push(file);
    else if (word === 'checks') for (const name of checkNames) named.add(name);
    else if (checkNames.includes(word) || tierNames.includes(word)) named.add(word);
    else unknown.push(word);
  }
  // test/<tier>/...
  const tierOf = (file) => relative(repository, file).split('/')[1];
  const everything = named.size === 0 && files.length === 0;
  // Journeys and real servers run the built product; a stale build would test yesterday's.
  const needsBuild = [...named, ...files.map(tierOf)].some((name) => tierNames.includes(name));
  return {
    unknown,
    wants: (name) =>
      everything ||
      named.has(name) ||
      files.some((file) => tierOf(file) === name) ||
      (name === 'build' && needsBuild),
    filesOf: (tier, all) => {
      const chosen = files.filter((file) => tierOf(file) === tier);
      return named.has(tier) || chosen.length === 0 ? all : chosen;
    },
  };
};
