// Sorts the parts of a message by the message they belong to and by what they are to it: its text, or something with it. Looks at types,
// names and places only; what is a document is pick-documents.ts's.
import type { Header, Outline, Part } from '../../../protocols/mail/mime/outline.ts';

/** The message itself, or one that it carries (message/rfc822). */
export interface Message {
  /** The root, or the message inside a message/rfc822 part. */
  readonly at: Part;
  readonly header: Header;
  /** The message that carries it. */
  readonly outer: Message | undefined;
  /** Parts that are its text, in order: of alternatives the best one (HTML before plain), of several in a row all. */
  readonly texts: readonly Part[];
}

export type Item =
  | {
      readonly kind: 'leaf';
      readonly part: Part;
      readonly message: Message;
      /** Beside the page it belongs to, in a multipart/related. */
      readonly related: boolean;
    }
  /** Where a carried message stands among the others. */
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'encrypted'; readonly part: Part; readonly message: Message }
  | { readonly kind: 'signature'; readonly part: Part; readonly message: Message };

export interface Gathered {
  /** The outer one first. */
  readonly messages: readonly Message[];
  /** In the order of the message; texts are not among them. */
  readonly items: readonly Item[];
}

interface Place {
  readonly message: Message & { readonly texts: Part[] };
  readonly related: boolean;
  /** False inside an alternative that is not shown. */
  readonly shown: boolean;
}

export function gatherParts(outline: Pick<Outline, 'root'>): Gathered {
  const messages: Message[] = [];
  const items: Item[] = [];
  /** Messages that something was found in: their text does not begin any more. */
  const begun = new Set<Message>();

  const openMessage = (at: Part, outer: Message | undefined): void => {
    const message = { at, header: at.header, outer, texts: [] };
    messages.push(message);
    if (outer !== undefined) items.push({ kind: 'message', message });
    walk(at, { message, related: false, shown: true });
  };

  const walk = (part: Part, place: Place): void => {
    const { message } = place;
    if (part.encrypted) {
      items.push({ kind: 'encrypted', part, message });
      return;
    }
    if (part.signature) {
      items.push({ kind: 'signature', part, message });
      return;
    }
    const [first] = part.children;
    if (part.mediaType.startsWith('message/') && part.container && first !== undefined) {
      if (place.shown) openMessage(first, message);
      return;
    }
    if (part.container || part.mediaType.startsWith('multipart/')) {
      walkInside(part, place);
      return;
    }
    if (isText(part, begun.has(message))) {
      if (place.shown && !place.related) {
        message.texts.push(part);
        begun.add(message);
      }
    } else {
      begun.add(message);
      items.push({ kind: 'leaf', part, message, related: place.related });
    }
    // Files written into a text (uuencode).
    for (const child of part.children) walk(child, place);
  };

  const walkInside = (part: Part, place: Place): void => {
    const { children } = part;
    if (part.mediaType === 'multipart/alternative') {
      const best = bestOf(children);
      for (const child of children) walk(child, { ...place, shown: place.shown && child === best });
      return;
    }
    if (part.mediaType === 'multipart/related') {
      const page = pageOf(part);
      for (const child of children) walk(child, { ...place, related: place.related || child !== page });
      return;
    }
    for (const child of children) walk(child, place);
  };

  openMessage(outline.root, undefined);
  return { messages, items };
}

/** What Exchange calls the pieces of a text with pictures between. */
const TEXT_PIECE = /^ATT\d{3,10}\.(?:txt|html?)$/i;

/** What body-document.ts can make a page of. */
const TEXTS: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'text/enriched', 'text/richtext']);

/** Text of the message itself; one with a name is a file, unless the message begins with it. */
function isText({ mediaType, disposition, name }: Part, begun: boolean): boolean {
  if (!TEXTS.has(mediaType)) return false;
  if (name !== undefined && TEXT_PIECE.test(name)) return true;
  if (disposition === 'attachment') return false;
  return name === undefined || (!begun && disposition === undefined && !/\.\w{1,5}$/.test(name));
}

/** The last of the best (RFC 2046 section 5.1.4: the last one is the most faithful): one with HTML, else with plain text. */
function bestOf(children: readonly Part[]): Part | undefined {
  let best: Part | undefined;
  let bestRank = -1;
  for (const child of children) {
    const rank = rankOf(child);
    if (rank >= bestRank) {
      best = child;
      bestRank = rank;
    }
  }
  return best;
}

function rankOf(part: Part): number {
  if (part.container || part.mediaType.startsWith('multipart/'))
    return part.children.reduce((most, child) => Math.max(most, rankOf(child)), 0);
  if (part.disposition === 'attachment') return 0;
  // An empty page says less than the plain text beside it.
  if (part.mediaType === 'text/html') return part.size > 0 ? 3 : 1;
  return part.mediaType === 'text/plain' ? 2 : 0;
}

/** The part of a multipart/related that the others belong to (RFC 2387 section 3.2): the one named by `start`, else the first. */
function pageOf({ children, parameters }: Part): Part | undefined {
  const start = parameters.get('start')?.replaceAll(/[<>\s]/g, '');
  const named = start === undefined ? undefined : children.find(({ contentId }) => contentId === start);
  const first = named ?? children[0];
  // Some programs put the pictures first and name nothing.
  return first !== undefined && rankOf(first) > 1
    ? first
    : (children.find((child) => rankOf(child) > 1) ?? first);
}
