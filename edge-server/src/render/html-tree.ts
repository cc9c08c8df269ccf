// Reads HTML into a clean tree: only what is shown, nothing that acts or fetches (threat T23). Not a browser's tree: sloppy markup is mended simply.
import { Parser } from 'htmlparser2';

export interface Element {
  readonly kind: 'element';
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  readonly parent: Element | undefined;
}
export type Node = Element | { readonly kind: 'text'; readonly text: string };

export interface HtmlTree {
  readonly body: Element;
  /** The text of all style elements, in order. */
  readonly styles: string;
  /** There were more elements than can be set; the rest is missing. */
  readonly cut: boolean;
}

/** Elements in all: the longest newsletters have 10,000, and a book of 300 pages 30,000; more would not fit the worker's memory. */
const MAX_NODES = 50_000;

/** Elements inside each other: newsletters nest tables 20 deep. What lies deeper is put at this depth. */
const MAX_DEPTH = 100;

/** Elements inside each other, shown or not, after which a page is no page: the parser takes the longer for each the more are open. */
const MAX_OPEN = 25_000;

/** Characters given to the parser at a time. */
const SLICE = 64 * 1024;

/** Bytes of styles that are looked at: word processors write 100 KB. */
const MAX_STYLES = 512 * 1024;

/** Left out with all that is in them: programs, players, forms' insides, other documents, drawings. */
const DROPPED: ReadonlySet<string> = new Set(
  `script iframe frame frameset noframes object embed applet video audio canvas svg math template head-dropped
   select option optgroup datalist textarea input progress meter map dialog portal xml`.split(/\s+/),
);

/** No end tag (HTML 13.1.2), and nothing inside. */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/** Attributes that are read; every other one, events and addresses included, is gone here. */
const KEPT: ReadonlySet<string> = new Set(
  `style class id align valign dir width height colspan rowspan border cellpadding bgcolor color face size
   start type value role hidden alt src background`.split(/\s+/),
);

/** Inside head, only these matter. */
const IN_HEAD: ReadonlySet<string> = new Set([
  'style',
  'title',
  'meta',
  'link',
  'base',
  'script',
  'noscript',
]);

export function readHtml(html: string): HtmlTree {
  const body = makeElement('body', {}, undefined);
  const mutable = { attributes: {} as Record<string, string> };
  let current = body;
  let depth = 0;
  let count = 0;
  let cut = false;
  let styles = '';
  let inStyle = false;
  /** Elements open, shown or not. */
  let open = 0;
  /** Elements open inside something that is dropped. */
  let dropped = 0;
  let inTitle = false;
  /** Elements that were opened too deep: their ends must not close others. */
  const flattened: string[] = [];

  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (!VOID.has(name)) open += 1;
        if (dropped > 0 || DROPPED.has(name)) {
          if (!VOID.has(name)) dropped += 1;
          return;
        }
        if (name === 'style') inStyle = true;
        if (name === 'title') inTitle = true;
        if (name === 'html' || name === 'body') Object.assign(mutable.attributes, keep(attributes));
        if (name === 'html' || name === 'head' || name === 'body' || IN_HEAD.has(name)) return;
        count += 1;
        if (count > MAX_NODES) {
          cut = true;
          return;
        }
        const element = makeElement(name, keep(attributes), current);
        current.children.push(element);
        if (VOID.has(name)) return;
        if (depth >= MAX_DEPTH) {
          flattened.push(name);
          return;
        }
        current = element;
        depth += 1;
      },
      ontext: (text) => {
        if (dropped > 0 || inTitle) return;
        if (inStyle) {
          styles = (styles + text).slice(0, MAX_STYLES);
          return;
        }
        const last = current.children.at(-1);
        // Joined as a list would cost less only for texts in thousands of pieces, and those are cut by the size limit.
        if (last?.kind === 'text')
          current.children[current.children.length - 1] = { kind: 'text', text: last.text + text };
        else current.children.push({ kind: 'text', text });
      },
      onclosetag: (name) => {
        if (!VOID.has(name)) open -= 1;
        if (name === 'style') inStyle = false;
        if (name === 'title') inTitle = false;
        if (dropped > 0) {
          if (!VOID.has(name)) dropped -= 1;
          return;
        }
        if (VOID.has(name)) return;
        if (flattened.at(-1) === name) {
          flattened.pop();
          return;
        }
        if (current.tag === name && current.parent !== undefined) {
          current = current.parent;
          depth -= 1;
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  );
  // In slices, so that the rest can be left out once it is too much.
  for (let at = 0; at < html.length && !cut; at += SLICE) {
    parser.write(html.slice(at, at + SLICE));
    cut ||= open > MAX_OPEN;
  }
  if (!cut) parser.end();
  return { body: { ...body, attributes: mutable.attributes }, styles, cut };
}

function makeElement(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  parent: Element | undefined,
): Element {
  return { kind: 'element', tag, attributes, children: [], parent };
}

function keep(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => KEPT.has(name)));
}

/** All text inside, as it stands. */
export function textOf(node: Node): string {
  return node.kind === 'text' ? node.text : node.children.map(textOf).join('');
}

/** The encoding a page names in its first kilobyte (HTML 13.2.3.2). */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return (
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(head)?.[1] ??
    /<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})/i.exec(head)?.[1]
  );
}
