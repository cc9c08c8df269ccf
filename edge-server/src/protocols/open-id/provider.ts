// One OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE, state and nonce), by openid-client. The id_token's signature
// is checked against the provider's keys although it comes over TLS. What an identity may do here is people/open-id.ts.
import * as client from 'openid-client';
import { ProviderAway } from './provider-fetch.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client. */
  readonly secret: string | undefined;
  readonly fetch: client.CustomFetch;
  /** http:// is taken: only for a provider on this machine, in tests. */
  readonly plain: boolean;
}

/** What has to be kept, unseen by anybody, until the browser comes back. */
export interface KeptFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Only an address that the provider says it has verified. */
  readonly email: string | undefined;
  readonly name: string | undefined;
}

export interface Provider {
  /** @param prefix of the state, so that the page that is come back to knows for whom */
  begin(redirectUri: string, prefix: string): Promise<{ readonly url: string; readonly kept: KeptFlow }>;
  /** @param query as it stands in the address of the page. Throws ProviderAway or ProviderRefused. */
  finish(kept: KeptFlow, query: string): Promise<Identity>;
}

/** The provider, or what it said, does not let this person in. The message holds no secret. */
export class ProviderRefused extends Error {
  override name = 'ProviderRefused';
}

const SCOPE = 'openid email profile';
/** Longer names are cut: they are shown on panels. */
const MOST_NAME = 120;
/** Clocks of two servers (seconds). */
const CLOCK_SKEW = 60;

/** Reads the provider's description. Throws ProviderAway or ProviderRefused. */
export async function openProvider(options: ProviderOptions): Promise<Provider> {
  const config = await told(() => discover(options));
  return {
    begin: (redirectUri, prefix) =>
      told(async () => {
        const kept = {
          state: prefix + client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
          redirectUri,
        };
        const url = client.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: SCOPE,
          state: kept.state,
          nonce: kept.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
          code_challenge_method: 'S256',
        });
        return { url: url.href, kept };
      }),
    finish: (kept, query) =>
      told(async () => {
        const here = new URL(kept.redirectUri);
        here.search = query;
        const tokens = await client.authorizationCodeGrant(config, here, {
          pkceCodeVerifier: kept.verifier,
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new ProviderRefused('no id_token');
        // Many providers put the address there only (OpenID Connect Core 1.0 section 5.4).
        const more =
          claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
            : {};
        return identityOf({ ...more, ...claims });
      }),
  };
}

async function discover({
  issuer,
  clientId,
  secret,
  fetch,
  plain,
}: ProviderOptions): Promise<client.Configuration> {
  const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
    [client.customFetch]: fetch,
    ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
  });
  const server = found.serverMetadata();
  // OpenID Connect Discovery 1.0 section 3: client_secret_basic where nothing is said.
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const auth =
    secret === undefined
      ? client.None()
      : ways.includes('client_secret_basic')
        ? client.ClientSecretBasic(secret)
        : client.ClientSecretPost(secret);
  const config = new client.Configuration(server, clientId, { [client.clockTolerance]: CLOCK_SKEW }, auth);
  config[client.customFetch] = fetch;
  if (plain) client.allowInsecureRequests(config);
  client.enableNonRepudiationChecks(config);
  return config;
}

function identityOf(
  claims: Readonly<Record<string, unknown>> & { readonly iss?: unknown; readonly sub?: unknown },
): Identity {
  const text = (value: unknown, most: number): string | undefined =>
    typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, most) : undefined;
  const { iss, sub } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string') throw new ProviderRefused('no subject');
  return {
    issuer: iss,
    subject: sub,
    // Anything but true, the word "true" included, is a claim that anybody may have made.
    email: claims['email_verified'] === true ? text(claims['email'], 254) : undefined,
    name: text(claims['name'], MOST_NAME),
  };
}

/** openid-client's many errors as two: not reached, or refused. Only their short messages are passed on; causes hold tokens. */
async function told<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof ProviderRefused) throw cause;
    const away = awayOf(cause);
    if (away !== undefined) throw away;
    throw new ProviderRefused(shortOf(cause));
  }
}

function awayOf(cause: unknown): ProviderAway | undefined {
  if (cause instanceof ProviderAway) return cause;
  if (!(cause instanceof Error)) return undefined;
  if (cause.cause instanceof ProviderAway) return cause.cause;
  const server =
    cause instanceof client.ResponseBodyError && cause.status >= 500 ? `answered ${cause.status}` : undefined;
  return server === undefined ? undefined : new ProviderAway(server);
}

function shortOf(cause: unknown): string {
  if (cause instanceof client.ResponseBodyError || cause instanceof client.AuthorizationResponseError) {
    return `${cause.error}${cause.error_description === undefined ? '' : `: ${cause.error_description}`}`.slice(
      0,
      200,
    );
  }
  if (!(cause instanceof Error)) return 'unknown';
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code}: ` : '';
  return `${code}${cause.message}`.slice(0, 200);
}
