// In which language somebody at a panel or in the portal is answered: what Accept-Language asks for, else the site's. The console, programs and the
// command line are answered in English.
import { isLanguage } from '@platen/shared/say/languages';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import { ENGLISH, type Saying, sayingOf } from '@platen/shared/say/saying';
import type { App } from '../app.ts';

/** Browsers of one site send a few dozen different headers; what a stranger sends beyond that is read each time. */
const MOST_KNOWN = 500;
const known = new Map<string, Saying | undefined>();

export function readerLanguage(app: Pick<App, 'settings'>, header: string | undefined): Saying {
  const found = asked(header);
  if (found !== undefined) return found;
  const { language } = app.settings.now().site;
  return isLanguage(language) ? sayingOf(language) : ENGLISH;
}

/** Where an error says no more of the caller than the path. */
export function errorLanguage(app: Pick<App, 'settings'>, path: string, header: string | undefined): Saying {
  return path.startsWith('/api/') && !FOR_PEOPLE.test(path) ? ENGLISH : readerLanguage(app, header);
}
const FOR_PEOPLE = /^\/api\/(?:panel|portal)\//;

function asked(header: string | undefined): Saying | undefined {
  if (header === undefined) return undefined;
  const before = known.get(header);
  if (before !== undefined || known.has(header)) return before;
  const language = negotiateLanguage(header);
  const saying = language === undefined ? undefined : sayingOf(language);
  if (known.size < MOST_KNOWN) known.set(header, saying);
  return saying;
}
