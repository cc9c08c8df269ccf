// Job attributes in words, for the people who look at what the virtual MFD printed. Not read back by anything.

import { cleanText } from '../protocols/ipp/clean-text.ts';
import { finishingName } from '../protocols/ipp/codes.ts';
import type { IppAttributes, IppValue } from '../protocols/ipp/message.ts';

export type DescribedAttribute = { readonly name: string; readonly values: string[] };

export function describeAttributes(attributes: IppAttributes): DescribedAttribute[] {
  return attributes.map(({ name, values }) => ({
    name: cleanText(name),
    values: values.map((value) => describe(name, value)),
  }));
}

function describe(name: string, value: IppValue): string {
  switch (value.syntax) {
    case 'enum':
      return (name === 'finishings' ? finishingName(value.value) : undefined) ?? String(value.value);
    case 'integer':
    case 'boolean':
      return String(value.value);
    case 'rangeOfInteger':
      return `${String(value.value.lower)}-${String(value.value.upper)}`;
    case 'resolution':
      return `${String(value.value.crossFeed)}x${String(value.value.feed)}`;
    case 'dateTime':
      return value.value.toISOString();
    case 'octetString':
      return value.value.toString('hex');
    case 'other':
      return value.data.toString('hex');
    case 'collection': {
      const members = describeAttributes(value.value).map(
        (member) => `${member.name}=${member.values.join(',')}`,
      );
      return `{${members.join(' ')}}`;
    }
    default:
      return 'value' in value ? cleanText(value.value) : value.syntax;
  }
}
