// Reads the fault of a SOAP 1.1 or 1.2 answer. What it means is for the caller: devices put their words in different places.
import { cleanText } from '../ipp/clean-text.ts';
import { allNamed, childOf, textOf, type XmlElement } from './xml-element.ts';

export interface SoapFault {
  /** Local part of the most particular code: the 1.2 subcode where there is one. */
  readonly code: string;
  /** One clean line for the operator. */
  readonly reason: string;
  /** Every name and text of the fault, one after the other: where a name of an exception may stand. */
  readonly words: string;
}

/** Long enough for any name that matters; a device may put a page of stack trace there. */
const MOST_WORDS = 8_192;

export function readFault(fault: XmlElement): SoapFault {
  const code = childOf(fault, 'Code');
  const codes =
    code === undefined
      ? [textOf(fault, 'faultcode') ?? '']
      : allNamed(code, 'Value').map(({ text }) => text.trim());
  const reason =
    textOf(fault, 'faultstring') ?? childOf(fault, 'Reason')?.children[0]?.text ?? codes.join(' ');
  const words: string[] = [];
  const gather = (element: XmlElement): void => {
    words.push(element.name, element.text.trim());
    for (const child of element.children) gather(child);
  };
  gather(fault);
  return {
    code: (codes[codes.length - 1] ?? '').replace(/^.*:/, ''),
    reason: cleanText(reason, 200),
    words: words
      .filter((word) => word !== '')
      .join(' ')
      .slice(0, MOST_WORDS),
  };
}
