// Signing in by an OpenID provider, for portal and console alike: begins a flow, and says who came back. The flow belongs to the browser that
// began it (a cookie), ends within minutes and works once. Who the identity is here is decided by each surface.
import { AppError } from '@platen/shared/app-error';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { Identity, KeptFlow, Provider } from '../protocols/open-id/provider.ts';
import { hashToken } from './sessions.ts';

export type OpenIdSurface = 'portal' | 'admin';

/** Time to type a password and a second factor over there. */
export const OPEN_ID_MINUTES = 10;
/** A provider's description and keys are believed this long; a key that is new is fetched anyway. */
const KEEP_MS = 10 * 60_000;
const SEAL = 'login-attempt';

export interface OpenIdDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings' | 'log'> {
  readonly secret: () => Promise<string | undefined>;
  /** protocols/open-id/provider.ts openProvider(), with this server's network. Its errors are named ProviderAway and ProviderRefused. */
  readonly connect: (ask: {
    readonly issuer: string;
    readonly clientId: string;
    readonly secret: string | undefined;
  }) => Promise<Provider>;
}

export interface SignedInThere extends Identity {
  readonly surface: OpenIdSurface;
  readonly stay: boolean;
}

export function makeOpenId(deps: OpenIdDeps) {
  let kept: { readonly key: string; readonly at: number; readonly provider: Provider } | undefined;

  /** Is it set up and on for this surface? */
  function isOn(surface: OpenIdSurface): boolean {
    const { issuer, clientId, forPortal, forConsole } = deps.settings().openId;
    if (!URL.canParse(issuer) || clientId === '') return false;
    return surface === 'portal' ? forPortal : forConsole;
  }

  async function provider(): Promise<Provider> {
    const { issuer, clientId } = deps.settings().openId;
    const secret = await deps.secret();
    const key = JSON.stringify([issuer, clientId, secret]);
    const now = deps.clock.now();
    if (kept?.key === key && now - kept.at < KEEP_MS) return kept.provider;
    const found = await deps.connect({ issuer, clientId, secret });
    kept = { key, at: now, provider: found };
    return found;
  }

  /** What went wrong over there, as an error of ours. */
  function told(cause: unknown): unknown {
    if (!(cause instanceof Error)) return cause;
    const { issuer } = deps.settings().openId;
    if (cause.name === 'ProviderAway') {
      kept = undefined;
      deps.log.warn('the OpenID provider does not answer', { issuer, detail: cause.message });
      return new AppError('open-id-away', { issuer, detail: cause.message }, { cause });
    }
    if (cause.name !== 'ProviderRefused') return cause;
    deps.log.info('an OpenID sign-in was refused', { issuer, detail: cause.message });
    return new AppError('open-id-refused', { detail: cause.message }, { cause });
  }

  return {
    isOn,

    /**
     * @param redirectUri the page of this server that the provider sends the browser back to
     * @returns where to send the browser, and the word for its cookie. Throws `open-id-off`, `open-id-away`, `open-id-refused`.
     */
    async begin(
      surface: OpenIdSurface,
      { stay, redirectUri }: { readonly stay: boolean; readonly redirectUri: string },
    ): Promise<{ readonly url: string; readonly word: string }> {
      if (!isOn(surface)) throw new AppError('open-id-off', { surface });
      const word = deps.ids.token();
      const idHash = hashToken(word);
      try {
        const { url, kept: flow } = await (await provider()).begin(redirectUri, `${surface}.`);
        const { issuer, clientId } = deps.settings().openId;
        const now = deps.clock.now();
        const sealed = deps.sealing.seal(SEAL, JSON.stringify({ idHash, issuer, clientId, flow }));
        await deps.db.write(async (tx) => {
          await tx.q.insert(tx.t.loginAttempts).values({
            idHash,
            kind: 'openid',
            surface,
            subject: '',
            codeHash: null,
            sealed,
            tries: 0,
            stay,
            createdAt: now,
            expiresAt: now + OPEN_ID_MINUTES * 60_000,
            usedAt: null,
          });
        });
        return { url, word };
      } catch (cause) {
        throw told(cause);
      }
    },

    /**
     * Who came back. Throws `open-id-refused` where the flow is not this browser's, not this surface's, used or over.
     * @param query of the page's address, as the provider made it
     */
    async finish(surface: OpenIdSurface, query: string, word: string | undefined): Promise<SignedInThere> {
      if (!isOn(surface)) throw new AppError('open-id-off', { surface });
      const idHash = hashToken(word ?? '');
      const row = await deps.db.write(async (tx) => {
        const { loginAttempts } = tx.t;
        const now = deps.clock.now();
        // Used with the look: of two that come at the same moment one wins.
        const rows = await tx.q
          .update(loginAttempts)
          .set({ usedAt: now })
          .where(
            and(
              eq(loginAttempts.idHash, idHash),
              eq(loginAttempts.kind, 'openid'),
              eq(loginAttempts.surface, surface),
              isNull(loginAttempts.usedAt),
              gt(loginAttempts.expiresAt, now),
            ),
          )
          .returning();
        return rows[0];
      });
      const opened = row?.sealed == null ? undefined : deps.sealing.open(SEAL, row.sealed);
      if (row === undefined || opened === undefined) {
        throw new AppError('open-id-refused', { detail: 'no sign-in of this browser is open' });
      }
      const { issuer, clientId } = deps.settings().openId;
      const was = JSON.parse(opened) as {
        readonly idHash: string;
        readonly issuer: string;
        readonly clientId: string;
        readonly flow: KeptFlow;
      };
      if (was.idHash !== idHash || was.issuer !== issuer || was.clientId !== clientId) {
        throw new AppError('open-id-refused', { detail: 'the provider was changed meanwhile' });
      }
      try {
        const identity = await (await provider()).finish(was.flow, query);
        return { ...identity, surface, stay: row.stay };
      } catch (cause) {
        throw told(cause);
      }
    },

    /** Reads the provider's description, for the administrator's test. Throws `open-id-off`, `open-id-away`, `open-id-refused`. */
    async test(): Promise<void> {
      const { issuer, clientId } = deps.settings().openId;
      if (!URL.canParse(issuer) || clientId === '') throw new AppError('open-id-off', { surface: 'test' });
      kept = undefined;
      try {
        await provider();
      } catch (cause) {
        throw told(cause);
      }
    },
  };
}
export type OpenId = ReturnType<typeof makeOpenId>;

/** As `users.openId` and `admins.openId` keep it. */
export const openIdWord = ({ issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): string =>
  `${issuer} ${subject}`;
