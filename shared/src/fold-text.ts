// Text as a search compares it: "jorg" finds Jörg on both database engines alike, and on the phone. SQLite's own lower() knows ASCII only.

/** Letters that Unicode does not take apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Lower case, accents off. For what is stored and for what is typed. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/[ßøđłæœı]/g, (letter) => LETTERS[letter] ?? letter);
}
