// Every benchmark area. A new one is a folder and a line here.
import type { Area } from './area.ts';
import { documents } from './documents/documents.ts';
import { ipp } from './ipp/ipp.ts';
import { mail } from './mail/mail.ts';
import { panel } from './panel/panel.ts';
import { people } from './people/people.ts';
import { printers } from './printers/printers.ts';
import { walkup } from './walkup/walkup.ts';

export const areas = [
  walkup,
  documents,
  printers,
  mail,
  people,
  ipp,
  panel,
] as const satisfies readonly Area[];
