// The area "documents": formats in, print-ready out, the first page at once; each against the program that people would use instead.
import type { Area } from '../area.ts';
import { firstPage } from './first-page.ts';
import { letter } from './letter.ts';
import { mixedOffice } from './mixed-office.ts';
import { printReady } from './print-ready.ts';
import { queuedMemory } from './queued-memory.ts';

export const documents: Area = {
  name: 'documents',
  packages: [
    'bubblewrap',
    'libreoffice-writer-nogui',
    'libreoffice-calc-nogui',
    'libreoffice-impress-nogui',
    'python3-uno',
    'fonts-liberation',
    'poppler-utils',
    'ghostscript',
    'mupdf-tools',
  ],
  measures: [letter, mixedOffice, firstPage, printReady, queuedMemory],
};
