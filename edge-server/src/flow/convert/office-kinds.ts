// The Office documents that can be printed: media type, how LibreOffice is to read it, and what it is for the person. A table, nothing else.

export type OfficeFamily = 'text' | 'spreadsheet' | 'presentation';
/** How the file is built: what has to be looked into before anybody opens it. */
type Container = 'ooxml' | 'opendocument' | 'compound' | 'rtf';

export interface OfficeKind {
  /** Tells LibreOffice's import filter; one of the names this format goes by. */
  readonly extension: string;
  readonly family: OfficeFamily;
  readonly container: Container;
}

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';
const kind = (extension: string, family: OfficeFamily, container: Container): OfficeKind => ({
  extension,
  family,
  container,
});

/** Media types in lower case, as sniff.ts writes them. Templates are read as documents: printing one means printing what it shows. */
export const OFFICE_KINDS: Readonly<Record<string, OfficeKind>> = {
  'application/msword': kind('doc', 'text', 'compound'),
  'application/vnd.ms-excel': kind('xls', 'spreadsheet', 'compound'),
  'application/vnd.ms-powerpoint': kind('ppt', 'presentation', 'compound'),
  [`${OOXML}wordprocessingml.document`]: kind('docx', 'text', 'ooxml'),
  [`${OOXML}wordprocessingml.template`]: kind('dotx', 'text', 'ooxml'),
  'application/vnd.ms-word.document.macroenabled.12': kind('docm', 'text', 'ooxml'),
  'application/vnd.ms-word.template.macroenabled.12': kind('dotm', 'text', 'ooxml'),
  [`${OOXML}spreadsheetml.sheet`]: kind('xlsx', 'spreadsheet', 'ooxml'),
  [`${OOXML}spreadsheetml.template`]: kind('xltx', 'spreadsheet', 'ooxml'),
  'application/vnd.ms-excel.sheet.macroenabled.12': kind('xlsm', 'spreadsheet', 'ooxml'),
  'application/vnd.ms-excel.template.macroenabled.12': kind('xltm', 'spreadsheet', 'ooxml'),
  'application/vnd.ms-excel.sheet.binary.macroenabled.12': kind('xlsb', 'spreadsheet', 'ooxml'),
  [`${OOXML}presentationml.presentation`]: kind('pptx', 'presentation', 'ooxml'),
  [`${OOXML}presentationml.slideshow`]: kind('ppsx', 'presentation', 'ooxml'),
  [`${OOXML}presentationml.template`]: kind('potx', 'presentation', 'ooxml'),
  'application/vnd.ms-powerpoint.presentation.macroenabled.12': kind('pptm', 'presentation', 'ooxml'),
  'application/vnd.ms-powerpoint.slideshow.macroenabled.12': kind('ppsm', 'presentation', 'ooxml'),
  'application/vnd.ms-powerpoint.template.macroenabled.12': kind('potm', 'presentation', 'ooxml'),
  [`${ODF}text`]: kind('odt', 'text', 'opendocument'),
  [`${ODF}text-template`]: kind('ott', 'text', 'opendocument'),
  [`${ODF}spreadsheet`]: kind('ods', 'spreadsheet', 'opendocument'),
  [`${ODF}spreadsheet-template`]: kind('ots', 'spreadsheet', 'opendocument'),
  [`${ODF}presentation`]: kind('odp', 'presentation', 'opendocument'),
  [`${ODF}presentation-template`]: kind('otp', 'presentation', 'opendocument'),
  'application/rtf': kind('rtf', 'text', 'rtf'),
};
