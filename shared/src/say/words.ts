// The words of one language: a sentence for each key, and for those that depend on a number one for each of its plural categories.

/** The categories are those of Intl.PluralRules for the language; `count` chooses, else the first number among the values. */
export interface Plural {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export type Words = Readonly<Record<string, string | Plural>>;
export type SayValues = Readonly<Record<string, string | number>>;
