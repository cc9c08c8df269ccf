// A real OpenID provider (npm oidc-provider) on a free loopback port, with the people of a test: its own sign-in page asks for the name and nothing
// else. What it says of somebody can be changed while it runs.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider';

export interface OpenIdPerson {
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  /** By the name that is typed; it is the subject. */
  readonly people: Map<string, OpenIdPerson>;
  /** Requests so far, as "METHOD /path". */
  readonly calls: string[];
  stop(): Promise<void>;
}

const CLIENT = { id: 'platen', secret: 'a client secret that is long enough' };

export async function startOpenIdProvider(options: {
  /** Where browsers may be sent back to. */
  readonly redirectUris: readonly string[];
}): Promise<OpenIdProvider> {
  const people = new Map<string, OpenIdPerson>();
  const calls: string[] = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  // No consent screen: what the test is about is signing in.
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...options.redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const { oidc } = ctx;
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    findAccount: async (_ctx, id) => ({
      accountId: id,
      claims: async () => {
        const person = people.get(id) ?? {};
        return {
          sub: id,
          ...(person.email === undefined ? {} : { email: person.email }),
          ...(person.emailVerified === undefined ? {} : { email_verified: person.emailVerified }),
          ...(person.name === undefined ? {} : { name: person.name }),
        };
      },
    }),
  };
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    calls.push(`${request.method} ${path}`);
    if (!path.startsWith('/interaction/')) {
      void handle(request, response);
      return;
    }
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        '<title>Provider</title><form method="post"><label>Name <input name="name"></label><button>Go on</button></form>',
      );
      return;
    }
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const name = new URLSearchParams(body).get('name') ?? '';
      const result = people.has(name)
        ? { login: { accountId: name } }
        : { error: 'access_denied', error_description: 'nobody of that name' };
      void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
  });
  return {
    issuer,
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    people,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
