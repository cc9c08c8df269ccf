// Well-formed IPP messages of every kind, made at random, for the properties of the codec.
import type {
  IppAttribute,
  IppAttributes,
  IppMessage,
  IppValue,
} from '@platen/edge-server/protocols/ipp/message';
import {
  type GroupName,
  groupTags,
  type OutOfBand,
  outOfBandTags,
  type StringSyntax,
  stringTags,
} from '@platen/edge-server/protocols/ipp/tags';
import fc from 'fast-check';

/** fast-check makes objects without a prototype by default; the decoder makes plain ones. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
// 'binary' gives every code point but half surrogates, which UTF-8 cannot hold.
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const attributeName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'job-name'),
);
const octets = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
// Tenths of seconds are what the wire holds.
const instant = fc
  .integer({ min: Date.UTC(1970, 0, 1) / 100, max: Date.UTC(2100, 0, 1) / 100 })
  .map((tenths) => new Date(tenths * 100));
// 0x38 is an unassigned octet-string tag, 0x7f the extension tag (RFC 8010 section 3.5.2).
const unknownTag = fc.constantFrom(0x14, 0x20, 0x2f, 0x38, 0x5f, 0x7f, 0xff);

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] => Object.keys(record) as K[];

const plainValue: fc.Arbitrary<IppValue> = fc.oneof(
  record({ syntax: fc.constantFrom('integer' as const, 'enum' as const), value: int32 }),
  record({ syntax: fc.constant('boolean' as const), value: fc.boolean() }),
  record({ syntax: fc.constant('octetString' as const), value: octets }),
  record({ syntax: fc.constant('dateTime' as const), value: instant }),
  record({
    syntax: fc.constant('resolution' as const),
    value: record({ crossFeed: int32, feed: int32, units: fc.constantFrom(3, 4) }),
  }),
  record({
    syntax: fc.constant('rangeOfInteger' as const),
    value: record({ lower: int32, upper: int32 }),
  }),
  record({
    syntax: fc.constantFrom('textWithLanguage' as const, 'nameWithLanguage' as const),
    language: fc.constantFrom('en', 'ja', 'de-CH'),
    value: anyText,
  }),
  record({ syntax: fc.constantFrom<StringSyntax>(...keysOf(stringTags)), value: anyText }),
  record({ syntax: fc.constantFrom<OutOfBand>(...keysOf(outOfBandTags)) }),
  record({ syntax: fc.constant('other' as const), tag: unknownTag, data: octets }),
);

const attributesOf = (value: fc.Arbitrary<IppValue>, maxLength: number): fc.Arbitrary<IppAttributes> =>
  fc.array(
    record<IppAttribute>({
      name: attributeName,
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength },
  );

const value = fc.letrec<{ value: IppValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'collection' },
    plainValue,
    record({
      syntax: fc.constant('collection' as const),
      value: attributesOf(tie('value'), 3),
    }),
  ),
})).value;

export const ippMessage: fc.Arbitrary<IppMessage> = record({
  version: record({ major: fc.integer({ min: 0, max: 255 }), minor: fc.integer({ min: 0, max: 255 }) }),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: int32,
  groups: fc.array(
    record({
      group: fc.constantFrom<GroupName>(...keysOf(groupTags)),
      attributes: attributesOf(value, 6),
    }),
    { maxLength: 4 },
  ),
});
