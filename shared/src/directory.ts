// Words about directories (LDAP, Active Directory): how one is reached and searched, what an import takes, what the last one found.
import * as v from 'valibot';

/** ldaps: TLS from the start (636). starttls: 389, upgraded before anything is said; there is no third way with a password. */
export const DIRECTORY_SECURITIES = ['ldaps', 'starttls', 'none'] as const;
/** simple: name and password. gssapi: Kerberos. anonymous: no sign-in, which also allows `none`. */
export const DIRECTORY_BINDS = ['simple', 'gssapi', 'anonymous'] as const;

const Text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));
const Attribute = v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/));

export const DirectorySettings = v.object({
  host: v.pipe(Text(255), v.minLength(1)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  security: v.picklist(DIRECTORY_SECURITIES),
  bind: v.picklist(DIRECTORY_BINDS),
  /** DN, user principal name or, with gssapi, the Kerberos principal of the account that searches. */
  bindName: v.optional(Text(500)),
  /** SHA-256 of the server's certificate, where no authority vouches for it. */
  tlsPin: v.optional(Text(200)),
  /** PEM of the authority that signed the server's certificate. */
  authority: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
  /** Containers to search, as DNs. Empty: the naming context that the server names first. */
  bases: v.pipe(v.array(v.pipe(Text(500), v.minLength(1))), v.maxLength(50)),
  /** RFC 4515 filter of the people to know. Empty: the kind's own. */
  filter: Text(2000),
  kind: v.picklist(['active-directory', 'openldap', 'other']),
  /** DNS name of the domain (ad.example.org), its short name (EXAMPLE): both may be typed before or after the user name. */
  domain: v.optional(Text(255)),
  shortDomain: v.optional(Text(64)),
  /** Which attribute holds what. */
  fields: v.object({
    username: Attribute,
    email: Attribute,
    name: Attribute,
    department: v.optional(Attribute),
    language: v.optional(Attribute),
    card: v.optional(Attribute),
    /** Never changes for a person: objectGUID, entryUUID. */
    key: Attribute,
  }),
  import: v.object({
    on: v.boolean(),
    /** Hours between imports. */
    everyHours: v.pipe(v.number(), v.minValue(0.25), v.maxValue(168)),
    /** People who left the directory, or are disabled there, are switched off here. */
    disableMissing: v.boolean(),
    /** An import that would switch off more than this share of the people stops and asks (0 to 1). */
    mostDisabled: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  /** May people of this directory sign in with its password? */
  signIn: v.boolean(),
  /** May an unknown sender be looked up here at the first message? */
  onBoard: v.boolean(),
  /** DNs of groups whose members are administrators here, by role (SPEC F2). */
  adminGroups: v.optional(
    v.pipe(
      v.array(
        v.object({ dn: Text(500), role: v.picklist(['administrator', 'operator', 'helpdesk', 'auditor']) }),
      ),
      v.maxLength(20),
    ),
  ),
});
export type DirectorySettings = v.InferOutput<typeof DirectorySettings>;

export interface ImportCounts {
  readonly seen: number;
  readonly added: number;
  readonly changed: number;
  readonly disabled: number;
  readonly enabled: number;
  readonly unchanged: number;
  /** Entries that could not be taken: no address, an address twice... */
  readonly skipped: number;
  /** Of `changed` and `enabled`: accounts that were on their own until now, known by the same address. */
  readonly linked?: number;
}

export interface DirectoryState {
  readonly lastImport?: {
    readonly at: number;
    readonly tookMs: number;
    readonly counts: ImportCounts;
    /** Why it stopped; absent: it ended well. */
    readonly problem?: string;
  };
  /** Since when it does not answer, and with what. */
  readonly down?: { readonly since: number; readonly problem: string };
}
