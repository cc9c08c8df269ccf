// Everything the API may call, put together once by build-server.ts. Types only.
import type { Readable } from 'node:stream';
import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import type { MailGuess } from '@platen/shared/api/first-run';
import type { AccountingNeed, DeviceIdentity } from '@platen/shared/device';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Backups } from './backup/backups.ts';
import type { QueuesApp } from './build-queues.ts';
import type { CertificateApp } from './certificate-app.ts';
import type { Database, Tx } from './db/database.ts';
import type { Clock, Ids, Log, Sealing } from './deps.ts';
import type { DeviceFiles } from './devices/device-files.ts';
import type { Discovery } from './devices/discover/discovery.ts';
import type { PanelInstaller } from './devices/panels/make-panel-installer.ts';
import type { PrinterWatch } from './devices/printer-watch.ts';
import type { PrinterRow, Printers } from './devices/printers.ts';
import type { DoctorNews, Finding } from './doctor.ts';
import type { makeReport } from './flow/account/report.ts';
import type { Progress } from './flow/convert/progress.ts';
import type { RemoteConvert } from './flow/convert/remote.ts';
import type { Unlock } from './flow/convert/unlock.ts';
import type { Shred } from './flow/hold/shred.ts';
import type { Webhooks } from './flow/hooks/webhooks.ts';
import type { Accept } from './flow/intake/accept.ts';
import type { Resumable } from './flow/intake/resumable.ts';
import type { Previews } from './flow/preview/preview.ts';
import type { PushSubscriptions } from './flow/push/subscriptions.ts';
import type { Claimed, ReleaseAsk, ReleaseBy } from './flow/release/claim.ts';
import type { DecisionAsk } from './flow/release/decide.ts';
import type { JobRow } from './flow/store/jobs.ts';
import type { ReleaseRow } from './flow/store/releases.ts';
import type { Licences } from './licence/licences.ts';
import type { LiveHub } from './live-hub.ts';
import type { MailApp } from './mail-app.ts';
import type { Advertiser } from './open-advertising.ts';
import type { PrintFinding } from './open-print-finding.ts';
import type { AdminSessions } from './people/admin-sessions.ts';
import type { AdminSignIn } from './people/admin-sign-in.ts';
import type { Admins } from './people/admins.ts';
import type { ApiTokens } from './people/api-tokens.ts';
import type { AuditSeals } from './people/audit-seals.ts';
import type { Converters } from './people/converters.ts';
import type { Directories } from './people/directories.ts';
import type { DirectoryAdminRole } from './people/directory-admin-role.ts';
import type { Passkeys } from './people/passkeys.ts';
import type { Presence } from './people/presence.ts';
import type { PrintQueues } from './people/print-queues.ts';
import type { SecondFactor } from './people/second-factor.ts';
import type { Sessions } from './people/sessions.ts';
import type { SwitchUser } from './people/switch-user.ts';
import type { UserRow } from './people/users.ts';
import type { UsersCsv } from './people/users-csv.ts';
import type { FontFolder } from './platform/font-folder.ts';
import type { LogRing } from './platform/log-ring.ts';
import type { Metrics } from './platform/metrics.ts';
import type { PrintingApp } from './printing-app.ts';
import type { FirstRun } from './settings/first-run.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { SignInApp } from './sign-in-app.ts';

/** A training printer inside this process; see virtual-mfd/. */
export interface VirtualDevice {
  state(): Promise<{
    condition: 'ready' | 'out-of-paper' | 'jammed' | 'cover-open' | 'slow' | 'off';
    trays: { name: string; media: string; level: number; capacity: number }[];
    prints: {
      id: string;
      title: string;
      mediaType: string;
      pages: number;
      at: number;
      user: string;
      options: string[];
    }[];
  }>;
  change(ask: {
    condition?: 'ready' | 'out-of-paper' | 'jammed' | 'cover-open' | 'slow' | 'off' | undefined;
    fillTrays?: boolean | undefined;
  }): Promise<void>;
  print(id: string): Promise<{ document: Readable; mediaType: string } | undefined>;
}

export interface TestPages {
  /** Prints one at once. Rejects with the AppError that any document would be refused with. */
  readonly print: (printer: PrinterRow, signal: AbortSignal) => Promise<ReleaseRow>;
  /** Puts one among a person's documents, as if it had been sent. @returns the document. */
  readonly leaveFor: (user: UserRow, printer: PrinterRow) => Promise<JobRow>;
}

/** What an address said when it was asked. */
export interface Probed {
  readonly capabilities: PrinterCapabilities;
  readonly condition: PrinterCondition;
  readonly identity: DeviceIdentity;
  /** A device profile for it as text, to be pasted into a file. */
  readonly proposal: string;
  /** SHA-256 of its certificate, for an ipps address. */
  readonly tlsPin?: string | undefined;
}

export interface App {
  readonly version: string;
  readonly tryOut: boolean;
  /** Where HTTPS listens; undefined when it is off. */
  readonly httpsPort: () => number | undefined;
  readonly dataDir: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The last lines of the log, for the console. */
  readonly recentLog: LogRing;
  readonly sealing: Sealing;
  readonly settings: SettingsStore;
  readonly sessions: Sessions;
  readonly admins: Admins;
  /** Signing in to the console: password, second factor, passkeys, sessions. */
  readonly door: {
    readonly signIn: AdminSignIn;
    readonly factors: SecondFactor;
    readonly passkeys: Passkeys;
    readonly sessions: AdminSessions;
  };
  readonly auditSeals: AuditSeals;
  /** Signing in at panels and in the portal: cards, guests, mailed codes, directory passwords, single sign-on. */
  readonly signIn: SignInApp;
  /** Programs that may use the API. */
  readonly apiTokens: ApiTokens;
  /** Programs that are told of events. */
  readonly webhooks: Webhooks;
  /** Screens that follow what changes. */
  readonly live: LiveHub;
  readonly metrics: Metrics;
  /** Browsers that are told of what became of their owner's documents. */
  readonly push: PushSubscriptions;
  readonly backups: Backups;
  readonly users: {
    add(email: string, name?: string): Promise<{ user: UserRow; code: string }>;
    renewCode(userId: string): Promise<{ user: UserRow; code: string }>;
    ownCode(userId: string): Promise<string>;
    remove(userId: string): Promise<UserRow>;
  };
  /** Switching people off and on, mending what is known of them, signing them out. */
  readonly switchUser: SwitchUser;
  readonly usersCsv: UsersCsv;
  readonly printers: Printers;
  readonly watch: PrinterWatch;
  readonly deviceFiles: DeviceFiles;
  /** The family of a printer: the profile that was chosen for it, or the one it fits. */
  readonly profileOf: (
    row: Pick<PrinterRow, 'profile' | 'identity' | 'capabilities'> & { readonly uri?: string },
  ) => DeviceProfile;
  /** Asks an address what it is; `profile` where a person knows its family. Rejects with an AppError when it is no printer or does not answer. */
  readonly probe: (uri: string, signal?: AbortSignal, profile?: string | null) => Promise<Probed>;
  readonly discovery: Discovery;
  /** Lets the print queues be found in the network. */
  readonly advertiser: Advertiser;
  /** What people are given to get the queue onto a device. */
  readonly printFinding: PrintFinding;
  /** Gets the panel app onto devices. */
  readonly panels: PanelInstaller;
  /** Accounts, senders, and what an administrator orders. */
  readonly mail: MailApp;
  readonly accept: Accept;
  readonly resumable: Resumable;
  readonly shred: Shred;
  /** The document as it came; undefined when it is no longer kept. */
  readonly reopen: (job: JobRow) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Sums of what was printed. */
  readonly report: ReturnType<typeof makeReport>;
  readonly previews: Previews;
  /** How far a conversion is; undefined when none is under way. */
  readonly progressOf: (jobId: string) => Progress | undefined;
  readonly unlock: Unlock;
  readonly remoteConvert: RemoteConvert;
  readonly converters: Converters;
  /** Queues for LPR and raw TCP. */
  readonly queues: QueuesApp;
  /** Personal addresses for File > Print. */
  readonly printQueues: PrintQueues;
  readonly presence: Presence;
  /** Where File > Print is listened for, and what its settings can do here. */
  readonly printing: PrintingApp;
  /** LDAP and Active Directory, in their order. */
  readonly directories: Directories;
  /** The role somebody has by a group of their directory. Rejects where that cannot be asked: take it for none. */
  readonly directoryAdminRole: DirectoryAdminRole;
  readonly fonts: FontFolder;
  readonly licence: Licences;
  readonly claim: (asks: readonly ReleaseAsk[], by: ReleaseBy) => Promise<Claimed>;
  readonly cancel: (releaseId: string, ownerId: string | undefined) => Promise<void>;
  readonly decide: (
    releaseId: string,
    ask: DecisionAsk,
    by: {
      readonly ownerId?: string | undefined;
      readonly sessionHash?: string | undefined;
      readonly how?: ReleaseBy['how'];
      readonly who: string;
    },
  ) => Promise<ReleaseRow>;
  /** Accounting data that must be asked for at a printer; without this only what its row says. */
  /** Pages of a printer's life, as the last round over SNMP told. */
  readonly lifeCountOf: (printerId: string) => number | undefined;
  readonly accountingNeed: (printer: PrinterRow) => AccountingNeed;
  /** A panel is about to be used: start what makes the first preview quick. */
  readonly warm: (printer: PrinterRow) => void;
  readonly virtual: (printerId: string) => VirtualDevice | undefined;
  readonly certificate: () => {
    readonly selfSigned: boolean;
    readonly notAfter: number;
    readonly names: readonly string[];
  };
  /** Looking after it: uploads, requests, renewal. */
  readonly certificates: CertificateApp;
  readonly storage: () => Promise<{ readonly usedBytes: number; readonly freeBytes: number }>;
  /** How far the first-run assistant is, and what it works with. */
  readonly firstRun: FirstRun;
  readonly testPages: TestPages;
  /** Unix ms of the last backup, and of the site's beginning: undefined where there is none yet. */
  readonly lastBackup: () => Promise<{ readonly at: number | undefined; readonly since: number | undefined }>;
  /** Where a mailbox probably is; rejects with `bad-email`. */
  readonly guessMail: (address: string) => Promise<MailGuess>;
  /** Examines everything; `told` hears of each part as it ends. */
  readonly doctor: (signal?: AbortSignal, told?: (news: DoctorNews) => void) => Promise<Finding[]>;
  readonly ready: () => Promise<{
    readonly database: boolean;
    readonly disk: boolean;
    readonly steps: boolean;
  }>;
  /** The local command line's token (file in the data directory). */
  readonly isOperatorToken: (token: string) => boolean;
  readonly audit: (tx: Tx, at: number, who: string, act: string, about: string) => Promise<void>;
}
