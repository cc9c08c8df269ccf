// The tag bytes of the IPP encoding and the names this code calls them by (RFC 8010 section 3.5, PWG 5100.5, 5100.22).

/** Delimiter tags that open an attribute group (RFC 8010 section 3.5.1). */
export const groupTags = {
  operation: 0x01,
  job: 0x02,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  'event-notification': 0x07,
  resource: 0x08,
  document: 0x09,
  system: 0x0a,
} as const;
export type GroupName = keyof typeof groupTags;

/** Everything up to here is a delimiter, everything above begins a value (RFC 8010 section 3.5). */
export const lastDelimiterTag = 0x0f;
/** Ends the attributes; what follows is the document (RFC 8010 section 3.5.1). */
export const endOfAttributes = 0x03;

/** Marks inside a collection (RFC 8010 section 3.1.6); they never appear as values of their own. */
export const collectionTags = { begin: 0x34, end: 0x37, memberName: 0x4a } as const;

/** Values that say why there is no value (RFC 8010 section 3.5.2, the last three RFC 3380). */
export const outOfBandTags = {
  unsupported: 0x10,
  default: 0x11,
  unknown: 0x12,
  'no-value': 0x13,
  'not-settable': 0x15,
  'delete-attribute': 0x16,
  'admin-define': 0x17,
} as const;
export type OutOfBand = keyof typeof outOfBandTags;

/** Character strings (RFC 8010 section 3.5.2); text and name are the forms without a language. */
export const stringTags = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;
export type StringSyntax = keyof typeof stringTags;

/** Everything else with a fixed or structured form (RFC 8010 section 3.9). */
export const structuredTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
} as const;

function byTag<Name extends string>(tags: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map((Object.entries(tags) as [Name, number][]).map(([name, tag]) => [tag, name]));
}

export const groupByTag = byTag(groupTags);
export const outOfBandByTag = byTag(outOfBandTags);
export const stringSyntaxByTag = byTag(stringTags);
