// Every benchmark area. A new one is a folder and a line here.
import type { Area } from './area.ts';
import { documents } from './documents/documents.ts';
import { printers } from './printers/printers.ts';
import { walkup } from './walkup/walkup.ts';

export const areas = [walkup, documents, printers] as const satisfies readonly Area[];
