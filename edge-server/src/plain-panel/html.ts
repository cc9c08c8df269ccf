// HTML from templates: whatever is put into one is escaped, unless it is such a piece itself. There is no other way to write a page here.

const MADE = Symbol('html');

/** A piece of markup that was made by `html` and by nothing else. */
export interface Html {
  readonly [MADE]: string;
}

type Value = string | number | Html | undefined | false | readonly Value[];

/** Values stand between tags or in double-quoted attributes; `undefined` and `false` are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return {
    [MADE]: parts.map((part, index) => (index === 0 ? '' : written(values[index - 1])) + part).join(''),
  };
}

export const markupOf = (page: Html): string => page[MADE];

function written(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return isPiece(value) ? value[MADE] : value.map(written).join('');
}

const isPiece = (value: Html | readonly Value[]): value is Html => MADE in value;

/**
 * Characters that end text or an attribute, in numbers that the oldest parser knows; and those that no page may hold: controls
 * (HTML 4.01 section 5.1 allows tab, line feed and carriage return alone) and halves of surrogate pairs.
 */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
