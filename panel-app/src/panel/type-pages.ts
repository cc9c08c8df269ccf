// What the keys of a real keyboard do on the screen for page numbers.
import type { PageKeys } from '../state/page-entry.ts';

/** @returns whether the key was one of the screen's. */
export function typePages(pages: PageKeys, { key, target }: KeyboardEvent): boolean {
  // A button reached with the Tab key is pressed by Enter and Space as everywhere.
  if (target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ')) return false;
  if (/^[\d,-]$/.test(key)) pages.type(key);
  else if (key === 'Backspace') pages.backspace();
  else if (key === 'Enter') pages.submit();
  else if (key === 'Escape') pages.close();
  else return false;
  return true;
}
