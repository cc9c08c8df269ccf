// Tokens by which programs use the API: made by an administrator, shown once, kept as SHA-256. A token may do what its scopes say,
// never what is decided by people only.
import { AppError } from '@platen/shared/app-error';
import { type Scope, TOKEN_SCOPES } from '@platen/shared/scopes';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tables } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';
import { hashToken } from './sessions.ts';

export type ApiTokenRow = Tables['apiTokens']['$inferSelect'];

/** By this, secret scanners of code hosts and log collectors know one: plt_ and 43 characters of base64url (256 random bits). */
export const API_TOKEN_PREFIX = 'plt_';
const FORM = /^plt_[A-Za-z0-9_-]{43}$/;
/** Shown in the list: the prefix and six characters more, which leave 220 bits to guess. */
const LABEL_LENGTH = 10;
/** A program may call many times a second; that it was used is written down this often. */
const NOTE_EVERY_MS = 5 * 60_000;
/** A list that people still look through. */
const MOST_TOKENS = 200;

export interface NewApiToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Unix ms; undefined: until it is removed. */
  readonly expiresAt?: number | undefined;
}

/** What a program with a good token is: its name for the audit log, and what it may do. */
export interface ApiTokenHolder {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export function makeApiTokens(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'log'>) {
  const notedAt = new Map<string, number>();

  /** Nobody waits for the note. */
  function noteUse(row: ApiTokenRow, now: number): void {
    if (now - Math.max(row.lastUsedAt ?? 0, notedAt.get(row.id) ?? 0) < NOTE_EVERY_MS) return;
    notedAt.set(row.id, now);
    deps.db
      .write(async ({ q, t: { apiTokens } }) => {
        await q.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, row.id));
      })
      .catch((cause: unknown) =>
        deps.log.warn('the use of an API token was not noted', { id: row.id, cause }),
      );
  }

  return {
    /** The live ones, oldest first; one that has expired stays in the list until it is removed. */
    list(): Promise<ApiTokenRow[]> {
      return deps.db.read(({ q, t: { apiTokens } }) =>
        q.select().from(apiTokens).where(isNull(apiTokens.removedAt)).orderBy(asc(apiTokens.createdAt)),
      );
    },

    /** The token is told this once. Rejects with `token-scope`, `token-name` or `too-many-tokens`. @param by as in the audit log. */
    async create(asked: NewApiToken, by: string): Promise<{ row: ApiTokenRow; token: string }> {
      const scopes = TOKEN_SCOPES.filter((scope) => asked.scopes.includes(scope));
      const refused = asked.scopes.find((scope) => !TOKEN_SCOPES.includes(scope));
      if (refused !== undefined) throw new AppError('token-scope', { scope: refused });
      const now = deps.clock.now();
      const token = `${API_TOKEN_PREFIX}${deps.ids.token()}`;
      const row: ApiTokenRow = {
        id: deps.ids.id(),
        name: asked.name,
        tokenHash: hashToken(token),
        label: token.slice(0, LABEL_LENGTH),
        scopes,
        createdAt: now,
        createdBy: by,
        expiresAt: asked.expiresAt ?? null,
        lastUsedAt: null,
        removedAt: null,
      };
      await deps.db.write(async (tx) => {
        const { apiTokens } = tx.t;
        const names = await tx.q
          .select({ name: apiTokens.name })
          .from(apiTokens)
          .where(isNull(apiTokens.removedAt));
        if (names.length >= MOST_TOKENS) throw new AppError('too-many-tokens', { most: MOST_TOKENS });
        if (names.some(({ name }) => name === row.name)) throw new AppError('token-name', { name: row.name });
        await tx.q.insert(apiTokens).values(row);
        const detail = { name: row.name, scopes: scopes.join(' ') };
        await audit(tx, now, { who: by, act: 'created API token', about: row.id, detail });
      });
      return { row, token };
    },

    /** From then on it opens nothing. Rejects with `not-found`. */
    async remove(id: string, by: string): Promise<void> {
      const now = deps.clock.now();
      await deps.db.write(async (tx) => {
        const { apiTokens } = tx.t;
        const gone = await tx.q
          .update(apiTokens)
          .set({ removedAt: now })
          .where(and(eq(apiTokens.id, id), isNull(apiTokens.removedAt)))
          .returning({ name: apiTokens.name });
        const name = gone[0]?.name;
        if (name === undefined) throw new AppError('not-found', { what: `API token ${id}` });
        await audit(tx, now, { who: by, act: 'removed API token', about: id, detail: { name } });
      });
      notedAt.delete(id);
    },

    /** Who shows this token; undefined for what is no token, and for one that was removed or has expired. */
    async find(token: string): Promise<ApiTokenHolder | undefined> {
      if (!FORM.test(token)) return undefined;
      const tokenHash = hashToken(token);
      const [row] = await deps.db.read(({ q, t: { apiTokens } }) =>
        q
          .select()
          .from(apiTokens)
          .where(and(eq(apiTokens.tokenHash, tokenHash), isNull(apiTokens.removedAt)))
          .limit(1),
      );
      const now = deps.clock.now();
      if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return undefined;
      noteUse(row, now);
      // Again here: a scope may become one for people after the token was made.
      return {
        id: row.id,
        name: row.name,
        scopes: row.scopes.filter((scope) => TOKEN_SCOPES.includes(scope)),
      };
    },
  };
}

export type ApiTokens = ReturnType<typeof makeApiTokens>;
