// Every benchmark area. A new one is a folder and a line here.
import type { Area } from './area.ts';
import { walkup } from './walkup/walkup.ts';

export const areas = [walkup] as const satisfies readonly Area[];
