// Text from people (titles, names, account numbers) brought into what a PJL line may hold, so that none of it can end a string, a
// line or the language (threat T32). Everything a person wrote that goes into PJL passes through here.

/** HP PJL Technical Reference, "JOB": a name has up to 80 significant characters. */
const MOST_CHARACTERS = 80;

/** Letters keep their base (é is e), everything else that is not printable ASCII, and the quote, becomes "_". */
export function pjlText(text: string, most: number = MOST_CHARACTERS): string {
  return asciiOf(text)
    .replace(/[^\x20-\x7e]|"/g, '_')
    .slice(0, most)
    .trim();
}

/** Account data stands between commas and semicolons as well: only what account numbers and user names are made of. */
export function pjlAccountText(text: string): string {
  return asciiOf(text)
    .replace(/[^A-Za-z0-9._@+ -]/g, '_')
    .slice(0, MOST_CHARACTERS)
    .trim();
}

/** A word after "=": capital letters and digits (ENTER LANGUAGE). undefined when it is none. */
export function pjlWord(word: string): string | undefined {
  return /^[A-Z][A-Z0-9]{0,31}$/.test(word) ? word : undefined;
}

function asciiOf(text: string): string {
  // Longer texts are cut anyway; normalising a megabyte to show a line would be work for an attacker to cause.
  return text
    .slice(0, 1_024)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '');
}
