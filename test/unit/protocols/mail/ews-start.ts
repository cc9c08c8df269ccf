// An Exchange stand-in and what is needed to open its mailbox, for the tests of EWS.
import type { TestContext } from 'node:test';
import { type EwsOptions, openEws } from '@platen/edge-server/protocols/mail/ews';
import { type EwsServerOptions, startEwsServer } from '../../../servers/ews-server.ts';

const { signal } = new AbortController();
export const PASSWORD = { kind: 'password', user: 'print@example.test', password: 'hush-hush' } as const;

export async function startExchange(
  t: TestContext,
  options: EwsServerOptions = {},
  more: Partial<EwsOptions> = {},
) {
  const exchange = await startEwsServer({ user: PASSWORD.user, password: PASSWORD.password, ...options });
  t.after(() => exchange.stop());
  const log: string[] = [];
  const place: EwsOptions = {
    url: exchange.url,
    auth: PASSWORD,
    trust: {},
    log: (message) => log.push(message),
    ...more,
  };
  return { exchange, place, log };
}

export async function openExchange(
  t: TestContext,
  options: EwsServerOptions = {},
  more: Partial<EwsOptions> = {},
) {
  const started = await startExchange(t, options, more);
  const box = await openEws(started.place, signal);
  t.after(() => box.close());
  return { ...started, box };
}
