// The values of the panel's custom properties, which old engines know nothing of: for the usual look and for each other one.
import { type Media, parseStyles, type Rule } from './parse-styles.ts';

type Values = ReadonlyMap<string, string>;

export interface Look {
  /** On `<html>`: `:root[data-theme=dark]`. */
  readonly selector: string;
  /** Only on displays that this is true of. */
  readonly condition: string | undefined;
  readonly values: Values;
}

export interface Looks {
  readonly usual: Values;
  /** What other looks change. */
  readonly others: readonly Look[];
}

export const isCustom = (name: string): boolean => name.startsWith('--');

/** @throws where a property is set on anything but the root: it then has no value that could be written in. */
export function readLooks(sheet: string): Looks {
  const usual = new Map<string, string>();
  const others: Look[] = [];
  const read = (rule: Rule, condition: string | undefined): void => {
    const values = new Map(rule.declarations.filter(([name]) => isCustom(name)));
    if (values.size === 0) return;
    for (const selector of rule.selectors) {
      if (!/^(:root)?(\[(data|dir|lang)[^\]]*\])*$/.test(selector))
        throw new Error(`${selector} sets ${[...values.keys()].join()}`);
      if (selector === ':root' && condition === undefined)
        values.forEach((value, name) => usual.set(name, value));
      else others.push({ selector, condition, values });
    }
  };
  for (const block of parseStyles(sheet)) {
    if (block.kind === 'rule') read(block, undefined);
    else if (block.kind === 'media')
      (block satisfies Media).rules.forEach((rule) => read(rule, block.condition));
  }
  return { usual, others };
}

/** The value with everything written in; sums of pixels are worked out. */
export function resolve(value: string, looks: Looks, look?: Look): string {
  const written = (text: string): string =>
    text.replace(/var\((--[\w-]+)\)/g, (_whole, name: string) => {
      const found = look?.values.get(name) ?? looks.usual.get(name);
      if (found === undefined) throw new Error(`${name} has no value`);
      return written(found);
    });
  return written(value).replace(
    /calc\((-?[\d.]+)px\s*([-+*/])\s*(-?[\d.]+)(px)?\)/g,
    (_whole, left: string, sign: string, right: string) => {
      const [a, b] = [Number(left), Number(right)];
      const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b }[sign] ?? a;
      return `${Math.round(result * 100) / 100}px`;
    },
  );
}
