// What poppler reads out of a PDF: a second opinion on what our own pages say. Tests only.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from './temp-dir.ts';

/** Needs pdftotext: guard the test with skipUnless('pdftotext'). */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  const folder = await tempDir('pdf-text');
  try {
    const file = join(folder.path, 'a.pdf');
    writeFileSync(file, pdf);
    return execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
  } finally {
    await folder.remove();
  }
}
