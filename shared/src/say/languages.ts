// The languages the server speaks to people: their tags (BCP 47) and their names for themselves. The words are the JSON file of each, beside this one.

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ja', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

interface LanguageFact {
  /** For content-language, and for Intl. */
  readonly tag: string;
  readonly name: string;
  /** Written from right to left. */
  readonly rtl: boolean;
}

export const LANGUAGE_FACTS: Readonly<Record<Language, LanguageFact>> = {
  en: { tag: 'en', name: 'English', rtl: false },
  de: { tag: 'de', name: 'Deutsch', rtl: false },
  fr: { tag: 'fr', name: 'Français', rtl: false },
  es: { tag: 'es', name: 'Español', rtl: false },
  it: { tag: 'it', name: 'Italiano', rtl: false },
  pt: { tag: 'pt', name: 'Português', rtl: false },
  nl: { tag: 'nl', name: 'Nederlands', rtl: false },
  pl: { tag: 'pl', name: 'Polski', rtl: false },
  ja: { tag: 'ja', name: '日本語', rtl: false },
  zh: { tag: 'zh-Hans', name: '简体中文', rtl: false },
  ar: { tag: 'ar', name: 'العربية', rtl: true },
};

export const isLanguage = (text: string): text is Language => LANGUAGES.some((one) => one === text);

/** Whose words are not whole yet: what they lack is said in English. A test asks every other one for every key. */
export const UNFINISHED: readonly Language[] = [];
