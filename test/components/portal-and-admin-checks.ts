// What the portal's and the console's component tests check with. Not a test itself.
import type { AxeResults } from 'axe-core';
import { JUDGED } from './engine.ts';

// Half a megabyte, which each test page would read for nothing.
if (JUDGED) await import('axe-core');

type Body = () => void | Promise<void>;
interface Runner {
  readonly describe: (what: string, body: () => void) => void;
  readonly it: (what: string, body: Body) => void;
  readonly after: (body: Body) => void;
  readonly afterEach: (body: Body) => void;
}

/** The test framework puts these on the page; nobody ships types of it. */
const runner = globalThis as unknown as Runner;
export const describe: Runner['describe'] = (what, body) => runner.describe(what, body);
export const it: Runner['it'] = (what, body) => runner.it(what, body);
export const after: Runner['after'] = (body) => runner.after(body);
export const afterEach: Runner['afterEach'] = (body) => runner.afterEach(body);

export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(what);
}

/** Compares by value. */
export function equal(actual: unknown, expected: unknown, what = 'values differ'): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: got ${a}, expected ${b}`);
}

/** Waits up to two seconds for `find` to find something, and gives it. */
export async function until<T>(what: string, find: () => T | undefined | null | false): Promise<T> {
  for (let look = 0; look < 80; look++) {
    const found = find();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not happen; the page says: ${document.body.innerText.slice(0, 400)}`);
}

export const shows = (text: string): Promise<boolean> =>
  until(`"${text}"`, () => document.body.innerText.replace(/\s+/g, ' ').includes(text));

/**
 * Brings what appears softly to its end, since it is too pale to be read at its first moment: a page in the background, or on a busy
 * machine, would take its time. What moves for ever (a skeleton) stays.
 */
export function endAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime ?? 0)) animation.finish();
  }
}

interface Axe {
  run(where: Document, options: object): Promise<AxeResults>;
}

const ALL_RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // The test page's own: a real page has a language and a title of its own.
  rules: { 'html-has-lang': { enabled: false }, 'document-title': { enabled: false } },
};
const COLOUR_RULES = { runOnly: ['color-contrast', 'link-in-text-block'] };

/**
 * WCAG 2.2 A and AA on the page as it stands; names every breach with its element. `colours` is for a page that was looked at whole under
 * another look: it takes half the time. Says nothing where axe does not judge.
 */
export async function accessible(rules: 'all' | 'colours' = 'all'): Promise<void> {
  if (!JUDGED) return;
  endAnimations();
  const { axe } = globalThis as unknown as { readonly axe: Axe };
  const { violations } = await axe.run(document, rules === 'all' ? ALL_RULES : COLOUR_RULES);
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n    ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join('\n    ')}`,
  );
  ok(violations.length === 0, told.join('\n'));
}
