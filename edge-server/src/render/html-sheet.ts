// Reads the style elements of a page as far as mails use them: rules for a tag, a class or an id. Imports, fonts and media rules are not followed.

export type Declarations = Readonly<Record<string, string>>;

export interface StyleSheet {
  /** What the rules say about an element, the more exact rule winning. */
  readonly match: (tag: string, id: string, classes: readonly string[]) => Declarations;
}

interface Rule {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
  readonly weight: number;
  readonly declarations: Declarations;
}

/** Rules that are kept: Word writes 500 for a letter. */
const MAX_RULES = 2_000;

/** tag, tag.class, .class.class, #id; nothing that depends on where an element stands or what a mouse does. */
const SIMPLE = /^([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i;

export function readSheet(css: string): StyleSheet {
  const rules: Rule[] = [];
  for (const { selector, body } of blocksOf(css.replaceAll(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' '))) {
    if (rules.length >= MAX_RULES) break;
    const declarations = readDeclarations(body);
    if (Object.keys(declarations).length === 0) continue;
    for (const one of selector.split(',')) {
      const parts = SIMPLE.exec(one.trim());
      if (parts === null || one.trim() === '') continue;
      const names = parts[2]?.match(/[.#][\w-]+/g) ?? [];
      const id = names.find((name) => name.startsWith('#'))?.slice(1) ?? '';
      const classes = names.filter((name) => name.startsWith('.')).map((name) => name.slice(1).toLowerCase());
      const tag = (parts[1] ?? '*').toLowerCase();
      const weight = (id === '' ? 0 : 100) + classes.length * 10 + (tag === '*' ? 0 : 1);
      rules.push({ tag, id, classes, weight, declarations });
    }
  }
  // Sorting is stable: of equal rules the later one wins.
  rules.sort((a, b) => a.weight - b.weight);
  const known = new Map<string, Declarations>();
  return {
    match: (tag, id, classes) => {
      const key = `${tag}#${id}.${classes.join('.')}`;
      let merged = known.get(key);
      if (merged === undefined) {
        const fitting = rules.filter(
          (rule) =>
            (rule.tag === '*' || rule.tag === tag) &&
            (rule.id === '' || rule.id === id) &&
            rule.classes.every((name) => classes.includes(name)),
        );
        merged = Object.assign({}, ...fitting.map(({ declarations }) => declarations)) as Declarations;
        known.set(key, merged);
      }
      return merged;
    },
  };
}

/** Rules outside at-rules: what stands inside @media, @font-face or @import is for screens, fonts and the web. */
function* blocksOf(css: string): Generator<{ readonly selector: string; readonly body: string }> {
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) return;
    const semicolon = css.indexOf(';', at);
    // @import and @charset end with a semicolon and have no block.
    if (semicolon >= 0 && semicolon < open) {
      at = semicolon + 1;
      continue;
    }
    const selector = css.slice(at, open).trim();
    const end = blockEnd(css, open);
    if (!selector.startsWith('@')) yield { selector, body: css.slice(open + 1, end) };
    at = end + 1;
  }
}

function blockEnd(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth += 1;
    else if (css[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return css.length;
}

/** Declarations of a style attribute or rule. Values that name an address are dropped: nothing is ever fetched. */
export function readDeclarations(style: string): Declarations {
  const declarations: Record<string, string> = {};
  for (const part of style.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase();
    const value = part
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase();
    if (
      /^[a-z-]{1,40}$/.test(name) &&
      value !== '' &&
      value.length < 200 &&
      !/url\s*\(|expression\s*\(|\\/.test(value)
    )
      Object.assign(
        declarations,
        name === 'margin' || name === 'padding' ? sides(name, value) : { [name]: value },
      );
  }
  return declarations;
}

/** One to four lengths, clockwise from the top (CSS Box 4, 3.2). Written out, so that a later shorthand undoes an earlier side. */
function sides(name: string, value: string): Declarations {
  const [top = '0', right = top, bottom = top, left = right] = value.split(/\s+/);
  return {
    [`${name}-top`]: top,
    [`${name}-right`]: right,
    [`${name}-bottom`]: bottom,
    [`${name}-left`]: left,
  };
}
