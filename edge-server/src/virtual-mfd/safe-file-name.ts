// A file name from a title that anyone may have written. Nothing of it can leave the folder or be a hidden file, and
// the job's number in front keeps it apart from every other name.
import { cleanText } from '../protocols/ipp/clean-text.ts';

/** With the number, the ending and four octets a character it stays under the 255 octets of a file name. */
const maxTitleLength = 50;

/** safeFileName(7, '../../etc/passwd', 'pdf') is '7-etc-passwd.pdf'. */
export function safeFileName(id: number, title: string, ending: string): string {
  const words =
    cleanText(title)
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const safe = [...words.join('-')].slice(0, maxTitleLength).join('');
  return `${String(id)}-${safe === '' ? 'untitled' : safe}.${ending}`;
}
