// A server in this process, a printer beside it, and somebody with documents: for tests of the panel's plain forms.
import assert from 'node:assert/strict';
import type { PrinterRow } from '@platen/edge-server/devices/printers';
import { operatorCall } from './operator.ts';
import { type PlainBrowser, plainBrowser } from './plain-browser.ts';
import { type RunningServer, runServer } from './running-server.ts';
import { waitUntil } from './wait-until.ts';

export interface PlainSite {
  readonly server: RunningServer;
  readonly printer: PrinterRow;
  readonly code: string;
  readonly send: (name: string, document: Uint8Array) => Promise<void>;
  /** A browser that has opened the panel's address. */
  readonly browser: () => Promise<PlainBrowser>;
  /** And has typed the code. */
  readonly signedIn: () => Promise<PlainBrowser>;
  /** State of the document whose title begins so. */
  readonly stateOf: (title: string) => Promise<string | undefined>;
}

const EMAIL = 'anna@example.com';

export async function startPlainSite(
  uri: string,
  options: Parameters<typeof runServer>[0] = {},
): Promise<PlainSite> {
  const server = await runServer(options);
  const at = { dataDir: server.dataDir, httpPort: server.httpPort ?? 0 };
  const { code } = await server.app.users.add(EMAIL, 'Anna');
  const printer = await server.app.printers.add(
    { name: 'Corridor', uri },
    await server.app.probe(uri),
    'test',
  );
  const jobs = async () =>
    (await operatorCall(at, 'GET', '/api/admin/jobs')).json<{ jobs: { state: string; title: string }[] }>()
      .jobs;
  const stateOf = async (title: string) => (await jobs()).find((job) => job.title.startsWith(title))?.state;
  const browser = async () => {
    const opened = plainBrowser(server.client());
    await opened.open(server.app.printers.panelPath(printer));
    await opened.open('/panel/?kind=plain');
    return opened;
  };
  return {
    server,
    printer,
    code,
    browser,
    stateOf,
    send: async (name, document) => {
      const to = `/api/admin/documents?owner=${EMAIL}&name=${encodeURIComponent(name)}`;
      const sent = await operatorCall(at, 'POST', to, document);
      assert.ok(sent.status < 300, sent.text);
      const begins = [...name].slice(0, 8).join('');
      await waitUntil(async () => !['received', undefined].includes(await stateOf(begins)), {
        what: `"${begins}" to be ready`,
      });
    },
    signedIn: async () => {
      const opened = await browser();
      await opened.press('Sign in', { code });
      return opened;
    },
  };
}
