// Values of IPP attributes that are known of a family, for where the device itself cannot be asked (raw, LPR).
import * as v from 'valibot';
import { saying } from '../read/saying.ts';
import { Sentence } from './sentence.ts';

const AttributeName = v.pipe(
  v.string(),
  v.regex(
    // RFC 8011 section 5.1.4: a keyword begins with a letter.
    /^[a-z][a-z0-9._-]{0,254}$/,
    saying('This is not the name of an IPP attribute.', 'Write for example "sides-supported".'),
  ),
);

export const OptionFacts = v.record(
  AttributeName,
  v.strictObject({
    /** Keywords, or the integers of an enum. */
    values: v.pipe(v.array(v.union([v.string(), v.pipe(v.number(), v.integer())])), v.minLength(1)),
    source: Sentence,
  }),
);
export type OptionFacts = v.InferOutput<typeof OptionFacts>;
