// The area "walkup": send a document, walk up, type the code, print.
import type { Area } from '../area.ts';
import { accept } from './accept.ts';
import { codeToList } from './code-to-list.ts';
import { idle } from './idle.ts';
import { largeUpload } from './large-upload.ts';
import { release } from './release.ts';

export const walkup: Area = {
  name: 'walkup',
  packages: ['cups', 'cups-client'],
  measures: [accept, release, codeToList, largeUpload, idle],
};
