// What the keys of a real keyboard do on the screens that are typed into: passwords, user names, accounting data and page numbers.
import type { TypingKeys } from '../state/document-password.ts';

/** @returns whether the key was one of the screen's. */
export function typePassword(password: TypingKeys, event: KeyboardEvent): boolean {
  const { key, target } = event;
  // A button reached with the Tab key is pressed by Enter and Space as everywhere.
  if (target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ')) return false;
  // Keys that write say what they write; all others have names of several letters.
  if ([...key].length === 1) password.type(key);
  else if (key === 'Backspace') password.backspace();
  else if (key === 'Enter') password.submit();
  else if (key === 'Escape') password.close();
  else return false;
  return true;
}
