// What a person sets for all their documents and mail. A change is at once that of the documents that wait, as far as nobody chose for them.
import { Preferences, PreferencesChange, PreferencesSaved } from '@platen/shared/api/portal-preferences';
import { AppError } from '@platen/shared/app-error';
import { sameDefaults, withDefaults } from '@platen/shared/default-options';
import { siteDefaults } from '@platen/shared/option-settings';
import { LANGUAGE_FACTS, LANGUAGES } from '@platen/shared/say/languages';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { App } from '../../app.ts';
import { retakeDefaults } from '../../flow/store/owner-defaults.ts';
import { setPreferences } from '../../people/preferences.ts';
import { findUser, type UserRow } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';

const CHOICES = LANGUAGES.map((tag) => ({ tag, name: LANGUAGE_FACTS[tag].name }));

export function portalPreferenceRoutes(app: App): Route[] {
  function view({ defaults, language }: Pick<UserRow, 'defaults' | 'language'>) {
    const { options, site } = app.settings.now();
    return {
      defaults,
      language: negotiateLanguage(language ?? undefined) ?? null,
      site: {
        defaults: siteDefaults(options),
        language: negotiateLanguage(site.language) ?? 'en',
      },
      languages: CHOICES,
    };
  }

  const gone = (): AppError => new AppError('not-signed-in', { role: 'portal-user' });

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/preferences',
      role: 'portal-user',
      summary:
        'How the own documents are printed when nothing else is said, and the language of portal, panel and mail.',
      reply: Preferences,
      handle: async ({ caller }) => {
        const user = await app.db.read((tx) => findUser(tx, caller.userId));
        if (user === undefined) throw gone();
        return view(user);
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/portal/preferences',
      role: 'portal-user',
      summary: 'Set them. Waiting documents for which nobody chose anything follow at once.',
      body: PreferencesChange,
      reply: PreferencesSaved,
      handle: async ({ caller, body }) => {
        const { userId } = caller;
        const site = siteDefaults(app.settings.now().options);
        const documents = await app.db.write(async (tx) => {
          const before = await findUser(tx, userId);
          if (before === undefined || !(await setPreferences(tx, userId, body))) throw gone();
          if (sameDefaults(before.defaults, body.defaults)) return 0;
          return retakeDefaults(tx, userId, (asked) => withDefaults(site, body.defaults, asked));
        });
        return { ...view(body), documents };
      },
    }),
  ];
}
