// What another app shared with ours (Web Share Target): its files are kept for whoever is signed in; a text or an address becomes a small text file.
import { keepFile, SHARED } from '../data/kept-files.ts';

/** More at once nobody shares on purpose. */
const MOST_FILES = 50;
/** Longer ones are documents, and come as files. */
const MOST_TEXT = 200_000;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim().slice(0, MOST_TEXT) : '';
};

/** A name that every system takes. */
const fileName = (title: string): string =>
  `${
    title
      .replaceAll(/[\p{C}\s\\/:*?"<>|]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'Shared text'
  }.txt`;

/** The files that were shared, in their order. */
function sharedAsFiles(form: FormData): readonly File[] {
  const files = form.getAll('files').filter((one): one is File => one instanceof File && one.size > 0);
  if (files.length > 0) return files.slice(0, MOST_FILES);
  const [title, text, url] = [textOf(form, 'title'), textOf(form, 'text'), textOf(form, 'url')];
  const lines = [text, text.includes(url) ? '' : url].filter((line) => line !== '');
  if (lines.length === 0) return [];
  return [new File([`${lines.join('\n\n')}\n`], fileName(title), { type: 'text/plain' })];
}

/** Where the person is led: `share` in the address tells the page what went wrong. */
export async function takeShared(request: Request, keep = keepFile): Promise<string> {
  let files: readonly File[];
  try {
    files = sharedAsFiles(await request.formData());
  } catch {
    // Cut off, or not a form.
    return '/?share=none#documents';
  }
  if (files.length === 0) return '/?share=none#documents';
  for (const file of files) {
    const kept = await keep(file, SHARED);
    if (!kept.ok) return `/?share=${kept.why === 'full' ? 'full' : 'not-kept'}#documents`;
  }
  return '/#documents';
}
