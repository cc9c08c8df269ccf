// One entry of a directory as it came, with what of it is read here: attributes by name in small letters, values as octets, all bounded.
import { cleanText } from '../ipp/clean-text.ts';

export interface LdapEntry {
  readonly dn: string;
  /** By attribute name in small letters, without options. */
  readonly values: ReadonlyMap<string, readonly Buffer[]>;
}

/** Values of one attribute that are looked at: an address list has some dozens, a group thousands nobody needs here. */
export const MOST_VALUES = 200;
/** Octets of one value: names, addresses and keys are short; photographs are not read. */
export const MOST_VALUE_OCTETS = 4096;

/** RFC 4512 section 2.5.2: "mail;lang-de" is mail, too. */
export const attributeName = (description: string): string => description.split(';')[0]?.toLowerCase() ?? '';

/** The first value as text on one line; undefined where there is none that can be shown. */
export function textOf(entry: LdapEntry, attribute: string): string | undefined {
  const [first] = entry.values.get(attribute.toLowerCase()) ?? [];
  return first === undefined ? undefined : shownText(first);
}

export function textsOf(entry: LdapEntry, attribute: string): readonly string[] {
  return (entry.values.get(attribute.toLowerCase()) ?? []).flatMap((value) => shownText(value) ?? []);
}

export function octetsOf(entry: LdapEntry, attribute: string): Buffer | undefined {
  return entry.values.get(attribute.toLowerCase())?.[0];
}

/** Octets that are no text would be shown as replacement characters: such a value is none. */
function shownText(value: Buffer): string | undefined {
  const text = cleanText(value.toString('utf8'));
  return text === '' || text.includes('\ufffd') ? undefined : text;
}
