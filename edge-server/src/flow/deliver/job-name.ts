// The name our job has at the printer: "<short title> #<token8>" (ARCHITECTURE.md "Delivery"). The token is how a job is
// found again after a lost answer, and how a reused job id is told from ours; a job id alone proves nothing.

import { cleanText } from '../../protocols/ipp/clean-text.ts';

/** Shown on small displays beside other columns; the token must never be cut off. */
const TITLE_LENGTH = 40;
/** Hex digits of the attempt's UUID: 32 random bits, so that no two jobs of a printer's history share one. */
const TOKEN_LENGTH = 8;

function shortToken(token: string): string {
  return token.slice(0, TOKEN_LENGTH);
}

export function jobName(title: string, token: string): string {
  // Titles come from mail subjects and file names; what a printer logs and shows must be one line.
  const characters = [...cleanText(title)];
  const short =
    characters.length > TITLE_LENGTH
      ? `${characters
          .slice(0, TITLE_LENGTH - 1)
          .join('')
          .trimEnd()}…`
      : characters.join('');
  return `${short === '' ? 'Document' : short} #${shortToken(token)}`;
}

/** Whether a job-name the printer told carries this token. */
export function hasToken(name: string, token: string): boolean {
  return name.includes(`#${shortToken(token)}`);
}
