// The company code: six letters and digits that everybody of the company knows, asked for with the email address when a code is to be
// mailed (SPEC C8). It keeps strangers from having mail sent and accounts made; it opens nothing by itself. Renewable at any time.
import { timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from './audit.ts';

/** Without I, L, O, 0 and 1, which are read for one another: 31 characters, so 887 million codes. */
const CHARACTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 6;
const FACT = 'company-code';

/** "abc-234" -> "ABC234": as it is compared. */
export function plainCompanyCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 20);
}

export function makeCompanyCode(deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing'>) {
  function draw(): string {
    let code = '';
    while (code.length < LENGTH) {
      for (const byte of deps.ids.bytes(LENGTH)) {
        // 248 is the last multiple of 31 in a byte: above it some characters would come more often.
        if (byte < 248 && code.length < LENGTH) code += CHARACTERS.charAt(byte % CHARACTERS.length);
      }
    }
    return code;
  }

  /** Sealed: whoever reads the database does not know it (SPEC C4). One of another server's key counts as none. */
  async function read(tx: Tx): Promise<string | undefined> {
    const { facts } = tx.t;
    const rows = await tx.q.select().from(facts).where(eq(facts.name, FACT)).limit(1);
    return rows[0] === undefined ? undefined : deps.sealing.open(FACT, rows[0].value);
  }

  async function write(tx: Tx, code: string): Promise<string> {
    const { facts } = tx.t;
    const value = deps.sealing.seal(FACT, code);
    await tx.q
      .insert(facts)
      .values({ name: FACT, value })
      .onConflictDoUpdate({ target: facts.name, set: { value } });
    return code;
  }

  return {
    /** The code of this company; made when it is first asked for. */
    current: async (): Promise<string> =>
      (await deps.db.read(read)) ??
      deps.db.write(async (tx) => (await read(tx)) ?? (await write(tx, draw()))),

    /** A new one; the old one stops working with the commit. */
    renew: (who: string): Promise<string> =>
      deps.db.write(async (tx) => {
        await audit(tx, deps.clock.now(), { who, act: 'renewed the company code', about: 'company code' });
        return write(tx, draw());
      }),

    /** Is this the company's code? Inside the caller's transaction, for the budgets. */
    async isRight(tx: Tx, typed: string): Promise<boolean> {
      const right = Buffer.from((await read(tx)) ?? '');
      const given = Buffer.from(plainCompanyCode(typed));
      return right.length > 0 && right.length === given.length && timingSafeEqual(right, given);
    },
  };
}
export type CompanyCode = ReturnType<typeof makeCompanyCode>;
