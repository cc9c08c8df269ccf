// Everything the API may call, put together once by build-server.ts. Types only.
import type { Readable } from 'node:stream';
import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import type { AccountingNeed, DeviceIdentity } from '@platen/shared/device';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Database, Tx } from './db/database.ts';
import type { Clock, Ids, Log, Sealing } from './deps.ts';
import type { DeviceFiles } from './devices/device-files.ts';
import type { Discovery } from './devices/discover/discovery.ts';
import type { PanelInstaller } from './devices/panels/make-panel-installer.ts';
import type { PrinterWatch } from './devices/printer-watch.ts';
import type { PrinterRow, Printers } from './devices/printers.ts';
import type { Progress } from './flow/convert/progress.ts';
import type { RemoteConvert } from './flow/convert/remote.ts';
import type { Unlock } from './flow/convert/unlock.ts';
import type { Shred } from './flow/hold/shred.ts';
import type { Accept } from './flow/intake/accept.ts';
import type { Resumable } from './flow/intake/resumable.ts';
import type { Previews } from './flow/preview/preview.ts';
import type { Claimed, ReleaseAsk, ReleaseBy } from './flow/release/claim.ts';
import type { DecisionAsk } from './flow/release/decide.ts';
import type { ReleaseRow } from './flow/store/releases.ts';
import type { MailApp } from './mail-app.ts';
import type { Admins } from './people/admins.ts';
import type { Converters } from './people/converters.ts';
import type { Sessions } from './people/sessions.ts';
import type { UserRow } from './people/users.ts';
import type { FontFolder } from './platform/font-folder.ts';
import type { SettingsStore } from './settings/settings-store.ts';

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
  readonly sealing: Sealing;
  readonly settings: SettingsStore;
  readonly sessions: Sessions;
  readonly admins: Admins;
  readonly users: {
    add(email: string, name?: string): Promise<{ user: UserRow; code: string }>;
    renewCode(userId: string): Promise<{ user: UserRow; code: string }>;
    ownCode(userId: string): Promise<string>;
    remove(userId: string): Promise<UserRow>;
  };
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
  /** Gets the panel app onto devices. */
  readonly panels: PanelInstaller;
  /** Accounts, senders, and what an administrator orders. */
  readonly mail: MailApp;
  readonly accept: Accept;
  readonly resumable: Resumable;
  readonly shred: Shred;
  readonly previews: Previews;
  /** How far a conversion is; undefined when none is under way. */
  readonly progressOf: (jobId: string) => Progress | undefined;
  readonly unlock: Unlock;
  readonly remoteConvert: RemoteConvert;
  readonly converters: Converters;
  readonly fonts: FontFolder;
  readonly claim: (asks: readonly ReleaseAsk[], by: ReleaseBy) => Promise<Claimed>;
  readonly cancel: (releaseId: string, ownerId: string | undefined) => Promise<void>;
  readonly decide: (
    releaseId: string,
    ask: DecisionAsk,
    by: {
      readonly ownerId?: string | undefined;
      readonly sessionHash?: string | undefined;
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
  readonly storage: () => Promise<{ readonly usedBytes: number; readonly freeBytes: number }>;
  readonly doctor: (
    signal?: AbortSignal,
  ) => Promise<{ id: string; ok: boolean; sentence: string; cure?: string | undefined }[]>;
  readonly ready: () => Promise<{
    readonly database: boolean;
    readonly disk: boolean;
    readonly steps: boolean;
  }>;
  /** The local command line's token (file in the data directory). */
  readonly isOperatorToken: (token: string) => boolean;
  readonly audit: (tx: Tx, at: number, who: string, act: string, about: string) => Promise<void>;
}
