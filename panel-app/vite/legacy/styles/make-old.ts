// Makes a stylesheet of the panel one that WebKit of the years before 2013 understands: no custom properties, no grid, no start and end.
// What was a grid is drawn by layout.ts.
import { isCustom, type Look, type Looks, resolve } from './custom-properties.ts';
import { oldDeclaration } from './old-declaration.ts';
import { type Frames, type Media, parseStyles, type Rule } from './parse-styles.ts';

/** Old engines skip a rule whose selector they cannot read, with all that it is grouped with. */
const UNREADABLE = /:(is|where|has)\(|::(part|slotted|backdrop)/;
/** Asked of new engines only; old ones never say yes. */
const UNASKED = /hover|prefers-|forced-colors|pointer|dynamic-range/;

/** What stands on `<html>` itself. */
const ROOT = /^(:root|html|\[(?:dir|lang|data-(?:theme|contrast|large|keys|pointed|no-svg))[^\]]*\])+/;

/**
 * The selector as it stands below `<html dir>`, so that rules for one direction weigh no more than those for both.
 * @param dir `` for both.
 */
function below(selector: string, dir: '' | '=ltr' | '=rtl'): string {
  if (UNREADABLE.test(selector)) throw new Error(`${selector} has no old form`);
  const readable = selector
    .replace(':focus:not(:focus-visible)', '[data-pointed] :focus')
    .replaceAll(':focus-visible', ':focus');
  const mark = `[dir${dir}]`;
  const [root] = ROOT.exec(readable) ?? [];
  return root === undefined ? `${mark} ${readable}` : `${root}${mark}${readable.slice(root.length)}`;
}

const write = (selectors: readonly string[], lines: readonly (readonly [string, string])[]): string =>
  lines.length === 0
    ? ''
    : `${selectors.join(',')}{${lines.map(([name, value]) => `${name}:${value}`).join(';')}}`;

/** @param condition of the @media it stands in. @returns what goes there, and after it what is for some displays only. */
function oldRule({ selectors, declarations }: Rule, looks: Looks, condition: string | undefined): string {
  const plain = declarations.filter(([name]) => !isCustom(name));
  const wraps = plain.some(([name, value]) => name === 'flex-wrap' && value === 'wrap');
  const inLook = (look: Look | undefined): typeof plain =>
    plain.map(([name, value]) => [name, resolve(value, looks, look)] as const);
  const usual = inLook(undefined);
  const draw = (lines: typeof plain, place: (selector: string) => string): string => {
    const old = lines.map(([name, value]) => oldDeclaration(name, value, wraps));
    const under = (dir: '' | '=ltr' | '=rtl'): string[] =>
      selectors.map((selector) => below(place(selector), dir));
    return [
      write(
        under(''),
        old.flatMap(({ always }) => always),
      ),
      write(
        under('=ltr'),
        old.flatMap(({ ltr }) => ltr),
      ),
      write(
        under('=rtl'),
        old.flatMap(({ rtl }) => rtl),
      ),
    ].join('');
  };
  const inOther = (look: Look): string => {
    // A display is of one kind: what holds for another says nothing here.
    if (condition !== undefined && look.condition !== undefined && condition !== look.condition) return '';
    const changed = inLook(look).filter(([, value], index) => value !== usual[index]?.[1]);
    const drawn = draw(changed, (selector) => placed(selector, look.selector));
    return drawn === '' || look.condition === condition || look.condition === undefined
      ? drawn
      : `@media ${look.condition}{${drawn}}`;
  };
  return draw(usual, (selector) => selector) + looks.others.map(inOther).join('');
}

/** The look is set on <html>, which the selector may itself name. */
function placed(selector: string, look: string): string {
  if (/^(:root|html)/.test(selector))
    return selector.replace(/^(:root|html)/, `:root${look.replace(':root', '')}`);
  return ROOT.test(selector) ? `${look}${selector}` : `${look} ${selector}`;
}

function oldBlock(block: Rule | Media | Frames, looks: Looks): string {
  if (block.kind === 'rule') return oldRule(block, looks, undefined);
  if (block.kind === 'frames') {
    return `@-webkit-keyframes ${block.name}{${block.text}}@keyframes ${block.name}{${block.text}}`;
  }
  const { condition } = block;
  const rules = UNASKED.test(condition)
    ? ''
    : block.rules.map((rule) => oldRule(rule, looks, condition)).join('');
  return rules === '' ? '' : `@media ${condition}{${rules}}`;
}

export function makeOld(sheet: string, looks: Looks): string {
  return parseStyles(sheet)
    .map((block) => oldBlock(block, looks))
    .join('');
}
