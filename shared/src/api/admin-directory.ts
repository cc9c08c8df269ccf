// The console's and the command line's API about directories. No answer ever holds a secret.
import * as v from 'valibot';
import { DIRECTORY_SECURITIES, DirectorySettings } from '../directory.ts';
import { Id } from './common.ts';

/** As long as any password of an account that searches; a keytab never comes this way. */
const Secret = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

/** POST /api/admin/directories */
export const DirectoryAdd = v.object({
  name: Name,
  settings: DirectorySettings,
  enabled: v.optional(v.boolean()),
  secret: v.optional(Secret),
});
export type DirectoryAdd = v.InferOutput<typeof DirectoryAdd>;

/**
 * PATCH /api/admin/directories/:id: what is absent stays; `settings` is replaced as a whole; a null secret goes. Another host, port or
 * encryption forgets the stored secret unless a new one comes along.
 */
export const DirectoryChange = v.object({
  name: v.optional(Name),
  settings: v.optional(DirectorySettings),
  enabled: v.optional(v.boolean()),
  secret: v.optional(v.nullable(Secret)),
});
export type DirectoryChange = v.InferOutput<typeof DirectoryChange>;

/** PUT /api/admin/directories/order: every id once, the first one is asked first. */
export const DirectoryOrder = v.object({ ids: v.pipe(v.array(Id), v.maxLength(100)) });

export const ImportCounts = v.object({
  seen: v.number(),
  added: v.number(),
  changed: v.number(),
  disabled: v.number(),
  enabled: v.number(),
  unchanged: v.number(),
  skipped: v.number(),
  /** Of those changed: accounts that were on their own until now, known by the same address. */
  linked: v.optional(v.number()),
});

export const AdminDirectory = v.object({
  id: v.string(),
  name: v.string(),
  enabled: v.boolean(),
  settings: DirectorySettings,
  /** A password is stored. It is never shown again. */
  secretStored: v.boolean(),
  /** Accounts here that come from it. */
  people: v.number(),
  lastImport: v.optional(
    v.object({
      at: v.number(),
      tookMs: v.number(),
      counts: ImportCounts,
      problem: v.optional(v.string()),
    }),
  ),
  /** Since when it does not answer, and with what. */
  down: v.optional(v.object({ since: v.number(), problem: v.string() })),
  /** An import is under way, and how many entries it has looked at. */
  importing: v.optional(v.object({ seen: v.number() })),
});
export type AdminDirectory = v.InferOutput<typeof AdminDirectory>;
/** GET /api/admin/directories: in the order they are asked. */
export const AdminDirectories = v.object({ directories: v.array(AdminDirectory) });
export type AdminDirectories = v.InferOutput<typeof AdminDirectories>;

/** The certificate a server showed, to be looked at and, if it is the right one, trusted. */
export const ShownCertificate = v.object({
  /** SHA-256, for `settings.tlsPin`. */
  fingerprint: v.string(),
  subject: v.optional(v.string()),
  issuer: v.optional(v.string()),
  notAfter: v.optional(v.number()),
  /** It verifies, or is the pinned one. */
  trusted: v.boolean(),
});
export type ShownCertificate = v.InferOutput<typeof ShownCertificate>;

/** POST /api/admin/directories/test: `id` alone: as stored. `settings`: as typed; with `id` the stored secret is used where it still fits. */
export const DirectoryTest = v.object({
  id: v.optional(Id),
  settings: v.optional(DirectorySettings),
  secret: v.optional(Secret),
});
export type DirectoryTest = v.InferOutput<typeof DirectoryTest>;
export const DirectoryStep = v.object({
  /** "Reach", "Encrypt", "Sign in", "Search". */
  what: v.string(),
  ok: v.boolean(),
  /** What the server said or what was found. */
  detail: v.optional(v.string()),
});
export type DirectoryStep = v.InferOutput<typeof DirectoryStep>;
export const DirectoryTested = v.object({
  ok: v.boolean(),
  /** In turn; the first that is not ok is the last. */
  steps: v.array(DirectoryStep),
  certificate: v.optional(ShownCertificate),
  /** The first people that were found, as they would be taken. */
  samples: v.array(
    v.object({
      username: v.optional(v.string()),
      email: v.optional(v.string()),
      name: v.optional(v.string()),
      department: v.optional(v.string()),
    }),
  ),
});
export type DirectoryTested = v.InferOutput<typeof DirectoryTested>;

/** POST /api/admin/directories/look: what is at an address, as far as it tells anybody; nothing is stored and no password is sent. */
export const DirectoryLook = v.object({
  host: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
  security: v.optional(v.picklist(DIRECTORY_SECURITIES)),
  tlsPin: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type DirectoryLook = v.InferOutput<typeof DirectoryLook>;
export const DirectoryLooked = v.object({
  /** It answered. */
  ok: v.boolean(),
  steps: v.array(DirectoryStep),
  certificate: v.optional(ShownCertificate),
  /** Fitting settings to begin with; what it did not tell is empty. */
  proposal: DirectorySettings,
});
export type DirectoryLooked = v.InferOutput<typeof DirectoryLooked>;

/** POST /api/admin/directories/:id/preview: an import that changes nothing. */
export const IMPORT_EFFECTS = ['added', 'changed', 'disabled', 'enabled', 'skipped'] as const;
export const DirectoryPreview = v.object({
  counts: ImportCounts,
  /** The first of each kind. */
  samples: v.array(
    v.object({
      what: v.picklist(IMPORT_EFFECTS),
      /** Address, or what there is of the entry. */
      who: v.string(),
      /** The name now and then, or why it was left out. */
      detail: v.optional(v.string()),
    }),
  ),
  /** An import would stop before switching off so many. */
  wouldStop: v.boolean(),
  /** The directory cut its answer short: nobody who is missing would be switched off. */
  limited: v.boolean(),
});
export type DirectoryPreview = v.InferOutput<typeof DirectoryPreview>;

/** POST /api/admin/directories/:id/import: answers at once; the list tells how far it is and how it ended. */
export const DirectoryImport = v.object({
  /** However many would be switched off. */
  anyway: v.optional(v.boolean()),
});
