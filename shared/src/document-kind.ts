// What kind of document it is, for people: the name of its sentence, which panel and plain forms have in every language.

const KINDS = [
  [/pdf$/, 'kind.pdf'],
  [/^image\//, 'kind.picture'],
  [/rfc822$/, 'kind.mail'],
  [/sheet|excel|csv/, 'kind.sheet'],
  [/presentation|powerpoint/, 'kind.slides'],
  [/^text\/|word|opendocument\.text/, 'kind.text'],
] as const;

/** @param mediaType as the job's row has it. */
export function documentKind(mediaType: string): (typeof KINDS)[number][1] | 'kind.other' {
  return KINDS.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'kind.other';
}
