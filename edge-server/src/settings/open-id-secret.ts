// The client secret of single sign-on: sealed, write-only, and bound to the issuer it was given for. With another issuer in the settings it is
// not used any more (threat T37: a secret must not be shown to a server it was not meant for).
import { eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../people/audit.ts';

const FACT = 'open-id-secret';
const SEAL = 'open-id-secret';

export function makeOpenIdSecret(deps: Pick<Deps, 'db' | 'clock' | 'sealing' | 'settings'>) {
  const boundTo = (): string => {
    const { issuer, clientId } = deps.settings().openId;
    return `${issuer} ${clientId}`;
  };

  async function read(tx: Tx): Promise<string | undefined> {
    const { facts } = tx.t;
    const rows = await tx.q.select().from(facts).where(eq(facts.name, FACT)).limit(1);
    const text = rows[0] === undefined ? undefined : deps.sealing.open(SEAL, rows[0].value);
    if (text === undefined) return undefined;
    const { of, secret } = JSON.parse(text) as { readonly of: string; readonly secret: string };
    return of === boundTo() ? secret : undefined;
  }

  return {
    /** For the provider that the settings name; undefined where none was stored for it. */
    read: (): Promise<string | undefined> => deps.db.read(read),

    /** Null takes it away. */
    set: (secret: string | null, who: string): Promise<void> =>
      deps.db.write(async (tx) => {
        const { facts } = tx.t;
        if (secret === null) await tx.q.delete(facts).where(eq(facts.name, FACT));
        else {
          const value = deps.sealing.seal(SEAL, JSON.stringify({ of: boundTo(), secret }));
          await tx.q
            .insert(facts)
            .values({ name: FACT, value })
            .onConflictDoUpdate({ target: facts.name, set: { value } });
        }
        const act =
          secret === null ? 'removed the secret of single sign-on' : 'set the secret of single sign-on';
        await audit(tx, deps.clock.now(), { who, act, about: deps.settings().openId.issuer });
      }),
  };
}
export type OpenIdSecret = ReturnType<typeof makeOpenIdSecret>;
