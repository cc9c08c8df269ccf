// Which words open which kind of print data on a raw or LPR connection, and what else PJL can do on the family.
import * as v from 'valibot';
import { saying } from '../read/saying.ts';

export const MediaType = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/,
    saying('This is not a media type.', 'Write for example "application/pdf".'),
  ),
  // RFC 6838 section 4.2: 127 characters on each side of the slash.
  v.maxLength(255),
);

/** A word of PJL: it goes onto the wire as it is, so it can hold nothing that ends a line or a text. */
const PjlWord = v.pipe(
  v.string(),
  v.regex(
    /^[A-Z][A-Z0-9]{0,31}$/,
    saying(
      'This is not a word of @PJL ENTER LANGUAGE.',
      'Write capital letters and digits only, for example "PDF".',
    ),
  ),
);

export const PrintLanguages = v.strictObject({
  /** Media type to the word after `@PJL ENTER LANGUAGE=`; a type without one is sent as it is. */
  language: v.optional(v.record(MediaType, PjlWord)),
});
export type PrintLanguages = v.InferOutput<typeof PrintLanguages>;

/**
 * generic: `@PJL SET` with the words of HP's reference; xerox: an XPIF ticket line by line as `@PJL XCPT`;
 * fujixerox: `@PJL SET` with Fuji Xerox' own names beside the generic ones.
 */
const PJL_STYLES = ['generic', 'xerox', 'fujixerox'] as const;
export type PjlStyle = (typeof PJL_STYLES)[number];

export const PjlFacts = v.strictObject({
  /** Copies, sides and the like can be set in PJL. */
  options: v.boolean(),
  /** It answers on the connection (ECHO, USTATUS), so that the end of a job can be confirmed. */
  backChannel: v.boolean(),
  style: v.picklist(PJL_STYLES),
});
export type PjlFacts = v.InferOutput<typeof PjlFacts>;
