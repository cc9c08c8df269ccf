// Reads the panel's own stylesheets into rules, for make-old.ts: plain rules, @media and @keyframes. No strings with braces in them: there are none.

export interface Rule {
  readonly kind: 'rule';
  readonly selectors: readonly string[];
  readonly declarations: readonly (readonly [name: string, value: string])[];
}

export interface Media {
  readonly kind: 'media';
  readonly condition: string;
  readonly rules: readonly Rule[];
}

export interface Frames {
  readonly kind: 'frames';
  readonly name: string;
  /** What stands between the braces. */
  readonly text: string;
}

/** Splits at `separator` outside of brackets and quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [depth, quote, from] = [0, '', 0];
  [...text].forEach((letter, at) => {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ('(['.includes(letter)) depth++;
    else if (')]'.includes(letter)) depth--;
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  });
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** Each block of a sheet: what stands before its braces and what between them. */
function blocks(text: string): (readonly [head: string, body: string])[] {
  const found: (readonly [string, string])[] = [];
  let [depth, from, open] = [0, 0, 0];
  [...text].forEach((letter, at) => {
    if (letter === '{' && depth++ === 0) open = at;
    if (letter !== '}' || --depth > 0) return;
    found.push([text.slice(from, open).trim(), text.slice(open + 1, at)]);
    from = at + 1;
  });
  return found;
}

function readRule([head, body]: readonly [string, string]): Rule {
  const declarations = splitOutside(body, ';').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  return { kind: 'rule', selectors: splitOutside(head, ','), declarations };
}

export function parseStyles(sheet: string): (Rule | Media | Frames)[] {
  const text = [...sheet.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ')].join('');
  return blocks(text).map(([head, body]): Rule | Media | Frames => {
    if (head.startsWith('@media')) {
      const condition = head.slice('@media'.length).trim();
      return { kind: 'media', condition, rules: blocks(body).map(readRule) };
    }
    const [, name] = /^@keyframes (\S+)$/.exec(head) ?? [];
    if (name !== undefined) return { kind: 'frames', name, text: body };
    if (head.startsWith('@')) throw new Error(`no old form of ${head} is known`);
    return readRule([head, body]);
  });
}
