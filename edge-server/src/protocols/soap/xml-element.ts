// An XML element as it was read, and ways to find others in it. Names are compared without prefix and namespace: devices
// disagree on both (the same answer comes with "devcfg:" here and without there).

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Namespace name; '' for none. */
  readonly space: string;
  /** By the name as written, with its prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it, however many nodes it came in, without that of its children. */
  readonly text: string;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** Text of the first child of this name without white space around it; undefined where there is none. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return childOf(element, name)?.text.trim();
}

/** The element itself and all below it that have this name, in the order of the document. */
export function allNamed(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  // The depth is bounded by the reader.
  const look = (at: XmlElement): void => {
    if (at.name === name) found.push(at);
    for (const child of at.children) look(child);
  };
  look(element);
  return found;
}
