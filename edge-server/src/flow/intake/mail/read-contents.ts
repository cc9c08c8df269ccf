// What is in a stored message: its documents as streams, what its subject asks for, and what the answer has to know beside. Opens the
// message; which of its parts are documents is pick-documents.ts's, what becomes of them take-message.ts's.
import type { ErrorCode } from '@platen/shared/error-table';
import type { LeftReason, MailLanguage } from '@platen/shared/mail-report';
import type { Ticket } from '@platen/shared/ticket';
import type { Deps } from '../../../deps.ts';
import { openPart } from '../../../protocols/mail/mime/open-part.ts';
import type { Outline, Part, ReadRange } from '../../../protocols/mail/mime/outline.ts';
import { partText } from '../../../protocols/mail/mime/part-text.ts';
import { readOutline } from '../../../protocols/mail/mime/read-outline.ts';
import { type TnefAttachment, type TnefContent, tnefFiles } from '../../../protocols/mail/tnef/content.ts';
import { openTnefAttachment } from '../../../protocols/mail/tnef/open-attachment.ts';
import { readTnef } from '../../../protocols/mail/tnef/read-tnef.ts';
import { type BodyPicture, bodyDocument, MOST_PICTURE_BYTES } from './body-document.ts';
import {
  messagesOf,
  type PickedDocument,
  pickDocuments,
  type TnefFile,
  tnefPartsOf,
} from './pick-documents.ts';
import type { Message } from './pick-documents-gather.ts';
import { lookAtText, type TextFacts } from './pick-documents-text.ts';
import type { FoundDocument } from './receive-document.ts';
import { readSubject, type SubjectPrinter, type SubjectWords, withoutKeys } from './subject-words.ts';
import type { Contents, MessageContext, RawMessage } from './take-message.ts';

/** A key that came back (SPEC B5). */
export interface KeyAsk {
  readonly key: string;
  readonly printerWords: string;
  readonly ticket: Ticket;
  readonly unknown: readonly string[];
}

/** Beside what becomes of the documents: for report.ts. */
export interface ReadReport {
  readonly subject: string;
  readonly left: readonly { readonly name: string; readonly reason: LeftReason }[];
  readonly words: Pick<SubjectWords, 'ticket' | 'unknown'>;
  readonly printer?: { readonly name: string; readonly errorCode?: ErrorCode } | undefined;
}

/** Where a subject's printer leads, for this sender. */
export type PrinterForMail =
  | { readonly kind: 'prints'; readonly id: string; readonly name: string }
  | { readonly kind: 'not'; readonly name: string; readonly errorCode: ErrorCode };

export interface ContentsDeps extends Pick<Deps, 'settings'> {
  /** All printers, by everything they are called. */
  readonly printers: () => Promise<readonly SubjectPrinter[]>;
  /** A printer that stands in the subject of documents (SPEC B6). */
  readonly printerForMail: (typed: string, context: MessageContext) => Promise<PrinterForMail>;
  /** Of the sender, for the head of a printed message. */
  readonly languageOf: (context: MessageContext) => Promise<MailLanguage>;
}

/** Octets of a text that are read: printed out they are some five hundred pages. More of it would keep everybody else waiting. */
const MOST_TEXT_BYTES = 2_000_000;

export function makeReadContents(deps: ContentsDeps) {
  return async (raw: RawMessage, context: MessageContext): Promise<Contents<ReadReport, KeyAsk>> => {
    const outline = await readOutline(raw.read());
    const read: ReadRange = (start, end) => raw.read({ start, end });
    const subject = outline.header.first('subject') ?? '';
    const words = readSubject(subject, { printers: await deps.printers() });
    const report: ReadReport = { subject, left: [], words };
    if (words.key !== undefined) {
      const { key, printerWords, ticket = {}, unknown } = words;
      return { documents: [], refused: [], report, release: { key, printerWords, ticket, unknown } };
    }

    const opened = await open(outline, read);
    const picked = pickDocuments(outline, opened, deps.settings().mail);
    const language = await deps.languageOf(context);
    const attached = picked.documents.flatMap((one) => (one.kind === 'text' ? [] : [one.title]));
    const documents = picked.documents.map((one) =>
      one.kind === 'text'
        ? textDocument(one, opened, { outline, read, attached, language })
        : fileDocument(one, opened, read),
    );
    const printer =
      words.printer === undefined ? undefined : await deps.printerForMail(words.printer, context);
    return {
      documents,
      refused: picked.refused,
      report: {
        ...report,
        left: picked.left,
        ...(printer === undefined
          ? {}
          : {
              printer: {
                name: printer.name,
                ...(printer.kind === 'not' ? { errorCode: printer.errorCode } : {}),
              },
            }),
      },
      ticket: words.ticket,
      releaseTo: printer?.kind === 'prints' ? printer.id : undefined,
    };
  };
}

interface ReadText {
  readonly mediaType: string;
  readonly text: string;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Opened {
  readonly texts: ReadonlyMap<Part, TextFacts>;
  readonly words: ReadonlyMap<Part, readonly ReadText[]>;
  readonly tnef: ReadonlyMap<Part, readonly TnefFile[] | 'broken'>;
  readonly files: ReadonlyMap<Part, readonly TnefAttachment[]>;
}

/** Everything that has to be read before anything can be picked. */
async function open(outline: Outline, read: ReadRange): Promise<Opened> {
  const tnef = new Map<Part, readonly TnefFile[] | 'broken'>();
  const files = new Map<Part, readonly TnefAttachment[]>();
  const inTnef = new Map<Part, ReadText>();
  for (const part of tnefPartsOf(outline)) {
    const content = await readTnef(openPart(part, read));
    const text = textOfTnef(content);
    if (text !== undefined) inTnef.set(part, text);
    const inside = tnefFiles(content);
    files.set(part, inside);
    tnef.set(
      part,
      content.defects.includes('mail-broken') && inside.length === 0
        ? 'broken'
        : inside.map((file) => ({ ...file, size: file.end - file.start })),
    );
  }
  const texts = new Map<Part, TextFacts>();
  const words = new Map<Part, readonly ReadText[]>();
  for (const message of messagesOf(outline)) {
    const found: ReadText[] = [];
    for (const part of message.texts) {
      const { text } = await partText(part, read, MOST_TEXT_BYTES);
      found.push({ mediaType: part.mediaType, text, parameters: part.parameters });
    }
    // Outlook may send the text in winmail.dat alone.
    const spare = lookAtText(found).empty ? [...inTnef].find(([part]) => isIn(part, message)) : undefined;
    const all = spare === undefined ? found : [spare[1]];
    words.set(message.at, all);
    texts.set(message.at, lookAtText(all));
  }
  return { texts, words, tnef, files };
}

/** Its HTML, else its plain text; what is in RTF only stays there. */
function textOfTnef({ bodyHtml, bodyText }: TnefContent): ReadText | undefined {
  const parameters = new Map<string, string>();
  if (bodyHtml !== undefined)
    return { mediaType: 'text/html', text: bodyHtml.slice(0, MOST_TEXT_BYTES), parameters };
  if (bodyText === undefined) return undefined;
  return { mediaType: 'text/plain', text: bodyText.slice(0, MOST_TEXT_BYTES), parameters };
}

/** Of this message, not of one that it carries. */
function isIn(part: Part, { at }: Message): boolean {
  for (let up: Part | undefined = part; up !== undefined; up = up.parent) {
    if (up === at) return true;
    if (up.parent?.mediaType.startsWith('message/') === true) return false;
  }
  return false;
}

function fileDocument(
  picked: Extract<PickedDocument, { kind: 'part' | 'tnef' }>,
  { files }: Opened,
  read: ReadRange,
): FoundDocument {
  const { part, mediaType } = picked;
  const title = withoutKeys(picked.title);
  if (picked.kind === 'part') return { title, mediaType, size: part.size, open: () => openPart(part, read) };
  const file = files.get(part)?.[picked.index];
  return {
    title,
    mediaType,
    size: file === undefined ? 0 : file.end - file.start,
    open: () => openTnefAttachment(file ?? { start: 0, end: 0 }, openPart(part, read)),
  };
}

function textDocument(
  { message, title }: Extract<PickedDocument, { kind: 'text' }>,
  { words }: Opened,
  context: {
    readonly outline: Outline;
    readonly read: ReadRange;
    readonly attached: readonly string[];
    readonly language: MailLanguage;
  },
): FoundDocument {
  const { read, attached, language } = context;
  const body = {
    header: message.header,
    texts: words.get(message.at) ?? [],
    pictures: picturesOf(message, context.outline, read),
    // Those of a message that is carried along are told where it stands.
    attached: message.outer === undefined ? attached : [],
  };
  return {
    title: withoutKeys(title),
    mediaType: 'text/html',
    open: () => bodyDocument(body, language),
  };
}

/** Pictures anywhere in the same message that its text may show. */
function picturesOf({ at }: Message, { parts }: Outline, read: ReadRange): readonly BodyPicture[] {
  const inside = at.path === '' ? '' : `${at.path}.`;
  return parts
    .filter(({ mediaType, name, path, size }) => {
      // Some programs send a picture as octets; its name tells.
      return (
        pictureType(mediaType, name) !== undefined && path.startsWith(inside) && size <= MOST_PICTURE_BYTES
      );
    })
    .map((part) => {
      const location = part.header.first('content-location');
      return {
        names: [part.contentId, location].filter((name) => name !== undefined),
        mediaType: pictureType(part.mediaType, part.name) ?? part.mediaType,
        size: part.size,
        open: () => openPart(part, read),
      };
    });
}

const BY_NAME: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

function pictureType(mediaType: string, name: string | undefined): string | undefined {
  if (mediaType.startsWith('image/')) return mediaType;
  if (mediaType !== 'application/octet-stream') return undefined;
  const ending = /\.([a-z]{3,4})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_NAME, ending) ? BY_NAME[ending] : undefined;
}
