// What a page says of its language in `lang` and `dir`. Imports nothing: the build reads it, too.

/** For `lang`, BCP 47. */
export const tagOf = (language: string): string => (language === 'zh' ? 'zh-Hans' : language);

/** For `dir`, of a language or its tag. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
