// <template> for engines before 2013, as far as Lit needs it: what is written into it becomes `content`, inert, and is then imported.
// Tables apart, which the panel has none of: outside of a table their parts are dropped by the parser.

/** Nothing is loaded or upgraded in a document that is shown nowhere. */
const makeInert = (): Document => document.implementation.createHTMLDocument('');

export function mendTemplate(): void {
  const plain = document.createElement.bind(document);
  if ('content' in plain('template')) return;
  const inert = makeInert();
  const template = (): HTMLElement => {
    // Not an element of that name: some engines of the time do not know it and parse inside of it as they like.
    const element = plain('div');
    Object.defineProperty(element, 'content', { value: inert.createDocumentFragment() });
    Object.defineProperty(element, 'innerHTML', {
      set(this: HTMLTemplateElement, text: string) {
        const box = inert.createElement('div');
        box.innerHTML = text;
        while (this.content.firstChild !== null) this.content.removeChild(this.content.firstChild);
        while (box.firstChild !== null) this.content.appendChild(box.firstChild);
      },
    });
    return element;
  };
  document.createElement = (name: string) => (name === 'template' ? template() : plain(name));
}
