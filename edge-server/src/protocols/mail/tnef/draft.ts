// A message of a TNEF stream while its attributes are read: what each attribute or property adds to it.
import { decodeCharset } from '../mime/charset.ts';
import { cleanFileName, cleanLine } from '../mime/header-text.ts';
import { unpackRtf } from './compressed-rtf.ts';
import type { TnefAttachment, TnefContent } from './content.ts';
import { MOST_NAME_BYTES } from './limits.ts';
import type { OctetReader } from './octet-reader.ts';
import { type Property, readProperties, TYPE } from './properties.ts';
import { mayGoOn, type Shared } from './shared.ts';

/** Each is called when the reader stands at the value, reads of it what it wants, and tells whether it was sound. */
export interface MessageDraft {
  codepage(end: number): Promise<boolean>;
  subject(end: number): Promise<boolean>;
  body(end: number): Promise<boolean>;
  properties(end: number): Promise<boolean>;
  beginAttachment(): boolean;
  attachmentTitle(end: number): Promise<boolean>;
  attachmentData(end: number): boolean;
  attachmentProperties(end: number): Promise<boolean>;
  content(): TnefContent;
}

/** [MS-OXPROPS]. */
const PROPERTY = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  internetCodepage: 0x3fde,
  displayName: 0x3001,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeTag: 0x370e,
  contentId: 0x3712,
  flags: 0x3714,
  hidden: 0x7ffe,
} as const;

/** Value of PidTagAttachFlags: shown inside the HTML text. */
const SHOWN_IN_TEXT = 4;
/** {00020307-0000-0000-C000-000000000046}: the object is a message, as a TNEF stream of its own. */
const MESSAGE_OBJECT = '0703020000000000c000000000000046';
const OBJECT_ID_BYTES = 16;
const SUBJECT_MOST = 1_000;

interface AttachmentDraft {
  title: string | undefined;
  names: Map<number, string>;
  mediaType: string | undefined;
  contentId: string | undefined;
  inline: boolean;
  range: { start: number; end: number } | undefined;
  message: TnefContent | undefined;
}

/** @param readEmbedded reads the TNEF stream that begins here and ends there; undefined when it would be one too deep. */
export function makeDraft(
  reader: OctetReader,
  shared: Shared,
  readEmbedded: (end: number) => Promise<TnefContent | undefined>,
): MessageDraft {
  let oemCharset: string | undefined;
  let htmlCharset: string | undefined;
  let subject: string | undefined;
  let bodyText: string | undefined;
  let html: { octets: Buffer; type: number } | undefined;
  let bodyRtf: Buffer | undefined;
  const attachments: AttachmentDraft[] = [];

  /** The value, or as much of it as is wanted. */
  const takeMost = async (end: number, most: number): Promise<Buffer> =>
    (await reader.take(Math.min(end - reader.position, most))) ?? Buffer.alloc(0);

  const textOf = (octets: Buffer, type: number, charset: string | undefined): string =>
    decodeCharset(octets, type === TYPE.unicode ? 'utf-16le' : charset).replace(/\0+$/, '');

  const takeText = async ({ length, type }: Property, most: number): Promise<string> =>
    textOf(await takeMost(reader.position + length, most), type, oemCharset);

  const takeNumber = async ({ length }: Property): Promise<number> =>
    length === 4 ? ((await reader.u32()) ?? 0) : 0;

  /** Of the message; what is said in properties counts more than what older attributes say. */
  const messageProperty = async (property: Property): Promise<void> => {
    const most = shared.limits.bodyBytes;
    const value = kindOf(property);
    if (property.id === PROPERTY.subject && value === 'text')
      subject = cleanLine(await takeText(property, MOST_NAME_BYTES), SUBJECT_MOST);
    else if (property.id === PROPERTY.body && value === 'text') bodyText = await takeText(property, most);
    else if (property.id === PROPERTY.html && value !== 'other')
      html = { octets: await takeMost(reader.position + property.length, most), type: property.type };
    else if (property.id === PROPERTY.rtf && value === 'binary' && property.length <= most)
      bodyRtf = unpackRtf(await takeMost(reader.position + property.length, most), most);
    else if (property.id === PROPERTY.internetCodepage) htmlCharset = charsetOf(await takeNumber(property));
  };

  /** The one that is being described; attributes of one that has not begun begin it. */
  const current = (): AttachmentDraft | undefined =>
    attachments.at(-1) ?? (begin() ? attachments.at(-1) : undefined);

  const begin = (): boolean => {
    if (shared.attachments >= shared.limits.attachments) {
      shared.defects.add('mail-too-many-parts');
      return false;
    }
    shared.attachments += 1;
    attachments.push({
      title: undefined,
      names: new Map(),
      mediaType: undefined,
      contentId: undefined,
      inline: false,
      range: undefined,
      message: undefined,
    });
    return true;
  };

  const attachmentProperty = async (attachment: AttachmentDraft, property: Property): Promise<void> => {
    const kind = kindOf(property);
    const { id } = property;
    if (id === PROPERTY.data && (kind === 'binary' || kind === 'object'))
      await takeData(attachment, property);
    else if (kind === 'text' && NAMES.includes(id))
      attachment.names.set(id, await takeText(property, MOST_NAME_BYTES));
    else if (kind === 'text' && id === PROPERTY.mimeTag)
      attachment.mediaType = (await takeText(property, MOST_NAME_BYTES)).trim().toLowerCase();
    else if (kind === 'text' && id === PROPERTY.contentId)
      attachment.contentId = cleanLine(await takeText(property, MOST_NAME_BYTES), SUBJECT_MOST).replace(
        /^<|>$/g,
        '',
      );
    else if (id === PROPERTY.flags && ((await takeNumber(property)) & SHOWN_IN_TEXT) !== 0)
      attachment.inline = true;
    else if (id === PROPERTY.hidden && (await takeNumber(property)) !== 0) attachment.inline = true;
  };

  const takeData = async (attachment: AttachmentDraft, { length, type }: Property): Promise<void> => {
    const end = reader.position + length;
    if (type !== TYPE.object) {
      attachment.range = { start: reader.position, end };
      return;
    }
    const object = await takeMost(end, OBJECT_ID_BYTES);
    attachment.range = { start: reader.position, end };
    if (object.toString('hex') === MESSAGE_OBJECT) attachment.message = await readEmbedded(end);
  };

  const properties = (end: number, visit: (property: Property) => Promise<void>): Promise<boolean> =>
    readProperties(reader, end, () => mayGoOn(shared), visit);

  return {
    codepage: async (end) => {
      if (end - reader.position >= 4) oemCharset = charsetOf((await reader.u32()) ?? 0);
      return true;
    },
    subject: async (end) => {
      subject ??= cleanLine(
        textOf(await takeMost(end, MOST_NAME_BYTES), TYPE.string8, oemCharset),
        SUBJECT_MOST,
      );
      return true;
    },
    body: async (end) => {
      bodyText ??= textOf(await takeMost(end, shared.limits.bodyBytes), TYPE.string8, oemCharset);
      return true;
    },
    properties: (end) => properties(end, messageProperty),
    beginAttachment: begin,
    attachmentTitle: async (end) => {
      const attachment = current();
      if (attachment !== undefined)
        attachment.title = textOf(await takeMost(end, MOST_NAME_BYTES), TYPE.string8, oemCharset);
      return attachment !== undefined;
    },
    attachmentData: (end) => {
      const attachment = current();
      if (attachment !== undefined) attachment.range ??= { start: reader.position, end };
      return attachment !== undefined;
    },
    attachmentProperties: (end) => {
      const attachment = current();
      if (attachment === undefined) return Promise.resolve(false);
      return properties(end, (property) => attachmentProperty(attachment, property));
    },
    content: () => ({
      subject,
      bodyText,
      bodyHtml: html === undefined ? undefined : textOf(html.octets, html.type, htmlCharset ?? oemCharset),
      bodyRtf,
      attachments: attachments.flatMap(finished),
    }),
  };
}

/** The better first. */
const NAMES: readonly number[] = [PROPERTY.longFileName, PROPERTY.fileName, PROPERTY.displayName];

/** Without data there is nothing to open: a link to a file on somebody's share, or an empty shell. */
function finished({
  range,
  names,
  title,
  mediaType,
  contentId,
  inline,
  message,
}: AttachmentDraft): TnefAttachment[] {
  if (range === undefined) return [];
  const [long, short, shown] = NAMES.map((id) => names.get(id));
  const name = [long, title, short, shown, message?.subject].find(
    (text) => text !== undefined && text.trim() !== '',
  );
  return [
    {
      ...range,
      name: name === undefined ? undefined : cleanFileName(name.replace(/\0.*$/s, '')),
      mediaType: /^[!-~]+\/[!-~]+$/.test(mediaType ?? '') ? (mediaType ?? '') : 'application/octet-stream',
      contentId: contentId === '' ? undefined : contentId,
      inline,
      message,
    },
  ];
}

function kindOf({ type }: Property): 'text' | 'binary' | 'object' | 'other' {
  if (type === TYPE.string8 || type === TYPE.unicode) return 'text';
  if (type === TYPE.binary) return 'binary';
  return type === TYPE.object ? 'object' : 'other';
}

/** Windows code page numbers that are not called "cp" and the number. */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [1200, 'utf-16le'],
  [20932, 'euc-jp'],
  [51932, 'euc-jp'],
  [51949, 'euc-kr'],
  [52936, 'hz-gb-2312'],
  [54936, 'gb18030'],
  [65000, 'utf-7'],
  [65001, 'utf-8'],
]);

const charsetOf = (codepage: number): string => CHARSETS.get(codepage) ?? `cp${codepage}`;
