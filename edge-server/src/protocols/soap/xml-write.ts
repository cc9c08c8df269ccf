// Writes XML from a tree of our own making. Names are constants of the code; whatever comes from outside is text and is escaped.
import { escapeXml } from './xml-text.ts';

/** A string is text, never markup. */
export type XmlNode = string | XmlTag;

export interface XmlTag {
  /** With its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly XmlNode[];
}

export function tag(
  name: string,
  content: XmlNode | readonly XmlNode[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlTag {
  return {
    name,
    attributes,
    content: typeof content === 'string' || 'name' in content ? [content] : content,
  };
}

/** Start and end tag even without content: some devices do not know the short form. */
export function writeXml(node: XmlNode): string {
  if (typeof node === 'string') return escapeXml(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  return `<${node.name}${attributes.join('')}>${node.content.map(writeXml).join('')}</${node.name}>`;
}
