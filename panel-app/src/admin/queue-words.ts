// Queues in words, and the rules of a queue as lines that a person types: "anna = anna@example.org".
import type { AdminQueue, QueueRule, Unmapped } from '@platen/shared/api/admin-queues';
import { agoWords } from '../locales/when.ts';
import { say } from './speech.ts';

/** What is wrong with a queue is said before that it is open. */
export function queueWords({ state, unmapped }: AdminQueue): string {
  return say(state === 'open' && unmapped.length > 0 ? 'queue-is-unmapped' : `queue-is-${state}`);
}

export function takenWords({ taken, lastAt }: AdminQueue, now: number): string {
  if (lastAt === undefined) return say('queue-taken-none');
  const ago = agoWords(lastAt, now);
  return taken === 1 ? say('queue-taken-1', { ago }) : say('queue-taken-n', { count: taken, ago });
}

export function senderWords({ name, address }: Unmapped): string {
  return name === undefined ? address : say('queue-refused-from', { name, address });
}

export function refusedWords({ count, at }: Unmapped, now: number): string {
  const ago = agoWords(at, now);
  return count === 1 ? say('queue-refused-1', { ago }) : say('queue-refused-n', { count, ago });
}

export const rulesText = (rules: readonly QueueRule[]): string =>
  rules.map(({ from, email }) => `${from} = ${email}`).join('\n');

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The rules, or the line that is none. */
export function readRules(text: string): { readonly rules: QueueRule[] } | { readonly bad: string } {
  const rules: QueueRule[] = [];
  for (const line of linesOf(text)) {
    const at = line.lastIndexOf('=');
    const from = line.slice(0, Math.max(at, 0)).trim();
    const email = line.slice(at + 1).trim();
    if (from === '' || !email.includes('@')) return { bad: line };
    rules.push({ from, email });
  }
  return { rules };
}
