// Counts how often a document names each font.
import type { AskedFont } from './fonts-replaced.ts';

export interface FontCount {
  /** `times` 0: listed, not seen in use. */
  readonly add: (name: string, times: number) => void;
  /** The most used first, then as they came. */
  readonly fonts: () => readonly AskedFont[];
}

/** Names kept: nobody reads more, and a hostile list must not grow here. */
const MOST_NAMES = 100;

/** References to the theme ("+mn-lt"), vertical variants ("@MS Gothic"), and what is no name at all. */
const NO_NAME = /^[+@]|[\p{Cc}<>]/u;

export function makeFontCount(): FontCount {
  const counts = new Map<string, { name: string; times: number }>();
  return {
    add: (written, times) => {
      const name = plainName(written);
      if (name === '' || NO_NAME.test(name)) return;
      const key = name.toLowerCase();
      const known = counts.get(key);
      if (known !== undefined) known.times += times;
      else if (counts.size < MOST_NAMES) counts.set(key, { name, times });
    },
    fonts: () =>
      [...counts.values()]
        .sort((a, b) => b.times - a.times)
        .map(({ name, times }) => ({ name, used: times > 0 })),
  };
}

/** The first of a list of choices, without quotes and XML's escapes. */
function plainName(written: string): string {
  const text = written
    .replace(/&(quot|apos|#39|#34);/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
  return (text.split(/[;,]/)[0] ?? '').replace(/^['"\s]+|['"\s]+$/g, '').slice(0, 64);
}
