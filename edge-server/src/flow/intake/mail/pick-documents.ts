// Picks the documents of a message (SPEC A5): what is printed, what is left out as decoration, what is refused. Whether a document can be
// converted is seen when its bytes come in; nothing is opened here.
//
// A picture that stands in a text is printed exactly once: with its text where that is printed, else by itself if it is a photograph. A
// picture of a signature never prints alone.

import type { SettingsOf } from '@platen/shared/define-settings';
import type { LeftReason } from '@platen/shared/mail-report';
import type { mailSettings } from '@platen/shared/mail-settings';
import type { Outline, Part } from '../../../protocols/mail/mime/outline.ts';
import { isTnef } from '../../../protocols/mail/tnef/is-tnef.ts';
import {
  decorationOf,
  isPhotograph,
  isPicture,
  type Loose,
  SMALL_PICTURE,
} from './pick-documents-decoration.ts';
import { type Gathered, gatherParts, type Item, type Message } from './pick-documents-gather.ts';
import { NO_TEXT, type TextFacts } from './pick-documents-text.ts';
import { withoutKeys } from './subject-words.ts';

/** A file inside winmail.dat. */
export type TnefFile = Pick<Loose, 'name' | 'mediaType' | 'size' | 'contentId'> & {
  /** Shown inside the text, or hidden. */
  readonly inline: boolean;
};

export interface OpenedFacts {
  /** Of each message's text, by `Message.at`; a message without an entry has none. */
  readonly texts: ReadonlyMap<Part, TextFacts>;
  /** What each winmail.dat holds; 'broken' where it could not be opened. */
  readonly tnef: ReadonlyMap<Part, readonly TnefFile[] | 'broken'>;
}

export type PickedDocument =
  | {
      readonly kind: 'part';
      readonly part: Part;
      /** As the sender named it; of a part without a name, the subject of its message. May be empty. */
      readonly title: string;
      readonly mediaType: string;
    }
  /** File `index` of a winmail.dat. */
  | {
      readonly kind: 'tnef';
      readonly part: Part;
      readonly index: number;
      readonly title: string;
      readonly mediaType: string;
    }
  /** The text of a message, to be made one HTML document by body-document.ts. */
  | { readonly kind: 'text'; readonly message: Message; readonly title: string };

export interface PickedRefusal {
  readonly title: string;
  readonly errorCode: 'mail-encrypted' | 'mail-broken' | 'mail-too-many-parts' | 'mail-part-not-a-document';
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Picked {
  /** In the order of the message; a message's text before what is attached to it. */
  readonly documents: readonly PickedDocument[];
  readonly left: readonly { readonly name: string; readonly reason: LeftReason }[];
  readonly refused: readonly PickedRefusal[];
}

/** Documents of one message: more is a mistake or an attack, and each is a job of its own. */
export const MOST_DOCUMENTS = 100;

/** The messages whose text has to be read (`texts` of each) before anything can be picked. */
export function messagesOf(outline: Pick<Outline, 'root'>): readonly Message[] {
  return gatherParts(outline).messages;
}

/** Parts that have to be opened as TNEF (MS-OXTNEF) before anything can be picked. */
export function tnefPartsOf(outline: Pick<Outline, 'root'>): readonly Part[] {
  return gatherParts(outline).items.flatMap((item) =>
    item.kind === 'leaf' && isTnef(item.part) ? [item.part] : [],
  );
}

export function pickDocuments(
  outline: Pick<Outline, 'root' | 'defects'>,
  facts: OpenedFacts,
  settings: Pick<SettingsOf<typeof mailSettings.settings>, 'body'>,
): Picked {
  const gathered = gatherParts(outline);
  const textOf = (message: Message): TextFacts => facts.texts.get(message.at) ?? NO_TEXT;
  const seen = gathered.items.flatMap((item) => look(item, facts, textOf));
  // Of the outer message: with pictures that were left over from a signature it still has nothing attached.
  const attached = seen.some(
    (one) => one.kind === 'document' || (one.kind === 'message' && settings.body !== 'never'),
  );
  const printed = new Set(
    gathered.messages.filter((message) => printsText(message, { attached, settings, gathered, textOf })),
  );

  const documents: PickedDocument[] = [];
  const left: { name: string; reason: LeftReason }[] = [];
  const refused: PickedRefusal[] = [];
  const [outer] = gathered.messages;
  const addText = (message: Message): void => {
    if (printed.has(message)) documents.push({ kind: 'text', message, title: subjectOf(message) });
    else if (settings.body === 'never' && !textOf(message).empty)
      left.push({ name: subjectOf(message), reason: 'text' });
    if (textOf(message).encrypted)
      refused.push({ title: subjectOf(message), errorCode: 'mail-encrypted', values: {} });
  };
  if (outer !== undefined) addText(outer);
  for (const one of seen) {
    if (one.kind === 'document') documents.push(one.document);
    else if (one.kind === 'left') left.push({ name: one.name, reason: one.reason });
    else if (one.kind === 'refused') refused.push(one.refusal);
    else if (one.kind === 'message') addText(one.message);
    else if (!printed.has(one.message)) {
      // A picture in a text that is not printed.
      const alone =
        (!attached || settings.body === 'always') && one.loose.size >= SMALL_PICTURE && !one.counter;
      if (isPhotograph(one.loose) || alone) documents.push(one.document);
      else
        left.push({
          name: one.document.title,
          reason: one.counter ? 'tracking-picture' : reasonInText(one.loose),
        });
    }
  }
  if (outline.defects.includes('mail-too-many-parts') || documents.length > MOST_DOCUMENTS) {
    const values = { detail: `More than ${MOST_DOCUMENTS} documents, or more parts than are read` };
    refused.push({
      title: outer === undefined ? '' : subjectOf(outer),
      errorCode: 'mail-too-many-parts',
      values,
    });
  }
  return { documents: documents.slice(0, MOST_DOCUMENTS), left, refused };
}

type Seen =
  | { readonly kind: 'document'; readonly document: PickedDocument }
  | { readonly kind: 'left'; readonly name: string; readonly reason: LeftReason }
  | { readonly kind: 'refused'; readonly refusal: PickedRefusal }
  | { readonly kind: 'message'; readonly message: Message }
  | {
      readonly kind: 'in-text';
      readonly message: Message;
      readonly loose: Loose;
      readonly counter: boolean;
      readonly document: PickedDocument & { readonly kind: 'part' | 'tnef' };
    };

function look(item: Item, facts: OpenedFacts, textOf: (message: Message) => TextFacts): readonly Seen[] {
  if (item.kind === 'message') return [item];
  const { part, message } = item;
  const title = part.name ?? subjectOf(message);
  if (item.kind === 'signature')
    return [{ kind: 'left', name: part.name ?? part.mediaType, reason: 'signature' }];
  if (item.kind === 'encrypted')
    return [{ kind: 'refused', refusal: { title, errorCode: 'mail-encrypted', values: {} } }];
  const { name, mediaType, size, disposition, contentId } = part;
  const loose = { name, mediaType, size, disposition, contentId, related: item.related };
  const text = textOf(message);
  if (isTnef(part)) {
    const files = facts.tnef.get(part);
    if (files === undefined || files === 'broken')
      return [
        {
          kind: 'refused',
          refusal: { title, errorCode: 'mail-broken', values: { detail: 'winmail.dat cannot be opened' } },
        },
      ];
    return files.map((file, index) => {
      const document = {
        kind: 'tnef',
        part,
        index,
        title: file.name ?? subjectOf(message),
        mediaType: file.mediaType,
      } as const;
      return judge(
        { ...file, disposition: file.inline ? 'inline' : 'attachment', related: false },
        document,
        { text, message },
      );
    });
  }
  if (mediaType.startsWith('message/') && decorationOf(loose) === undefined) {
    // One in pieces, elsewhere (RFC 2046 section 5.2), or nested deeper than is read.
    return [
      {
        kind: 'refused',
        refusal: { title, errorCode: 'mail-part-not-a-document', values: { detail: mediaType } },
      },
    ];
  }
  const document = { kind: 'part', part, title, mediaType } as const;
  return [judge(loose, document, { text, message, location: part.header.first('content-location') })];
}

function judge(
  loose: Loose,
  document: PickedDocument & { readonly kind: 'part' | 'tnef' },
  place: { readonly text: TextFacts; readonly message: Message; readonly location?: string | undefined },
): Seen {
  const { text, message, location } = place;
  if (isPicture(loose)) {
    const called = [loose.contentId, location].map((id) => id?.trim().toLowerCase());
    const known = called.find((id) => id !== undefined && text.pictures.has(id));
    if (known !== undefined)
      return { kind: 'in-text', message, loose, counter: text.counters.has(known), document };
  }
  // A message that is nothing but a picture is no signature.
  const whole = document.part === message.at && isPicture(loose);
  const reason = whole ? undefined : decorationOf(loose);
  return reason === undefined
    ? { kind: 'document', document }
    : { kind: 'left', name: document.title, reason };
}

/** Whether the text of a message is a document. */
function printsText(
  message: Message,
  about: {
    readonly attached: boolean;
    readonly settings: Pick<SettingsOf<typeof mailSettings.settings>, 'body'>;
    readonly gathered: Gathered;
    readonly textOf: (message: Message) => TextFacts;
  },
): boolean {
  const text = about.textOf(message);
  // A message that is attached was attached to be printed: "only when nothing is attached" is about the one it is attached to.
  const wanted =
    about.settings.body === 'always' ||
    (about.settings.body === 'alone' && (message.outer !== undefined || !about.attached));
  return wanted && !text.empty && !text.encrypted;
}

const reasonInText = (loose: Loose): LeftReason =>
  loose.size < SMALL_PICTURE ? 'signature-picture' : 'picture-of-text';

/** As a title, without an ending: a message is not the file that its subject speaks of, and the door would take it for a false claim. */
const subjectOf = ({ header }: Message): string =>
  withoutKeys(header.first('subject') ?? '').replace(ENDING, '');

const ENDING =
  /\.(?:pdf|jpe?g?|jfif|a?png|gif|tiff?|bmp|dib|webp|hei[cf]|hif|avif|svg|urf|pwg|e?ps|pcl|pxl|prn|do[ct][xm]?|xl[st][xmb]?|p[po][tps][xm]?|o[dt][tspg]|rtf|o?xps|html?|te?xt|csv|log|md|zip|gz|7z|rar)$/i;
