// Signing in to the portal with a code that is mailed (SPEC C8): email address and company code first, then nine digits from the mail, in the
// browser that asked. An out-of-band code in the words of ASVS 5.0 (6.5.5): ten minutes, once, three tries. What is answered, and when, is the
// same whether somebody has the address or not.
import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import { normalizeCode } from '@platen/shared/code-length';
import { and, eq, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { CompanyCode } from './company-code.ts';
import { tryGuess } from './guess-budget.ts';
import { noteWrong } from './guess-days.ts';
import { networkOf, type Source } from './guess-scopes.ts';
import { hashToken } from './sessions.ts';
import { normalizeEmail } from './users.ts';

/** ASVS 5.0 6.5.5. */
export const MAILED_CODE_MINUTES = 10;
/** Three tries at nine digits: 3 in a thousand million for each mail that was asked for. */
export const MAILED_CODE_DIGITS = 9;
const TRIES = 3;
/** An office of two hundred may stand behind one address; who asks for more walks through a list. */
const ASKS_PER_NETWORK = 200;
const DAY_MS = 24 * 3_600_000;

type CodeDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings'> & {
  readonly companyCode: Pick<CompanyCode, 'isRight'>;
  /** Counts one more of `what` on this day (flow/store/mail-tallies.ts). @returns how many that makes */
  readonly count: (tx: Tx, what: string, day: number) => Promise<number>;
};

export interface MailedCodeAsk {
  readonly email: string;
  readonly company: string;
  readonly stay: boolean;
}

export function makeMailedCode(deps: CodeDeps) {
  /** May this source have another mail sent to this address today? The counts are raised whatever the answer. */
  async function mayMail(tx: Tx, email: string, source: Source, now: number): Promise<boolean> {
    const day = Math.floor(now / DAY_MS);
    const mailbox = deps.sealing.keyedHash('sign-in-ask', email);
    const from = source.browser ?? networkOf(source.address);
    // Per address and source, so that a stranger who asks for somebody's codes leaves the owner theirs.
    const pair = await deps.count(tx, `sign-in-ask:${mailbox}@${from}`, day);
    const network = await deps.count(tx, `sign-in-ask:${networkOf(source.address)}`, day);
    return pair <= deps.settings().mail.codesPerDay && network <= ASKS_PER_NETWORK;
  }

  return {
    /**
     * Opens an attempt. Throws `bad-email`, `company-code-wrong`, `too-many-tries`.
     * @returns the word for the browser's cookie, and what is to be mailed where that may be; the caller decides whether the address may
     *   have an account, without anybody waiting for it
     */
    async begin(
      ask: MailedCodeAsk,
      source: Source,
    ): Promise<{ readonly word: string; readonly mail: { email: string; attempt: string } | undefined }> {
      const email = normalizeEmail(ask.email);
      const word = deps.ids.token();
      const idHash = hashToken(word);
      const code = deps.ids.digits(MAILED_CODE_DIGITS);
      const outcome = await deps.db.write(async (tx) => {
        const company = await tryGuess(tx, deps, {
          source,
          pair: 'company-code',
          at: 'company',
          wrong: () => new AppError('company-code-wrong'),
          check: async () => ((await deps.companyCode.isRight(tx, ask.company)) ? true : undefined),
        });
        if ('error' in company) return company;
        const now = deps.clock.now();
        const may = await mayMail(tx, email, source, now);
        await tx.q.insert(tx.t.loginAttempts).values({
          idHash,
          kind: 'mailed-code',
          surface: 'portal',
          subject: email,
          codeHash: hashOf(deps, idHash, code),
          sealed: deps.sealing.seal(SEAL, `${idHash} ${code}`),
          tries: 0,
          stay: ask.stay,
          createdAt: now,
          expiresAt: now + MAILED_CODE_MINUTES * 60_000,
          usedAt: null,
        });
        return { may };
      });
      // Thrown only here: inside, it would have rolled the counted try back.
      if ('error' in outcome) throw outcome.error;
      return { word, mail: outcome.may ? { email, attempt: idHash } : undefined };
    },

    /** Takes the code. Throws `mailed-code-wrong`, and `mailed-code-void` when nothing that is typed can be right any more. */
    async finish(
      word: string | undefined,
      typed: string,
      source: Source,
    ): Promise<{ readonly email: string; readonly stay: boolean }> {
      const idHash = hashToken(word ?? '');
      const outcome = await deps.db.write(async (tx) => {
        const { loginAttempts } = tx.t;
        const now = deps.clock.now();
        // Counted before it is looked at; of many at the same moment three get a look.
        const rows = await tx.q
          .update(loginAttempts)
          .set({ tries: sql`${loginAttempts.tries} + 1` })
          .where(and(eq(loginAttempts.idHash, idHash), isOpen(tx), lt(loginAttempts.tries, TRIES)))
          .returning();
        const [row] = rows;
        if (row === undefined || row.expiresAt <= now) return new AppError('mailed-code-void');
        if (!sameHash(row.codeHash ?? '', hashOf(deps, idHash, typed))) {
          await noteWrong(tx, source, now);
          return new AppError(row.tries >= TRIES ? 'mailed-code-void' : 'mailed-code-wrong');
        }
        const used = { usedAt: now, sealed: null };
        await tx.q.update(loginAttempts).set(used).where(eq(loginAttempts.idHash, idHash));
        return row;
      });
      if (outcome instanceof AppError) throw outcome;
      return { email: outcome.subject, stay: outcome.stay };
    },
  };
}
export type MailedCode = ReturnType<typeof makeMailedCode>;

/** The code of an attempt that is still open, for the mail that brings it. */
export async function openMailedCode(
  tx: Tx,
  deps: Pick<Deps, 'sealing'>,
  attempt: string,
  now: number,
): Promise<string | undefined> {
  const { loginAttempts } = tx.t;
  const rows = await tx.q
    .select()
    .from(loginAttempts)
    .where(and(eq(loginAttempts.idHash, attempt), isOpen(tx)))
    .limit(1);
  const row = rows[0];
  if (row === undefined || row.sealed === null || row.expiresAt <= now) return undefined;
  const [of, code] = (deps.sealing.open(SEAL, row.sealed) ?? '').split(' ');
  return of === attempt ? code : undefined;
}

/** Attempts of all kinds whose time is over. */
export async function dropOldAttempts(tx: Tx, now: number): Promise<void> {
  await tx.q.delete(tx.t.loginAttempts).where(lte(tx.t.loginAttempts.expiresAt, now));
}

const isOpen = ({ t: { loginAttempts } }: Tx) =>
  and(eq(loginAttempts.kind, 'mailed-code'), isNull(loginAttempts.usedAt));

const hashOf = (deps: Pick<Deps, 'sealing'>, idHash: string, code: string): string =>
  deps.sealing.keyedHash('mailed-code', `${idHash} ${normalizeCode(code)}`);

/** One key for all; the row is told by the text itself, so that a value copied into another row opens nothing. */
const SEAL = 'login-attempt';

function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
