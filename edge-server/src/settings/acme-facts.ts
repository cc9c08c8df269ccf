// What renewal by an authority (ACME) remembers, for all servers of one database: account, answers to challenges, the certificate that was
// issued, how the last try went, and who is trying. Keys are sealed.
import { and, eq, like } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';
import type { Clock, Sealing } from '../deps.ts';
import { readFactIn, writeFact } from './facts.ts';

export interface AcmeState {
  readonly failures: number;
  /** Milliseconds since 1970. No try before then. */
  readonly nextAt?: number | undefined;
  readonly lastOkAt?: number | undefined;
  readonly failedAt?: number | undefined;
  readonly problem?: { readonly trouble: string; readonly detail: string } | undefined;
  readonly step?: string | undefined;
  /** SHA-256 of the certificate that was in use when renewal was set up: it may be replaced, whoever's it is. */
  readonly replaces?: string | undefined;
}

export interface AcmeIssued {
  readonly directory: string;
  readonly names: readonly string[];
  readonly cert: string;
  readonly key: string;
  readonly sha256: string;
  /** Earlier ones: a server that still has one of them may take this. */
  readonly before: readonly string[];
}

export interface AcmeTerms {
  readonly directory: string;
  /** Address of the terms that were agreed to; empty: it has none. */
  readonly url: string;
  readonly at: number;
  readonly who: string;
}

export interface AcmeBinding {
  readonly kid: string;
  readonly key: string;
}

const SEALED = 'acme';
const NAMES = {
  account: 'acme.account',
  issued: 'acme.issued',
  state: 'acme.state',
  terms: 'acme.terms',
  binding: 'acme.binding',
  root: 'acme.root',
  lease: 'acme.lease',
} as const;
const CHALLENGE = 'acme.challenge:';

export type AcmeFacts = ReturnType<typeof makeAcmeFacts>;

export function makeAcmeFacts(deps: {
  readonly db: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly sealing: Sealing;
  /** This server, among those of one database. */
  readonly holder: string;
}) {
  const { db, clock, sealing, holder } = deps;

  async function readPlain<T>(name: string): Promise<T | undefined> {
    const text = await db.read((tx) => readFactIn(tx, name));
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
  /** Sealed with another server's key it is as if it were not there: a new account is made. */
  async function readSealed<T>(name: string): Promise<T | undefined> {
    const text = await db.read((tx) => readFactIn(tx, name));
    const open = text === undefined ? undefined : sealing.open(SEALED, text);
    return open === undefined ? undefined : (JSON.parse(open) as T);
  }
  const writePlain = (tx: Tx, name: string, value: unknown) => writeFact(tx, name, JSON.stringify(value));
  const writeSealed = (tx: Tx, name: string, value: unknown) =>
    writeFact(tx, name, sealing.seal(SEALED, JSON.stringify(value)));
  const drop = async (tx: Tx, name: string): Promise<void> => {
    await tx.q.delete(tx.t.facts).where(eq(tx.t.facts.name, name));
  };

  return {
    state: async (): Promise<AcmeState> => (await readPlain<AcmeState>(NAMES.state)) ?? { failures: 0 },
    setState: (state: AcmeState) => db.write((tx) => writePlain(tx, NAMES.state, state)),
    issued: () => readSealed<AcmeIssued>(NAMES.issued),
    setIssued: (tx: Tx, issued: AcmeIssued) => writeSealed(tx, NAMES.issued, issued),
    terms: () => readPlain<AcmeTerms>(NAMES.terms),
    root: () => readPlain<string>(NAMES.root),
    binding: () => readSealed<AcmeBinding>(NAMES.binding),
    account: () => readSealed<{ directory: string; key: string }>(NAMES.account),
    setAccount: (account: { readonly directory: string; readonly key: string }) =>
      db.write((tx) => writeSealed(tx, NAMES.account, account)),

    /** Everything that setting it up stores, at once; what an earlier set-up left goes. */
    setUp: (about: {
      readonly terms: AcmeTerms;
      readonly root: string | undefined;
      readonly binding: AcmeBinding | undefined;
      readonly replaces: string | undefined;
    }) =>
      db.write(async (tx) => {
        await writePlain(tx, NAMES.terms, about.terms);
        if (about.root === undefined) await drop(tx, NAMES.root);
        else await writePlain(tx, NAMES.root, about.root);
        if (about.binding === undefined) await drop(tx, NAMES.binding);
        else await writeSealed(tx, NAMES.binding, about.binding);
        await writePlain(tx, NAMES.state, { failures: 0, replaces: about.replaces } satisfies AcmeState);
      }),

    /** True for one server at a time, until it lets go or the time is over. */
    claim: (ms: number): Promise<boolean> =>
      db.write(async (tx) => {
        const { facts } = tx.t;
        const now = clock.now();
        const found = await readFactIn(tx, NAMES.lease);
        const [until = '0', whose = ''] = (found ?? '').split(' ');
        if (found !== undefined && whose !== holder && Number(until) > now) return false;
        const value = `${now + ms} ${holder}`;
        if (found === undefined) {
          const added = await tx.q
            .insert(facts)
            .values({ name: NAMES.lease, value })
            .onConflictDoNothing()
            .returning({ name: facts.name });
          return added.length > 0;
        }
        // Only if nobody was quicker since it was read.
        const taken = await tx.q
          .update(facts)
          .set({ value })
          .where(and(eq(facts.name, NAMES.lease), eq(facts.value, found)))
          .returning({ name: facts.name });
        return taken.length > 0;
      }),
    release: () =>
      db.write(async (tx) => {
        const found = await readFactIn(tx, NAMES.lease);
        if (found?.endsWith(` ${holder}`) === true) await drop(tx, NAMES.lease);
      }),
    /** Some server is trying right now. */
    isClaimed: async (): Promise<boolean> => {
      const found = await db.read((tx) => readFactIn(tx, NAMES.lease));
      return found !== undefined && Number(found.split(' ')[0]) > clock.now();
    },

    /** Any server may be the one that the authority asks. */
    putAnswers: (answers: readonly { readonly token: string; readonly answer: string }[]) =>
      db.write(async (tx) => {
        for (const { token, answer } of answers) await writeFact(tx, `${CHALLENGE}${token}`, answer);
      }),
    answerTo: (token: string) => db.read((tx) => readFactIn(tx, `${CHALLENGE}${token}`)),
    dropAnswers: () =>
      db.write(async (tx) => {
        await tx.q.delete(tx.t.facts).where(like(tx.t.facts.name, `${CHALLENGE}%`));
      }),
  };
}
