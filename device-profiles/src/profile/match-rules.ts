// By what a device is recognised as one of a family: rules of which any one is enough.
import * as v from 'valibot';
import { saying } from '../read/saying.ts';

/** RFC 8011 allows 127 octets in a make and model, RFC 1213 255 in a sysDescr: no rule needs to be longer. */
export const LONGEST_PATTERN = 200;
/** More rules than this describe more than one family. */
const MOST_RULES = 64;

const Pattern = v.pipe(
  v.string(),
  v.minLength(
    1,
    saying('An empty pattern fits every device.', 'Delete it, or write what the text begins with.'),
  ),
  v.maxLength(
    LONGEST_PATTERN,
    saying(
      `The pattern is longer than ${LONGEST_PATTERN} characters.`,
      'Write the beginning only, or split it into several patterns.',
    ),
  ),
);
const Patterns = v.optional(v.pipe(v.array(Pattern), v.maxLength(MOST_RULES)), []);

const ObjectId = v.pipe(
  v.string(),
  v.regex(
    /^1\.3\.6\.1\.4\.1(\.(0|[1-9]\d{0,9}))+$/,
    saying(
      'This is not the beginning of a sysObjectID.',
      'Write numbers and dots without a dot in front, beginning with 1.3.6.1.4.1 and the maker\'s number, for example "1.3.6.1.4.1.253".',
    ),
  ),
);

export const MatchRules = v.strictObject({
  /** Regular expressions, not minding case, on printer-make-and-model (or hrDeviceDescr). */
  makeAndModel: Patterns,
  /** Beginnings of the sysObjectID, dotted, ending at a dot. */
  sysObjectId: v.optional(v.pipe(v.array(ObjectId), v.maxLength(MOST_RULES)), []),
  /** Regular expressions on the sysDescr. */
  sysDescr: Patterns,
  /** Regular expressions on the IEEE 1284 device id. */
  deviceId: Patterns,
});
export type MatchRules = v.InferOutput<typeof MatchRules>;
