// What a printer that cannot be asked (raw, LPR) does by itself, in the words of Get-Printer-Attributes: what its PJL can set, and
// what its profile knows of the family. The rest is made ready here (choose-format.ts). Pure.
import {
  enumValue,
  type IppAttribute,
  type IppAttributes,
  integer,
  keyword,
  rangeOfInteger,
} from '../../protocols/ipp/message.ts';
import type { DeliveryFacts } from './target.ts';

/** HP PJL Technical Reference, COPIES: 1 to 999. */
const MOST_COPIES = 999;

export function profileOffers(facts: DeliveryFacts): IppAttributes {
  const offers = new Map<string, IppAttribute>();
  const put = (attribute: IppAttribute): void => void offers.set(attribute.name, attribute);
  if (facts.pjl?.options === true) {
    put(rangeOfInteger('copies-supported', { lower: 1, upper: MOST_COPIES }));
    put(keyword('sides-supported', 'one-sided', 'two-sided-long-edge', 'two-sided-short-edge'));
    put(keyword('print-color-mode-supported', 'auto', 'color', 'monochrome'));
    // Whole copies: in a ticket by sheet-collate, at Fuji Xerox by QTY. Elsewhere QTY is not known to work: they are made here.
    const collates = facts.pjl.style === 'xerox' || facts.pjl.style === 'fujixerox';
    put(
      keyword(
        'multiple-document-handling-supported',
        'separate-documents-uncollated-copies',
        ...(collates ? ['separate-documents-collated-copies'] : []),
      ),
    );
  }
  for (const [name, values] of Object.entries(facts.options ?? {})) {
    const attribute = attributeOf(name, values);
    if (attribute !== undefined) put(attribute);
  }
  // What cannot be asked for must not be offered: without PJL there is no place to put it.
  if (facts.pjl?.options !== true) {
    for (const name of ASKED_FOR) offers.delete(name);
  }
  return [...offers.values()];
}

/** Options that travel with the job; the others say what lies in the device. */
const ASKED_FOR = [
  'copies-supported',
  'sides-supported',
  'print-color-mode-supported',
  'finishings-supported',
  'multiple-document-handling-supported',
];

function attributeOf(name: string, values: readonly (string | number)[]): IppAttribute | undefined {
  const words = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  if (words.length > 0) return keyword(name, ...words);
  if (numbers.length === 0) return undefined;
  if (name === 'copies-supported') return rangeOfInteger(name, { lower: 1, upper: Math.max(...numbers) });
  return name.startsWith('finishings') ? enumValue(name, ...numbers) : integer(name, ...numbers);
}
