// What the search over people looks through: everything a person is known by as one text, in lower case and without accents, so that
// "jorg" finds Jörg on both engines alike. SQLite's own lower() knows ASCII only.
import { foldText } from '@platen/shared/fold-text';

interface Known {
  readonly email: string;
  readonly name: string;
  readonly username?: string | null;
  readonly department?: string | null;
}

/** PostgreSQL's index takes rows of 2,700 bytes; 400 characters of any script and the address fit. */
const MOST = 400;
/** For `users.words`. What the address says already is not said again, so that a search has less to read. */
export function userWords(user: Known): string {
  let words = foldText(user.email);
  for (const word of foldText([user.name, user.username, user.department].join(' ')).split(/\s+/)) {
    if (word !== '' && !words.includes(word)) words += ` ${word}`;
  }
  return words.slice(0, MOST);
}

/** The words of a search, each of which must occur. */
export const searchWords = (typed: string): readonly string[] => foldText(typed).split(/\s+/).filter(Boolean);
