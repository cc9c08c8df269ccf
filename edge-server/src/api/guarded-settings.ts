// The settings that decide how people prove who they are and what crosses the network in the clear: changed by a person with a fresh proof
// (allow.ts), never by a program.
import type { App } from '../app.ts';
import { mustBeFresh } from './allow.ts';
import type { CallerOf } from './route.ts';

/** Groups by their dot; single settings whole. */
const GUARDED = [
  ...['signIn.', 'openId.', 'secure.', 'codes.', 'site.portalOverHttp', 'site.panelOverHttp'],
  ...['print.plain', 'print.trustNames', 'print.certificateAuthority', 'print.kerberos', 'print.keytab'],
];

/** Throws `prove-again`, to programs `not-allowed`. */
export function guardSetting(app: Pick<App, 'clock'>, caller: CallerOf['admin'], key: string): void {
  if (GUARDED.some((one) => (one.endsWith('.') ? key.startsWith(one) : key === one)))
    mustBeFresh(app, caller);
}
