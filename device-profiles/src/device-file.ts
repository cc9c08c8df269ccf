// What stands in a file of devices/: the devices a site registers by declaration. Passwords are never among it, only where they are.
import { ACCOUNTING_NEEDS } from '@platen/shared/device';
import { PANEL_KINDS } from '@platen/shared/panel-kind';
import * as v from 'valibot';
import { ProfileId } from './device-profile.ts';
import { saying } from './read/saying.ts';

/** What is said wherever a password, a community or a key stands in a file. */
export const BY_REFERENCE = saying(
  'Credentials may not stand in this file, which anybody who keeps it can read.',
  'Give them by reference: "file:/path/of/a/file" or "env:NAME_OF_A_VARIABLE".',
);

/** RFC 8011 section 5.4.4: a printer's name has at most 127 octets; the others are shown beside it. */
const Words = v.pipe(
  v.string(),
  v.regex(
    /^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$/,
    saying('The text is empty, or holds a line break or another control character.', 'Write one line.'),
  ),
  v.maxLength(127),
);
/** RFC 8011 section 5.1.6. */
const LONGEST_URI = 1_023;
const Address = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_URI));

const Reference = v.pipe(
  v.string(BY_REFERENCE),
  v.regex(/^(file:\/[^\u0000-\u001f]+|env:[A-Za-z_][A-Za-z0-9_]*)$/, BY_REFERENCE),
  v.maxLength(LONGEST_URI),
);

export const DeviceEntry = v.strictObject({
  /** Stays the same when the name or the address changes; absent: made from the name. */
  id: v.optional(ProfileId),
  name: Words,
  /** Host name or IP address: protocol, port and path are the profile's. Either this or `uri`. */
  address: v.optional(Address),
  /** ipps:, ipp:, socket: or lpd: with everything in it. */
  uri: v.optional(Address),
  /** Tried in order after `uri`. */
  otherUris: v.optional(v.pipe(v.array(Address), v.maxLength(8))),
  /** A family's id, or "detect": by what the device says of itself. */
  profile: v.optional(v.union([v.literal('detect'), ProfileId]), 'detect'),
  alias: v.optional(Words),
  site: v.optional(Words),
  location: v.optional(Words),
  enabled: v.optional(v.boolean()),
  /** A device one walks up to, or the queue of another print server. */
  kind: v.optional(v.picklist(['printer', 'queue'])),
  forDirectMail: v.optional(v.boolean()),
  forPublic: v.optional(v.boolean()),
  directQueue: v.optional(v.boolean()),
  accounting: v.optional(v.picklist(ACCOUNTING_NEEDS)),
  /** The making of the panel its browser is given; absent: by what the browser says of itself. */
  panelKind: v.optional(v.picklist(PANEL_KINDS)),
  credentials: v.optional(
    v.strictObject({ snmp: v.optional(Reference), admin: v.optional(Reference) }, BY_REFERENCE),
  ),
  tlsPin: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[0-9a-f]{64}$/,
        saying(
          'This is not the SHA-256 fingerprint of a certificate.',
          'Write its 64 hexadecimal digits in small letters, without colons or blanks.',
        ),
      ),
    ),
  ),
});
export type DeviceEntry = v.InferOutput<typeof DeviceEntry>;

/** More devices than this belong into several files: one per site. */
export const MOST_DEVICES = 5_000;

export const DeviceFile = v.strictObject({
  $schema: v.optional(v.string()),
  devices: v.pipe(v.array(DeviceEntry), v.maxLength(MOST_DEVICES)),
});
export type DeviceFile = v.InferOutput<typeof DeviceFile>;
