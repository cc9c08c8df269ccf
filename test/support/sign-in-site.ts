// A whole server with a panel and a stand-in for its directory, for tests of signing in.
import { openMailedCode } from '@platen/edge-server/people/mailed-code';
import type { DirectoryPasswords } from '@platen/edge-server/sign-in-app';
import { type Answer, type Client, type RunningServer, runServer } from './running-server.ts';

export interface SignInSite {
  readonly server: RunningServer;
  readonly panelPath: string;
  /** What the directory was asked in this test, and what it says. */
  readonly directory: { asked: { user: string; password: string }[]; says: DirectoryPasswords['check'] };
  /** Changes a setting of the group `signIn` for this test. */
  set(key: string, value: unknown): Promise<void>;
  /** All tries, and the settings as shipped: before each test. */
  reset(): Promise<void>;
  /** A browser that has shown the panel's key. */
  panel(): Promise<Client>;
  atPanel(body: object, client?: Client): Promise<Answer>;
  inPortal(body: object, client?: Client): Promise<Answer>;
  newUser(email?: string): Promise<{ readonly id: string; readonly email: string; readonly code: string }>;
  /** The code of the newest attempt, as the mail would bring it. */
  mailedCode(): Promise<string>;
  company(): Promise<string>;
  /** Messages that were put into the outbox so far. */
  outbox(): Promise<number>;
}

/** Error-table code of a refusal. */
export const codeOf = (answer: Answer): string | undefined =>
  (answer.json as { error?: { code: string } } | undefined)?.error?.code;

let count = 0;
export const anEmail = (): string => `person${++count}@example.org`;

/** Close `server` in the end. */
export async function startSignInSite(): Promise<SignInSite> {
  const server = await runServer();
  const { app } = server;
  const printer = await app.printers.add({ name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print' }, {}, 'test');
  const panelPath = app.printers.panelPath(printer);
  await app.mail.accounts.add(
    {
      name: 'Answers',
      kind: 'smtp',
      receives: false,
      sends: true,
      address: 'platen@example.org',
      // Nothing is there: what is put into the outbox stays there.
      settings: { host: 'mail.invalid', port: 587, security: 'starttls', auth: 'none' },
    },
    'test',
  );
  const directory: SignInSite['directory'] = { asked: [], says: async () => ({ kind: 'wrong' }) };
  // In place of a real one, which has tests of its own.
  const passwords: DirectoryPasswords = {
    any: async () => true,
    check: (typed, signal) => {
      directory.asked.push(typed);
      return directory.says(typed, signal);
    },
  };
  Object.assign(app.signIn, { passwords });
  let changed: string[] = [];
  const set = async (key: string, value: unknown): Promise<void> => {
    changed.push(key);
    await app.settings.change(`signIn.${key}`, value, 'test');
  };
  const panel = async (): Promise<Client> => {
    const client = server.client();
    await client.call('GET', panelPath);
    return client;
  };
  return {
    server,
    panelPath,
    directory,
    set,
    reset: async () => {
      directory.asked = [];
      directory.says = async () => ({ kind: 'wrong' });
      for (const key of changed) await app.settings.change(`signIn.${key}`, undefined, 'test');
      changed = [];
      await app.db.write(async (tx) => {
        await tx.q.delete(tx.t.guesses);
        await tx.q.delete(tx.t.mailTallies);
      });
    },
    panel,
    atPanel: async (body, client) => (client ?? (await panel())).call('POST', '/api/panel/session', { body }),
    inPortal: (body, client = server.client()) => client.call('POST', '/api/portal/session', { body }),
    newUser: async (email = anEmail()) => {
      const { user, code } = await app.users.add(email);
      return { id: user.id, email, code };
    },
    mailedCode: async () => {
      const rows = await app.db.read((tx) => tx.q.select().from(tx.t.loginAttempts));
      const newest = rows.toSorted((a, b) => b.createdAt - a.createdAt)[0];
      const code = await app.db.read((tx) => openMailedCode(tx, app, newest?.idHash ?? '', app.clock.now()));
      return code ?? '';
    },
    company: () => app.signIn.companyCode.current(),
    outbox: async () => (await app.db.read((tx) => tx.q.select().from(tx.t.outbox))).length,
  };
}
