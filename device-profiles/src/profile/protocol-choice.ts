// A way to hand a job to a device of the family.
import * as v from 'valibot';
import { saying } from '../read/saying.ts';

/** raw: a TCP socket that takes the print data as it is; lpr: RFC 1179. */
const PROTOCOL_NAMES = ['ipps', 'ipp', 'raw', 'lpr'] as const;
export type ProtocolName = (typeof PROTOCOL_NAMES)[number];

/** RFC 793: sixteen bits; 0 is no port. */
const LAST_PORT = 65_535;
const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LAST_PORT));

export const ProtocolChoice = v.strictObject({
  name: v.picklist(PROTOCOL_NAMES),
  port: Port,
  /** ipps and ipp: the path of the printer, where the family has one that is known. */
  path: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^\/[!-~]*$/,
        saying(
          'The path does not begin with a slash, or holds a character that no path has.',
          'Write for example "/ipp/print".',
        ),
      ),
      // An IPP uri has 1023 octets (RFC 8011 section 5.1.6), host included.
      v.maxLength(255),
    ),
  ),
  /** lpr: the queue's name. */
  queue: v.optional(
    v.pipe(
      v.string(),
      // What an LPD command line can carry without being cut: no blank, no control character (RFC 1179 section 5).
      v.regex(
        /^[A-Za-z0-9._-]{1,64}$/,
        saying(
          'The queue has a name that an LPD server cannot be asked for.',
          'Use letters, digits, dot, hyphen and underscore, at most 64 of them, for example "lp".',
        ),
      ),
    ),
  ),
});
export type ProtocolChoice = v.InferOutput<typeof ProtocolChoice>;
