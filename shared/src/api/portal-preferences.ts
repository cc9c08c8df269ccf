// What a person sets for all their documents and mail: default options and the language of the portal, the panel and mail.
import * as v from 'valibot';
import { DefaultOptions } from '../default-options.ts';
import { LANGUAGES } from '../say/languages.ts';

const Language = v.picklist(LANGUAGES);

/** PUT /api/portal/preferences: both as they are to be from now on. */
export const PreferencesChange = v.object({
  defaults: DefaultOptions,
  /** null: the organisation's. */
  language: v.nullable(Language),
});
export type PreferencesChange = v.InferOutput<typeof PreferencesChange>;

/** GET /api/portal/preferences */
export const Preferences = v.object({
  ...PreferencesChange.entries,
  /** What holds where the person has set nothing. */
  site: v.object({ defaults: DefaultOptions, language: Language }),
  /** Languages to choose from, each by its own name. */
  languages: v.array(v.object({ tag: Language, name: v.string() })),
});
export type Preferences = v.InferOutput<typeof Preferences>;

/** The answer to a change. */
export const PreferencesSaved = v.object({
  ...Preferences.entries,
  /** Waiting documents that are printed otherwise from now on. */
  documents: v.number(),
});
export type PreferencesSaved = v.InferOutput<typeof PreferencesSaved>;
