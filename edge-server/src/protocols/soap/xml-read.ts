// Reads a small XML document (XML 1.0 and Namespaces in XML 1.0) from a stranger. No document type, so no entities beyond the
// five of XML section 4.6 and nothing to fetch or to expand; depth, size and counts are bounded; one pass, no recursion.
import { type XmlLimits, xmlLimits } from './limits.ts';
import type { XmlElement } from './xml-element.ts';
import { fitsXml, resolveText, XmlMistake } from './xml-text.ts';

export type XmlResult =
  | { readonly ok: true; readonly root: XmlElement }
  /** `at`: UTF-16 units from the start. */
  | { readonly ok: false; readonly mistake: string; readonly at: number };

interface Open {
  readonly written: string;
  readonly element: XmlElement & { readonly children: XmlElement[] };
  readonly text: string[];
  /** Prefix to namespace, as it holds inside this element. */
  readonly spaces: ReadonlyMap<string, string>;
}

const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y;
const SPACE = /[ \t\r\n]*/y;
const BUILT_IN: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

export function readXml(text: string, limits: XmlLimits = xmlLimits): XmlResult {
  if (text.length > limits.length)
    return { ok: false, mistake: 'the document is too long', at: limits.length };
  try {
    return { ok: true, root: readDocument(text, limits) };
  } catch (mistake) {
    if (!(mistake instanceof XmlMistake)) throw mistake;
    return { ok: false, mistake: mistake.message, at: mistake.at };
  }
}

function readDocument(text: string, limits: XmlLimits): XmlElement {
  const unfit = fitsXml(text);
  if (unfit !== -1) throw new XmlMistake('a character that XML does not have', unfit);
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let at = text.startsWith('\ufeff') ? 1 : 0;

  const end = (marker: string, from: number, what: string): number => {
    const found = text.indexOf(marker, from);
    if (found === -1) throw new XmlMistake(`${what} without an end`, at);
    return found;
  };

  while (at < text.length) {
    const top = stack[stack.length - 1];
    const open = text.indexOf('<', at);
    const until = open === -1 ? text.length : open;
    if (until > at) {
      const between = text.slice(at, until);
      if (top !== undefined) top.text.push(resolveText(between, at));
      else if (/[^ \t\r\n]/.test(between)) throw new XmlMistake('text outside of the root element', at);
    }
    if (open === -1) break;
    at = open;

    if (text.startsWith('<!--', at)) {
      at = end('-->', at + 4, 'a comment') + 3;
    } else if (text.startsWith('<![CDATA[', at)) {
      if (top === undefined) throw new XmlMistake('text outside of the root element', at);
      const close = end(']]>', at + 9, 'a CDATA section');
      top.text.push(text.slice(at + 9, close));
      at = close + 3;
    } else if (text.startsWith('<?', at)) {
      at = end('?>', at + 2, 'a processing instruction') + 2;
    } else if (text.startsWith('<!', at)) {
      throw new XmlMistake('a document type declaration, which is not taken', at);
    } else if (text.startsWith('</', at)) {
      const close = end('>', at, 'an end tag');
      const name = text.slice(at + 2, close).trimEnd();
      if (top === undefined || top.written !== name) throw new XmlMistake('an end tag that ends nothing', at);
      (top.element as { text: string }).text = top.text.join('');
      stack.pop();
      at = close + 1;
    } else {
      if (root !== undefined && top === undefined) throw new XmlMistake('a second root element', at);
      if (++elements > limits.elements) throw new XmlMistake('too many elements', at);
      if (stack.length === limits.depth) throw new XmlMistake('elements too deep inside each other', at);
      const tag = readStartTag(text, at, top?.spaces ?? BUILT_IN, limits);
      root ??= tag.opened.element;
      top?.element.children.push(tag.opened.element);
      if (!tag.empty) stack.push(tag.opened);
      at = tag.next;
    }
  }
  if (stack.length > 0) throw new XmlMistake('an element without an end', text.length);
  if (root === undefined) throw new XmlMistake('no element', 0);
  return root;
}

function readStartTag(
  text: string,
  start: number,
  outer: ReadonlyMap<string, string>,
  limits: XmlLimits,
): { opened: Open; empty: boolean; next: number } {
  const written = nameAt(text, start + 1, limits);
  const attributes = new Map<string, string>();
  let at = start + 1 + written.length;
  for (;;) {
    const gap = match(SPACE, text, at).length;
    at += gap;
    if (text.startsWith('>', at) || text.startsWith('/>', at)) break;
    if (gap === 0) throw new XmlMistake('no space before an attribute', at);
    if (attributes.size === limits.attributes) throw new XmlMistake('too many attributes', at);
    const name = nameAt(text, at, limits);
    if (attributes.has(name)) throw new XmlMistake('an attribute given twice', at);
    at += name.length;
    at += match(SPACE, text, at).length;
    if (text[at] !== '=') throw new XmlMistake('an attribute without a value', at);
    at += 1;
    at += match(SPACE, text, at).length;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") throw new XmlMistake('a value without quotes', at);
    const close = text.indexOf(quote, at + 1);
    if (close === -1) throw new XmlMistake('a value without an end', at);
    const value = text.slice(at + 1, close);
    if (value.includes('<')) throw new XmlMistake('"<" in the value of an attribute', at);
    // White space as written is a space; one that is given by its number stays (XML section 3.3.3).
    attributes.set(name, resolveText(value.replace(/[\t\r\n]/g, ' '), at + 1));
    at = close + 1;
  }
  const empty = text[at] === '/';
  const spaces = spacesIn(attributes, outer, start);
  const colon = written.indexOf(':');
  const prefix = colon === -1 ? '' : written.slice(0, colon);
  const space = spaces.get(prefix);
  if (space === undefined && prefix !== '') throw new XmlMistake('a prefix without a namespace', start);
  const element = {
    name: written.slice(colon + 1),
    space: space ?? '',
    attributes,
    children: [],
    text: '',
  };
  return { opened: { written, element, text: [], spaces }, empty, next: at + (empty ? 2 : 1) };
}

function spacesIn(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
  at: number,
): ReadonlyMap<string, string> {
  const declared = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  const spaces = new Map(outer);
  for (const [name, value] of declared) spaces.set(name.slice(6), value);
  // Copied per element that declares some: without a bound, deep nesting of new prefixes would cost the square.
  if (spaces.size > 256) throw new XmlMistake('too many namespaces', at);
  return spaces;
}

function nameAt(text: string, at: number, limits: XmlLimits): string {
  const name = match(NAME, text, at);
  if (name === '' || name.startsWith(':') || name.endsWith(':') || name.split(':').length > 2) {
    throw new XmlMistake('no name where there must be one', at);
  }
  if (name.length > limits.name) throw new XmlMistake('a name that is too long', at);
  return name;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
