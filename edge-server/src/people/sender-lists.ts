// The allow-list and the block-list of who may print by mail: adding, removing, importing. What a pattern means is the intake's
// (flow/intake/mail/sender-rules.ts), handed in; who waits for an answer is sender-requests.ts.
import { AppError } from '@platen/shared/app-error';
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';

export type SenderRuleRow = Tables['senderRules']['$inferSelect'];
export type SenderList = SenderRuleRow['list'];

/** Each message is held against every entry: so many take a few milliseconds. */
const MOST_RULES = 20_000;
/** Lines of one import that are told as wrong; who has more has pasted something else. */
const MOST_MISTAKES = 50;
/** Below what either engine takes as parameters of one statement. */
const AT_ONCE = 200;

export interface ListDeps extends Pick<Deps, 'db' | 'clock' | 'ids'> {
  /** One spelling for a typed pattern; undefined for what is none. */
  readonly readPattern: (typed: string) => string | undefined;
  /** In the same transaction, after entries were added or removed: who waited may be decided now. */
  readonly changed: (tx: Tx) => Promise<void>;
}

interface NewRule {
  readonly list: SenderList;
  readonly pattern: string;
  readonly note?: string | undefined;
}

export interface Imported {
  readonly added: number;
  readonly known: number;
  readonly mistakes: readonly { readonly line: number; readonly text: string; readonly sentence: string }[];
}

export function makeSenderLists(deps: ListDeps) {
  const read = (typed: string): string => {
    const pattern = deps.readPattern(typed);
    if (pattern === undefined) {
      throw new AppError('bad-setting', { key: 'pattern', label: 'Address or domain', detail: NO_PATTERN });
    }
    return pattern;
  };

  /** An entry that is there already stays as it is; the same one on the other list goes from there. Rejects with `bad-setting`. */
  const add = (rule: NewRule, who: string): Promise<SenderRuleRow> =>
    deps.db.write((tx) => addTo(tx, rule, who));

  /** The same inside a transaction. */
  async function addTo(tx: Tx, rule: NewRule, who: string): Promise<SenderRuleRow> {
    const { senderRules } = tx.t;
    const now = deps.clock.now();
    const row: SenderRuleRow = {
      id: deps.ids.id(),
      list: rule.list,
      pattern: read(rule.pattern),
      note: rule.note?.trim() ?? '',
      createdAt: now,
      createdBy: who,
    };
    const same = and(eq(senderRules.list, row.list), eq(senderRules.pattern, row.pattern));
    const known = (await tx.q.select().from(senderRules).where(same).limit(1))[0];
    if (known !== undefined) return known;
    await refuseTooMany(tx, 1);
    await tx.q
      .delete(senderRules)
      .where(and(ne(senderRules.list, row.list), eq(senderRules.pattern, row.pattern)));
    await tx.q.insert(senderRules).values(row);
    const act = row.list === 'allow' ? 'allowed sender' : 'blocked sender';
    await audit(tx, now, { who, act, about: row.pattern });
    await deps.changed(tx);
    return row;
  }

  /** Rejects with `not-found`. */
  async function remove(id: string, who: string): Promise<void> {
    await deps.db.write(async (tx) => {
      const { senderRules } = tx.t;
      const row = (await tx.q.delete(senderRules).where(eq(senderRules.id, id)).returning())[0];
      if (row === undefined) throw new AppError('not-found', { what: 'entry of the list' });
      const act = row.list === 'allow' ? 'took sender off the allow-list' : 'took sender off the block-list';
      await audit(tx, deps.clock.now(), { who, act, about: row.pattern });
      await deps.changed(tx);
    });
  }

  /** One pattern a line; what follows "#" is its note. Nothing is added while a line is wrong. */
  async function importText(list: SenderList, text: string, who: string): Promise<Imported> {
    const { found, mistakes } = readLines(text, deps.readPattern);
    if (mistakes.length > 0) return { added: 0, known: 0, mistakes: mistakes.slice(0, MOST_MISTAKES) };
    return deps.db.write(async (tx) => {
      const { senderRules } = tx.t;
      const patterns = [...found.keys()];
      const there = new Set<string>();
      for (const some of inPieces(patterns)) {
        const rows = await tx.q
          .select({ pattern: senderRules.pattern })
          .from(senderRules)
          .where(and(eq(senderRules.list, list), inArray(senderRules.pattern, some)));
        for (const { pattern } of rows) there.add(pattern);
      }
      const fresh = patterns.filter((pattern) => !there.has(pattern));
      if (fresh.length === 0) return { added: 0, known: there.size, mistakes: [] };
      await refuseTooMany(tx, fresh.length);
      const now = deps.clock.now();
      for (const some of inPieces(fresh)) {
        await tx.q
          .delete(senderRules)
          .where(and(ne(senderRules.list, list), inArray(senderRules.pattern, some)));
        await tx.q.insert(senderRules).values(
          some.map((pattern) => ({
            id: deps.ids.id(),
            list,
            pattern,
            note: found.get(pattern) ?? '',
            createdAt: now,
            createdBy: who,
          })),
        );
      }
      const detail = { entries: fresh.length };
      await audit(tx, now, { who, act: `imported senders to the ${list}-list`, about: list, detail });
      await deps.changed(tx);
      return { added: fresh.length, known: there.size, mistakes: [] };
    });
  }

  return { add, addTo, remove, importText, list: () => deps.db.read(listSenderRules) };
}
export type SenderLists = ReturnType<typeof makeSenderLists>;

export async function listSenderRules(tx: Tx): Promise<SenderRuleRow[]> {
  return hot(
    tx,
    'sender-rules',
    ({ q, t: { senderRules } }) =>
      q.select().from(senderRules).orderBy(asc(senderRules.list), asc(senderRules.pattern)),
    {},
  );
}

const NO_PATTERN = 'give an address (anna@example.org), a domain (example.org) or one with * in it.';

async function refuseTooMany(tx: Tx, more: number): Promise<void> {
  const counted = await tx.q.select({ n: sql<number>`count(*)` }).from(tx.t.senderRules);
  if (Number(counted[0]?.n ?? 0) + more <= MOST_RULES) return;
  const detail = `the lists hold at most ${MOST_RULES.toLocaleString('en')} entries.`;
  throw new AppError('bad-setting', { key: 'pattern', label: 'Address or domain', detail });
}

function readLines(text: string, readPattern: ListDeps['readPattern']) {
  const found = new Map<string, string>();
  const mistakes: { line: number; text: string; sentence: string }[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [typed = '', ...after] = line.split('#');
    if (typed.trim() === '') continue;
    const pattern = readPattern(typed);
    if (pattern === undefined) {
      mistakes.push({
        line: at + 1,
        text: typed.trim().slice(0, 100),
        sentence: `G${NO_PATTERN.slice(1)}`,
      });
    } else if (!found.has(pattern)) {
      found.set(pattern, after.join('#').trim().slice(0, 200));
    }
  }
  return { found, mistakes };
}

function inPieces<T>(all: readonly T[]): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) pieces.push(all.slice(at, at + AT_ONCE));
  return pieces;
}
