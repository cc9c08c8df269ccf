// Typed reading of attributes that came from the network. A reader answers undefined when the attribute is absent or of
// another syntax; it never throws. Strings come out clean (clean-text.ts), so they may be shown and logged.
import { cleanText } from './clean-text.ts';
import { findAttribute, type IppAttributes, type IppRange, type IppSyntax, type ValueOf } from './message.ts';

/**
 * The plural answers all values of that syntax in their order, the singular the first one. Values of another syntax in
 * a 1setOf are passed over.
 */
function valuesOf<S extends IppSyntax>(
  attributes: IppAttributes,
  name: string,
  ...syntaxes: readonly S[]
): readonly ValueOf<S>[] | undefined {
  const wanted: readonly string[] = syntaxes;
  const found = findAttribute(attributes, name)?.values.filter((value): value is ValueOf<S> =>
    wanted.includes(value.syntax),
  );
  return found === undefined || found.length === 0 ? undefined : found;
}

function pluralReader<S extends IppSyntax, T>(read: (value: ValueOf<S>) => T, ...syntaxes: readonly S[]) {
  return (attributes: IppAttributes, name: string): readonly T[] | undefined =>
    valuesOf(attributes, name, ...syntaxes)?.map((value) => read(value));
}

function singularReader<S extends IppSyntax, T>(read: (value: ValueOf<S>) => T, ...syntaxes: readonly S[]) {
  return (attributes: IppAttributes, name: string): T | undefined => {
    const first = valuesOf(attributes, name, ...syntaxes)?.[0];
    return first === undefined ? undefined : read(first);
  };
}

const plain = <T>({ value }: { readonly value: T }): T => value;
const clean = ({ value }: { readonly value: string }): string => cleanText(value);

export const readInteger = singularReader(plain, 'integer');
export const readIntegers = pluralReader(plain, 'integer');
export const readEnum = singularReader(plain, 'enum');
export const readEnums = pluralReader(plain, 'enum');
export const readBoolean = singularReader(plain, 'boolean');
export const readBooleans = pluralReader(plain, 'boolean');
export const readDateTime = singularReader(plain, 'dateTime');
export const readResolution = singularReader(plain, 'resolution');
export const readResolutions = pluralReader(plain, 'resolution');
export const readOctetString = singularReader(plain, 'octetString');
export const readOctetStrings = pluralReader(plain, 'octetString');
export const readCollection = singularReader(plain, 'collection');
export const readCollections = pluralReader(plain, 'collection');

export const readKeyword = singularReader(clean, 'keyword');
export const readKeywords = pluralReader(clean, 'keyword');
export const readUri = singularReader(clean, 'uri');
export const readUris = pluralReader(clean, 'uri');
export const readMimeMediaType = singularReader(clean, 'mimeMediaType');
export const readMimeMediaTypes = pluralReader(clean, 'mimeMediaType');
export const readCharset = singularReader(clean, 'charset');
export const readCharsets = pluralReader(clean, 'charset');
export const readNaturalLanguage = singularReader(clean, 'naturalLanguage');
export const readNaturalLanguages = pluralReader(clean, 'naturalLanguage');

/** name and text each stand for the form with and without a language (RFC 8011 sections 5.1.2 and 5.1.3). */
export const readName = singularReader(clean, 'name', 'nameWithLanguage');
export const readNames = pluralReader(clean, 'name', 'nameWithLanguage');
export const readText = singularReader(clean, 'text', 'textWithLanguage');
export const readTexts = pluralReader(clean, 'text', 'textWithLanguage');

/** For attributes of syntax "type2 keyword | name", such as media and output-bin. */
export const readKeywordOrName = singularReader(clean, 'keyword', 'name', 'nameWithLanguage');
export const readKeywordsOrNames = pluralReader(clean, 'keyword', 'name', 'nameWithLanguage');

/** A single integer counts as the range of itself: some devices send copies-supported so. */
export const readRange = singularReader(asRange, 'rangeOfInteger', 'integer');
export const readRanges = pluralReader(asRange, 'rangeOfInteger', 'integer');

function asRange(value: ValueOf<'rangeOfInteger' | 'integer'>): IppRange {
  return typeof value.value === 'number' ? { lower: value.value, upper: value.value } : value.value;
}
