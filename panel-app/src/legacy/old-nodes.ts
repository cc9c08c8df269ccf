// What elements lack in engines before 2013 and Lit and the panel's sources call. Each is put in only where it is missing.

/** Defines what is missing on a prototype, as the engine would: not to be enumerated. */
function give<T extends object>(prototype: T, missing: Partial<Record<string, unknown>>): void {
  for (const name of Object.keys(missing)) {
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, {
      value: missing[name],
      configurable: true,
      writable: true,
    });
  }
}

function giveGetter(prototype: object, name: string, get: (this: Node) => unknown): void {
  if (!(name in prototype)) Object.defineProperty(prototype, name, { get, configurable: true });
}

type Piece = Node | string;

function asNode(piece: Piece): Node {
  return typeof piece === 'string' ? document.createTextNode(piece) : piece;
}

function together(pieces: readonly Piece[]): Node {
  const all = document.createDocumentFragment();
  for (const piece of pieces) all.appendChild(asNode(piece));
  return all;
}

function remove(this: Node): void {
  this.parentNode?.removeChild(this);
}

function append(this: Node, ...pieces: Piece[]): void {
  this.appendChild(together(pieces));
}

function replaceWith(this: Node, ...pieces: Piece[]): void {
  this.parentNode?.replaceChild(together(pieces), this);
}

function matches(this: Element, selectors: string): boolean {
  const top = this.ownerDocument ?? document;
  return Array.prototype.indexOf.call(top.querySelectorAll(selectors), this) !== -1;
}

function closest(this: Element, selectors: string): Element | null {
  for (let at: Node | null = this; at !== null && at.nodeType === Node.ELEMENT_NODE; at = at.parentNode) {
    if ((at as Element).matches(selectors)) return at as Element;
  }
  return null;
}

function getAttributeNames(this: Element): string[] {
  return Array.prototype.map.call(this.attributes, ({ name }: Attr) => name) as string[];
}

function toggleAttribute(this: Element, name: string, wanted = !this.hasAttribute(name)): boolean {
  if (wanted) this.setAttribute(name, '');
  else this.removeAttribute(name);
  return wanted;
}

/** Lists of nodes are gone through like arrays. */
function mendLists(): void {
  const array = Array.prototype as unknown as Record<PropertyKey, unknown>;
  for (const list of [NodeList, HTMLCollection] as { prototype: object }[]) {
    give(list.prototype, { forEach: array['forEach'] });
    if (!(Symbol.iterator in list.prototype))
      Object.defineProperty(list.prototype, Symbol.iterator, { value: array[Symbol.iterator] });
  }
}

export function mendNodes(): void {
  mendLists();
  const old = Element.prototype as unknown as Record<string, unknown>;
  give(Element.prototype, {
    remove,
    append,
    replaceWith,
    matches: old['webkitMatchesSelector'] ?? matches,
    closest,
    getAttributeNames,
    toggleAttribute,
  });
  give(CharacterData.prototype, { remove, replaceWith });
  give(DocumentFragment.prototype, { append });
  giveGetter(Node.prototype, 'isConnected', function () {
    return document.contains === undefined
      ? document.documentElement.contains(this)
      : document.contains(this);
  });
  give(Node.prototype, {
    // There are no shadow roots here: the root is the document, or whatever is not in it.
    getRootNode(this: Node): Node {
      let root: Node = this;
      while (root.parentNode !== null) root = root.parentNode;
      return root;
    },
  });
}
