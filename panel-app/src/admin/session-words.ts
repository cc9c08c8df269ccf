// A session of the console in words: which browser, how somebody signed in.
import type { SessionView } from '@platen/shared/api/admin-security';
import { say } from './speech.ts';

/** The more exact word first: every browser also claims to be those below it. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
  ['curl', /^curl\//],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** "Firefox on Linux", as far as it says so itself. */
export function browserWords(agent: string | undefined): string {
  const find = (list: typeof BROWSERS): string | undefined =>
    list.find(([, pattern]) => pattern.test(agent ?? ''))?.[0];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined) return system ?? say('session-unknown-browser');
  return system === undefined ? browser : say('session-browser-on', { browser, system });
}

export function viaWords(via: SessionView['via']): string {
  switch (via) {
    case 'password':
    case 'passkey':
    case 'openid':
    case 'setup':
    case 'directory':
      return say(`via-${via}`);
    default:
      return say('via-other');
  }
}
