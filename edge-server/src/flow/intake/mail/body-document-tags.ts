// Reads HTML as a row of tags and texts, one after the other. Not a tree: what belongs into what is for whoever listens, since a message may
// open a million elements and a parser that remembers them all takes minutes (threat T20).
import { Tokenizer } from 'htmlparser2';

export interface TagListener {
  /** `name` and the attributes' names in small letters, entities decoded, the first of two equal ones. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, selfClosing: boolean) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** Attributes of one element that are kept: Word writes 20. */
const MOST_ATTRIBUTES = 100;

export function readTags(html: string, listener: TagListener): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value: string[] = [];
  let words: string[] = [];
  /** Text that is one piece of the source: half a million signs on their own must not be half a million pieces. */
  let from = -1;
  let to = -1;

  const closePiece = (): void => {
    if (from >= 0) words.push(html.slice(from, to));
    from = -1;
  };
  const flush = (): void => {
    closePiece();
    if (words.length > 0) listener.text(words.join(''));
    words = [];
  };
  const opened = (selfClosing: boolean): void => {
    listener.open(name, Object.fromEntries(attributes), selfClosing);
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => {
        if (from < 0) from = start;
        else if (start !== to) {
          closePiece();
          from = start;
        }
        to = end;
      },
      ontextentity: (codepoint) => {
        closePiece();
        words.push(String.fromCodePoint(codepoint));
      },
      onopentagname: (start, end) => {
        flush();
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = [];
      },
      onattribdata: (start, end) => void value.push(html.slice(start, end)),
      onattribentity: (codepoint) => void value.push(String.fromCodePoint(codepoint)),
      onattribend: () => {
        if (attributes.size < MOST_ATTRIBUTES && !attributes.has(attribute))
          attributes.set(attribute, value.join(''));
      },
      onopentagend: () => opened(false),
      onselfclosingtag: () => opened(true),
      onclosetag: (start, end) => {
        flush();
        listener.close(html.slice(start, end).toLowerCase());
      },
      oncdata: flush,
      oncomment: flush,
      ondeclaration: flush,
      onprocessinginstruction: flush,
      onend: flush,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
