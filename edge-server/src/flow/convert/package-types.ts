// What the main part of an OPC package is called in its list of types -> the media type of the document. A table, nothing else.
import type { Sniffed } from './sniffed.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const office = (part: string, mediaType: string) => [part, mediaType, 'office'] as const;

/** Names in lower case (ISO 29500-1, MS-OFFMACRO2, ISO 29500-2 for XPS); none is the beginning of another. */
export const MAIN_PARTS: readonly (readonly [string, string, Sniffed['family']])[] = [
  office(`${OOXML}wordprocessingml.document.main`, `${OOXML}wordprocessingml.document`),
  office(`${OOXML}wordprocessingml.template.main`, `${OOXML}wordprocessingml.template`),
  office(`${OOXML}spreadsheetml.sheet.main`, `${OOXML}spreadsheetml.sheet`),
  office(`${OOXML}spreadsheetml.template.main`, `${OOXML}spreadsheetml.template`),
  office(`${OOXML}presentationml.presentation.main`, `${OOXML}presentationml.presentation`),
  office(`${OOXML}presentationml.slideshow.main`, `${OOXML}presentationml.slideshow`),
  office(`${OOXML}presentationml.template.main`, `${OOXML}presentationml.template`),
  office('ms-word.document.macroenabled.main', 'application/vnd.ms-word.document.macroenabled.12'),
  office('ms-word.template.macroenabledtemplate.main', 'application/vnd.ms-word.template.macroenabled.12'),
  office('ms-excel.sheet.macroenabled.main', 'application/vnd.ms-excel.sheet.macroenabled.12'),
  office('ms-excel.template.macroenabled.main', 'application/vnd.ms-excel.template.macroenabled.12'),
  office('ms-excel.sheet.binary.macroenabled.main', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'),
  office(
    'ms-powerpoint.presentation.macroenabled.main',
    'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  ),
  office(
    'ms-powerpoint.slideshow.macroenabled.main',
    'application/vnd.ms-powerpoint.slideshow.macroenabled.12',
  ),
  office(
    'ms-powerpoint.template.macroenabled.main',
    'application/vnd.ms-powerpoint.template.macroenabled.12',
  ),
  ['vnd.ms-package.xps-fixeddocument', 'application/vnd.ms-xpsdocument', 'xps'],
  ['oxps', 'application/oxps', 'xps'],
];
