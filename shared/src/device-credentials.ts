// What lets the server read a device over SNMP and change it as its administrator. Stored sealed, sent once, never shown again.
import * as v from 'valibot';

/** RFC 3414 (MD5, SHA-1) and RFC 7860 (SHA-2). */
export const SNMP_AUTH_PROTOCOLS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type SnmpAuthProtocol = (typeof SNMP_AUTH_PROTOCOLS)[number];

/** RFC 3414 (DES), RFC 3826 (AES-128), and AES-256 with the key stretched in either of the two ways devices know:
 * draft-blumenthal-aes-usm-04 and draft-reeder-snmpv3-usm-3desede-00 (as Cisco does). */
export const SNMP_PRIV_PROTOCOLS = ['des', 'aes128', 'aes256-blumenthal', 'aes256-reeder'] as const;
export type SnmpPrivProtocol = (typeof SNMP_PRIV_PROTOCOLS)[number];

/** RFC 3414 section 11.2: passwords shorter than eight characters are refused by agents. */
const Key = v.pipe(v.string(), v.minLength(8), v.maxLength(255));
/** RFC 3411 section 5, SnmpAdminString of a user's name: 32; devices keep communities as long as that, 64 is generous. */
const Name = v.pipe(v.string(), v.minLength(1), v.maxBytes(64));
const port = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)));

const CommunityAccess = v.object({ version: v.picklist(['1', '2c']), community: Name, port });
export type SnmpCommunityAccess = v.InferOutput<typeof CommunityAccess>;

const UserAccess = v.pipe(
  v.object({
    version: v.literal('3'),
    user: Name,
    auth: v.optional(v.object({ protocol: v.picklist(SNMP_AUTH_PROTOCOLS), key: Key })),
    priv: v.optional(v.object({ protocol: v.picklist(SNMP_PRIV_PROTOCOLS), key: Key })),
    /** contextName; devices have none, gateways in front of them may. */
    context: v.optional(Name),
    port,
  }),
  v.check(({ auth, priv }) => priv === undefined || auth !== undefined, 'Privacy needs authentication.'),
);
export type SnmpUserAccess = v.InferOutput<typeof UserAccess>;

export const SnmpAccess = v.union([CommunityAccess, UserAccess]);
export type SnmpAccess = v.InferOutput<typeof SnmpAccess>;

/** Of the device's own administrator: for installing the panel app. */
export const DeviceLogin = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.maxLength(256)),
});
export type DeviceLogin = v.InferOutput<typeof DeviceLogin>;

export const DeviceCredentials = v.object({ snmp: v.optional(SnmpAccess), admin: v.optional(DeviceLogin) });
export type DeviceCredentials = v.InferOutput<typeof DeviceCredentials>;
