// The IPP message as values: tag-typed values, ordered attributes, ordered groups (RFC 8010 section 3). Names that came
// from the network are never property names here, so no attribute can touch a prototype. Reading is in read-values.ts.
import type { GroupName, OutOfBand, StringSyntax } from './tags.ts';

export type IppVersion = { readonly major: number; readonly minor: number };

export type IppMessage = {
  readonly version: IppVersion;
  /** The operation-id of a request, the status-code of an answer (see codes.ts). */
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
};

export type IppGroup = {
  readonly group: GroupName;
  readonly attributes: IppAttributes;
  /** The same attributes as they are sent, where they were encoded before. */
  readonly octets?: readonly Uint8Array[];
};

/** In the order of the wire. A name may occur twice in what a device sends: the first one counts. */
export type IppAttributes = readonly IppAttribute[];

export type IppAttribute = {
  readonly name: string;
  /** At least one; more than one is a 1setOf. */
  readonly values: readonly IppValue[];
};

export type IppRange = { readonly lower: number; readonly upper: number };
/** Dots per unit (see resolutionUnits); cross-feed is across the sheet, feed along its way. */
export type IppResolution = { readonly crossFeed: number; readonly feed: number; readonly units: number };

export type IppValue =
  | { readonly syntax: 'integer' | 'enum'; readonly value: number }
  | { readonly syntax: 'boolean'; readonly value: boolean }
  | { readonly syntax: 'octetString'; readonly value: Buffer }
  /** The instant, to a tenth of a second; the sender's time zone is not kept. */
  | { readonly syntax: 'dateTime'; readonly value: Date }
  | { readonly syntax: 'resolution'; readonly value: IppResolution }
  | { readonly syntax: 'rangeOfInteger'; readonly value: IppRange }
  | { readonly syntax: 'collection'; readonly value: IppAttributes }
  | {
      readonly syntax: 'textWithLanguage' | 'nameWithLanguage';
      readonly value: string;
      readonly language: string;
    }
  | { readonly syntax: StringSyntax; readonly value: string }
  | { readonly syntax: OutOfBand }
  /** A tag this code does not know, or eleven octets that are no date: kept as they came. */
  | { readonly syntax: 'other'; readonly tag: number; readonly data: Buffer };

export type IppSyntax = IppValue['syntax'];
/** The kinds of value that may have one of these syntaxes. */
export type ValueOf<S extends IppSyntax> = KindWith<IppValue, S>;
type KindWith<V extends IppValue, S> = V extends IppValue
  ? [Extract<V['syntax'], S>] extends [never]
    ? never
    : V
  : never;

const strings =
  (syntax: StringSyntax) =>
  (name: string, ...values: readonly string[]): IppAttribute => ({
    name,
    values: values.map((value) => ({ syntax, value })),
  });

// Each constructor takes the attribute's name and one value or more: keyword('sides', 'one-sided').
export const text = strings('text');
export const name = strings('name');
export const keyword = strings('keyword');
export const uri = strings('uri');
export const uriScheme = strings('uriScheme');
export const charset = strings('charset');
export const naturalLanguage = strings('naturalLanguage');
export const mimeMediaType = strings('mimeMediaType');

const numbers =
  (syntax: 'integer' | 'enum') =>
  (name: string, ...values: readonly number[]): IppAttribute => ({
    name,
    values: values.map((value) => ({ syntax, value })),
  });

export const integer = numbers('integer');
export const enumValue = numbers('enum');

export function boolean(name: string, ...values: readonly boolean[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'boolean', value })) };
}

export function octetString(name: string, ...values: readonly Buffer[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'octetString', value })) };
}

export function dateTime(name: string, ...values: readonly Date[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'dateTime', value })) };
}

export function rangeOfInteger(name: string, ...values: readonly IppRange[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'rangeOfInteger', value })) };
}

export function resolution(name: string, ...values: readonly IppResolution[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'resolution', value })) };
}

export function collection(name: string, ...values: readonly IppAttributes[]): IppAttribute {
  return { name, values: values.map((value) => ({ syntax: 'collection', value })) };
}

/** outOfBand('printer-location', 'no-value'): says why there is no value. */
export function outOfBand(name: string, syntax: OutOfBand): IppAttribute {
  return { name, values: [{ syntax }] };
}

/** All attributes of the groups of that kind, in order; an empty list when the message has no such group. */
export function attributesOf(message: IppMessage, group: GroupName): IppAttributes {
  return groupsOf(message, group).flat();
}

/** One list for each group of that kind: a Get-Jobs answer has one job group for each job. */
export function groupsOf(message: IppMessage, group: GroupName): readonly IppAttributes[] {
  return message.groups.filter((candidate) => candidate.group === group).map((found) => found.attributes);
}

export function findAttribute(attributes: IppAttributes, name: string): IppAttribute | undefined {
  return attributes.find((attribute) => attribute.name === name);
}
