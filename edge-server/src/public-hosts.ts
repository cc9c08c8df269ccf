// The names under which people and panels open this server, as far as the settings say; else the machine's own. For judging its certificate.
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Settings } from '@platen/shared/settings';

/** Lower case, each once. An address that was typed without a scheme counts, too. */
export function publicHosts(
  settings: Pick<Settings, 'panel' | 'mail'>,
  own: () => string = hostname,
): string[] {
  const given = [settings.panel.address, settings.mail.publicAddress].flatMap(hostOf);
  return [...new Set(given.length > 0 ? given : [own().toLowerCase()])];
}

function hostOf(typed: string): string[] {
  const text = typed.trim();
  if (text === '') return [];
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return [];
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '');
  return host === '' || (isIP(host) === 0 && host === 'localhost') ? [] : [host];
}
