// The console's and the command line's API.
import * as v from 'valibot';
import { ACCOUNTING_NEEDS, DeviceIdentity, PanelState } from '../device.ts';
import { DeviceLogin, SnmpAccess } from '../device-credentials.ts';
import { DOCTOR_AREAS } from '../doctor-areas.ts';
import { PANEL_KINDS } from '../panel-kind.ts';
import { Ticket } from '../ticket.ts';
import { AdminRole, Scopes } from './admin-security.ts';
import { Day, Id, JobView, PrinterView, ReleaseView, StoryLine } from './common.ts';
import { USER_SHOWS, USER_SOURCES } from './user-sources.ts';

/** POST /api/admin/setup: creates the first administrator; the link's token works once. */
export const Setup = v.object({
  token: v.pipe(v.string(), v.maxLength(200)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  password: v.pipe(v.string(), v.maxLength(1000)),
});
/** POST /api/admin/session */
export const AdminSignIn = v.object({
  name: v.pipe(v.string(), v.maxLength(100)),
  password: v.pipe(v.string(), v.maxLength(1000)),
});
export const AdminMe = v.object({
  name: v.string(),
  /** Absent for the command line and for programs. */
  role: v.optional(AdminRole),
  /** What may be seen and changed: the console shows nothing else. */
  scopes: Scopes,
  /** The site asks for a second factor, and this administrator has none yet: nothing else works before. */
  secondFactorNeeded: v.boolean(),
  siteName: v.string(),
  tryOut: v.boolean(),
});
export type AdminMe = v.InferOutput<typeof AdminMe>;

/** GET /api/admin/overview: is anything wrong? */
export const Overview = v.object({
  /** Releases a person must decide, oldest first. */
  decisions: v.array(v.object({ release: ReleaseView, job: JobView, owner: v.string() })),
  failing: v.array(
    v.object({
      what: v.string(),
      sentence: v.string(),
      /** The console's section that shows more; printers unless told. */
      section: v.optional(v.string()),
      /** Site of a printer. */
      site: v.optional(v.string()),
      /** Not failing yet, but it will. */
      warn: v.optional(v.boolean()),
    }),
  ),
  counts: v.object({
    held: v.number(),
    printedToday: v.number(),
    pagesToday: v.number(),
    users: v.number(),
    printers: v.number(),
  }),
  /** Last 14 days, oldest first: printed jobs per day. */
  trend: v.array(v.number()),
  guesses: v.object({ wrongToday: v.number(), budget: v.number(), codeLength: v.number() }),
  certificate: v.object({ selfSigned: v.boolean(), notAfter: v.number(), names: v.array(v.string()) }),
  storage: v.object({ usedBytes: v.number(), freeBytes: v.number() }),
  /** Somebody is guessing codes: the place with the most wrong ones today. */
  attack: v.optional(
    v.object({ usedUp: v.boolean(), where: v.string(), wrong: v.number(), lastAt: v.optional(v.number()) }),
  ),
  /** Senders of mail who wait to be allowed. */
  senders: v.number(),
  /** Unix ms of the last backup; absent: none yet. `due`: it is time for one. */
  backup: v.object({ at: v.optional(v.number()), due: v.boolean() }),
  /** What the first-run assistant has left to do; absent when it is done or closed. */
  firstRun: v.optional(v.object({ done: v.number(), of: v.number() })),
  /** Since this administrator's visit before: absent at the first, and for programs. */
  news: v.optional(
    v.object({ since: v.number(), printed: v.number(), pages: v.number(), changes: v.number() }),
  ),
});
export type Overview = v.InferOutput<typeof Overview>;

const PrinterFields = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  uri: v.pipe(v.string(), v.maxLength(500)),
  alias: v.optional(v.pipe(v.string(), v.maxLength(40))),
  site: v.optional(v.pipe(v.string(), v.maxLength(80))),
  location: v.optional(v.pipe(v.string(), v.maxLength(200))),
  allowHttp: v.optional(v.boolean()),
  /** Other addresses of the same device, tried in order after `uri`. */
  otherUris: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(8))),
  /** A device that can be walked up to, or the queue of another print server. */
  kind: v.optional(v.picklist(['printer', 'queue'])),
  /** Id of a device profile; null: by what the device says of itself. */
  profile: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(64)))),
  forDirectMail: v.optional(v.boolean()),
  forPublic: v.optional(v.boolean()),
  /** Its own queue for File > Print, at /ipp/direct/ID: prints at once, without a code at its panel. */
  directQueue: v.optional(v.boolean()),
  /** Whoever is signed in at the device itself is signed in at its panel: only from the device's own address, never "Guest". */
  deviceSignIn: v.optional(v.boolean()),
  /** null: as the profile or the printer says. */
  accounting: v.optional(v.nullable(v.picklist(ACCOUNTING_NEEDS))),
  /** The making of the panel its browser is given; null: by what the browser says of itself. */
  panelKind: v.optional(v.nullable(v.picklist(PANEL_KINDS))),
};
/** POST /api/admin/printers */
export const PrinterAdd = v.object(PrinterFields);
/** PATCH /api/admin/printers/:id */
export const PrinterChange = v.partial(v.object({ ...PrinterFields, enabled: v.boolean() }));
export const AdminPrinter = v.object({
  ...PrinterView.entries,
  uri: v.string(),
  allowHttp: v.boolean(),
  /** Where it was registered: console, command line, file, try-out. */
  source: v.string(),
  kind: v.picklist(['printer', 'queue']),
  otherUris: v.array(v.string()),
  /** The profile the administrator chose; absent: detected. */
  profile: v.optional(v.string()),
  /** The family it was recognised as (device-profiles). */
  family: v.optional(v.string()),
  identity: v.optional(DeviceIdentity),
  forDirectMail: v.boolean(),
  forPublic: v.boolean(),
  directQueue: v.boolean(),
  deviceSignIn: v.boolean(),
  /** Where File > Print finds that queue, below this server's address; absent while it is off. */
  directPath: v.optional(v.string()),
  accounting: v.optional(v.picklist(ACCOUNTING_NEEDS)),
  /** Absent: by what its browser says of itself. */
  panelKind: v.optional(v.picklist(PANEL_KINDS)),
  /** Field to where its value came from, for those that did not come from `source`. */
  sources: v.record(v.string(), v.string()),
  /** Fields that only the file or the fleet system they came from may change. */
  readOnly: v.array(v.string()),
  /** What is stored; the values themselves are never shown again. */
  credentials: v.object({ snmp: v.optional(v.string()), admin: v.optional(v.string()) }),
  panelState: v.optional(PanelState),
  /** Toner, ink, waste boxes; `level` in per cent where the device knows it. */
  supplies: v.optional(v.array(v.object({ name: v.string(), level: v.optional(v.number()) }))),
  /** Pages since the device was made, as SNMP told. */
  lifeCount: v.optional(v.number()),
  /** SHA-256 of the certificate seen at registration, for an ipps address. */
  tlsPin: v.optional(v.string()),
  /** Path of the panel app for this device, holding its key: for the device's browser only. */
  panelPath: v.string(),
  waiting: v.number(),
  virtual: v.boolean(),
});
export type AdminPrinter = v.InferOutput<typeof AdminPrinter>;
/** What is wrong in a device or profile file, at which place, and the cure. */
export const FileMistake = v.object({
  file: v.string(),
  line: v.number(),
  column: v.number(),
  sentence: v.string(),
  cure: v.string(),
});
export type FileMistake = v.InferOutput<typeof FileMistake>;
export const AdminPrinters = v.object({
  printers: v.array(AdminPrinter),
  /** Of the files in the devices and profiles folders. */
  mistakes: v.array(FileMistake),
});
/** PUT /api/admin/printers/:id/credentials: what is absent stays, null goes. */
export const CredentialsChange = v.object({
  snmp: v.optional(v.nullable(SnmpAccess)),
  admin: v.optional(v.nullable(DeviceLogin)),
});
/** POST /api/admin/printers/import: a device file as text. */
export const PrinterImport = v.object({ text: v.pipe(v.string(), v.maxLength(2_000_000)) });
export const PrinterImported = v.object({
  added: v.array(v.string()),
  /** Names that were there already, by address. */
  known: v.array(v.string()),
  mistakes: v.array(FileMistake),
});
export type PrinterImported = v.InferOutput<typeof PrinterImported>;
export const ProfileChoices = v.object({
  profiles: v.array(v.object({ id: v.string(), name: v.string(), own: v.boolean() })),
});

/** The virtual MFD: GET and POST /api/admin/printers/:id/virtual */
export const VIRTUAL_CONDITIONS = ['ready', 'out-of-paper', 'jammed', 'cover-open', 'slow', 'off'] as const;
export const VirtualState = v.object({
  condition: v.picklist(VIRTUAL_CONDITIONS),
  trays: v.array(v.object({ name: v.string(), media: v.string(), level: v.number(), capacity: v.number() })),
  prints: v.array(
    v.object({
      id: v.string(),
      title: v.string(),
      mediaType: v.string(),
      pages: v.number(),
      at: v.number(),
      user: v.string(),
      options: v.array(v.string()),
    }),
  ),
});
export type VirtualState = v.InferOutput<typeof VirtualState>;
export const VirtualChange = v.object({
  condition: v.optional(v.picklist(VIRTUAL_CONDITIONS)),
  fillTrays: v.optional(v.boolean()),
});

/** Users */
export const UserAdd = v.object({
  email: v.pipe(v.string(), v.maxLength(254)),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
});
export const AdminUser = v.object({
  id: v.string(),
  email: v.string(),
  name: v.string(),
  held: v.number(),
  createdAt: v.number(),
  lastSeenAt: v.optional(v.number()),
  source: v.picklist(USER_SOURCES),
  department: v.optional(v.string()),
  /** Switched off since when, and by whom. */
  off: v.optional(v.object({ at: v.number(), by: v.picklist(['administrator', 'directory']) })),
});
export type AdminUser = v.InferOutput<typeof AdminUser>;
/** `total` stops at 1,000: then `more` says that there are more than that. */
export const AdminUsers = v.object({
  users: v.array(AdminUser),
  total: v.number(),
  more: v.optional(v.boolean()),
});
/** POST /api/admin/users and POST /api/admin/users/:id/code. `code` is only there where it could not be mailed, and for the command line. */
export const AdminUserCode = v.object({
  user: AdminUser,
  code: v.optional(v.string()),
  mailed: v.boolean(),
});
export const UserQuery = v.object({
  search: v.optional(v.pipe(v.string(), v.maxLength(254))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(1000)),
    '100',
  ),
  /** How many of the list to leave out at its start. Who needs more than so many narrows the search, or takes the CSV. */
  offset: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(10_000)), '0'),
  /** `all` leaves guests out: they are asked for by name. */
  show: v.optional(v.picklist(USER_SHOWS), 'all'),
  /** Id of a directory: only its people. */
  directory: v.optional(Id),
});

/** Jobs */
export const AdminJob = v.object({ ...JobView.entries, owner: v.string() });
export type AdminJob = v.InferOutput<typeof AdminJob>;
export const AdminJobs = v.object({
  jobs: v.array(AdminJob),
  /** How many fit, counted up to 10,000; with a text, a printer or a channel those of this page. */
  total: v.number(),
  /** For the next page: `after` of the query. Absent: that was all. */
  next: v.optional(v.string()),
  /** The page is not full, but only what was received since then (Unix ms) has been looked through; `next` goes on. */
  lookedTo: v.optional(v.number()),
});
export const JobQuery = v.object({
  state: v.optional(v.pipe(v.string(), v.maxLength(20))),
  search: v.optional(v.pipe(v.string(), v.maxLength(254))),
  user: v.optional(Id),
  /** Released there at least once. */
  printer: v.optional(Id),
  channel: v.optional(v.pipe(v.string(), v.maxLength(40))),
  /** First and last day of receipt, in the server's time zone. */
  from: v.optional(Day),
  to: v.optional(Day),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}-[a-z0-9-]{1,64}$/))),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(1000)),
    '100',
  ),
});
export const AdminJobStory = v.object({
  job: AdminJob,
  story: v.array(StoryLine),
  /** The message it came in, as long as there is a record of it. */
  mail: v.optional(
    v.object({ id: v.string(), from: v.optional(v.string()), subject: v.optional(v.string()) }),
  ),
});
export const AdminRelease = v.object({ jobId: Id, printerId: Id, ticket: v.optional(Ticket) });
export const AdminReleased = v.object({ release: ReleaseView });

/** Settings: definitions come with the values, so that a form needs nothing else. */
export const SettingView = v.object({
  key: v.string(),
  type: v.picklist(['number', 'boolean', 'text', 'choice']),
  label: v.string(),
  help: v.string(),
  value: v.union([v.number(), v.boolean(), v.string()]),
  default: v.union([v.number(), v.boolean(), v.string()]),
  unit: v.optional(v.string()),
  min: v.optional(v.number()),
  max: v.optional(v.number()),
  choices: v.optional(v.record(v.string(), v.string())),
  /** A text of several lines. */
  multiline: v.optional(v.boolean()),
  /** Why it can do nothing on this server, with what to do. */
  cannot: v.optional(v.string()),
  /** Key of the setting without which it has no effect; with `!` before it, the one that has to be off. */
  needs: v.optional(v.string()),
});
export const SettingsView = v.object({
  groups: v.array(v.object({ id: v.string(), title: v.string(), settings: v.array(SettingView) })),
});
export type SettingsView = v.InferOutput<typeof SettingsView>;
/** PUT /api/admin/settings/:key; null goes back to the default. */
export const SettingChange = v.object({ value: v.union([v.number(), v.boolean(), v.string(), v.null()]) });

/** GET /api/admin/doctor */
export const Doctor = v.object({
  checks: v.array(
    v.object({
      id: v.string(),
      area: v.optional(v.picklist(DOCTOR_AREAS)),
      ok: v.boolean(),
      sentence: v.string(),
      cure: v.optional(v.string()),
    }),
  ),
});
export type Doctor = v.InferOutput<typeof Doctor>;
