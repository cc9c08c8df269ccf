// What the site declares in files: devices (registered as soon as a file is saved) and profiles of its own. A file with a mistake
// changes nothing: what it declared before stays, and the mistake is told with its place and its cure.
import { basename } from 'node:path';
import type { AddressRules } from '@platen/device-profiles/address/check-address';
import type { DeviceEntry } from '@platen/device-profiles/device-file';
import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import type { Mistake } from '@platen/device-profiles/mistake';
import { MODELS } from '@platen/device-profiles/models';
import { type DeclaredDevice, readDeviceFile } from '@platen/device-profiles/read-device-file';
import { readProfileFile } from '@platen/device-profiles/read-profile-file';
import { DeviceCredentials } from '@platen/shared/device-credentials';
import * as v from 'valibot';
import type { Database } from '../db/database.ts';
import type { Log } from '../deps.ts';
import type { Declared, DeclaredPrinter } from './declare.ts';
import { checkPrinterUri } from './printer-address.ts';
import { listPrinters, type PrinterFields, type PrinterRow, type Printers } from './printers.ts';
import { urisOf } from './profile-uris.ts';

export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** The part of a folder's watcher that is needed here (platform/watched-folder.ts). */
interface Folder {
  start(): Promise<void>;
  stop(): void;
}

export interface DeviceFilesDeps {
  readonly db: Database;
  readonly log: Log;
  readonly printers: Printers;
  readonly declare: (all: readonly DeclaredPrinter[]) => Promise<Declared>;
  /** Which addresses of this machine a file may name. */
  readonly addressRules: AddressRules;
  readonly watch: (
    folder: 'devices' | 'profiles',
    changed: (files: readonly FileText[]) => Promise<void>,
  ) => Folder;
  /** The text a reference names, or why it cannot be had. */
  readonly readSecret: (
    reference: string,
  ) => Promise<{ readonly text: string } | { readonly trouble: string }>;
  /** Files declared, changed or removed these printers; they are looked at in the background. */
  readonly onDeclared: (declared: Declared) => void;
}

export interface DeviceFiles {
  start(): Promise<void>;
  stop(): void;
  mistakes(): readonly Mistake[];
  /** This site's own first, then the shipped ones; an own one takes the place of a shipped one with its id. */
  profiles(): readonly DeviceProfile[];
  isOwn(id: string): boolean;
  importText(
    text: string,
    from: string,
  ): Promise<{
    readonly added: readonly PrinterRow[];
    readonly known: readonly string[];
    readonly mistakes: readonly Mistake[];
  }>;
}

export function makeDeviceFiles(deps: DeviceFilesDeps): DeviceFiles {
  let own: readonly DeviceProfile[] = [];
  let profileMistakes: readonly Mistake[] = [];
  let deviceMistakes: readonly Mistake[] = [];
  let deviceFiles: readonly FileText[] = [];
  /** What each file declared when it was last without a mistake. */
  const lastGood = new Map<string, readonly DeclaredDevice[]>();

  const profiles = (): readonly DeviceProfile[] => {
    const ids = new Set(own.map(({ id }) => id));
    return [...own, ...MODELS.filter(({ id }) => !ids.has(id))];
  };

  async function profilesChanged(files: readonly FileText[]): Promise<void> {
    const good: DeviceProfile[] = [];
    const mistakes: Mistake[] = [];
    for (const { name, text } of files) {
      const read = readProfileFile(name, text);
      if (read.ok) good.push(read.profile);
      else mistakes.push(...read.mistakes);
    }
    // A profile that is being edited keeps its last good form.
    const broken = new Set(mistakes.map(({ file }) => file));
    own = [
      ...good,
      ...own.filter(
        (old) =>
          [...broken].some((file) => basename(file) === `${old.id}.json`) &&
          !good.some(({ id }) => id === old.id),
      ),
    ];
    profileMistakes = mistakes;
    tellOf(mistakes);
    await devicesChanged(deviceFiles);
  }

  async function devicesChanged(files: readonly FileText[]): Promise<void> {
    deviceFiles = files;
    const mistakes: Mistake[] = [];
    const declared: DeclaredPrinter[] = [];
    const present = new Set(files.map(({ name }) => name));
    for (const name of lastGood.keys()) if (!present.has(name)) lastGood.delete(name);
    for (const { name, text } of files) {
      const read = readDeviceFile(name, text, profiles(), deps.addressRules);
      if (read.ok) lastGood.set(name, read.devices);
      else mistakes.push(...read.mistakes);
      for (const device of lastGood.get(name) ?? []) {
        const credentials = await credentialsOf(device.entry);
        // Credentials that cannot be read just now are no reason to lose a printer, or those it has.
        if (typeof credentials === 'string') mistakes.push(unreadable(name, device, credentials));
        const made = declaredOf(
          name,
          device.entry,
          typeof credentials === 'string' ? undefined : credentials,
        );
        if (declared.some(({ key }) => key === made.key)) mistakes.push(twice(name, device));
        else declared.push(made);
      }
    }
    deviceMistakes = mistakes;
    tellOf(mistakes);
    deps.onDeclared(await deps.declare(declared));
  }

  function tellOf(mistakes: readonly Mistake[]): void {
    for (const { file, line, column, sentence, cure } of mistakes) {
      deps.log.warn('a device or profile file has a mistake', {
        at: `${file}:${line}:${column}`,
        sentence,
        cure,
      });
    }
  }

  function declaredOf(
    file: string,
    entry: DeviceEntry,
    credentials: DeviceCredentials | undefined,
  ): DeclaredPrinter {
    return {
      key: entry.id ?? entry.name,
      source: `file ${basename(file)}`,
      fields: fieldsOf(entry, profiles()),
      ...(entry.tlsPin === undefined ? {} : { tlsPin: entry.tlsPin }),
      ...(credentials === undefined ? {} : { credentials }),
    };
  }

  /** A string says what is wrong; it never holds what was read. */
  async function credentialsOf(entry: DeviceEntry): Promise<DeviceCredentials | string | undefined> {
    if (entry.credentials === undefined) return undefined;
    const found: Record<string, unknown> = {};
    for (const kind of ['snmp', 'admin'] as const) {
      const reference = entry.credentials[kind];
      if (reference === undefined) continue;
      const secret = await deps.readSecret(reference);
      if ('trouble' in secret)
        return `The ${kind} credentials of ${entry.name} cannot be read: ${secret.trouble}`;
      found[kind] = readWords[kind](secret.text.trim());
    }
    const read = v.safeParse(DeviceCredentials, found);
    if (read.success) return read.output;
    return `What ${Object.values(entry.credentials).join(' and ')} hold for ${entry.name} is no credential: ${HOW}`;
  }

  const devicesFolder = deps.watch('devices', devicesChanged);
  const profilesFolder = deps.watch('profiles', profilesChanged);

  return {
    async start() {
      await profilesFolder.start();
      await devicesFolder.start();
    },
    stop() {
      profilesFolder.stop();
      devicesFolder.stop();
    },
    mistakes: () => [...profileMistakes, ...deviceMistakes],
    profiles,
    isOwn: (id) => own.some((profile) => profile.id === id),
    async importText(text, from) {
      const read = readDeviceFile('the imported file', text, profiles(), deps.addressRules);
      if (!read.ok) return { added: [], known: [], mistakes: read.mistakes };
      const there = new Set((await deps.db.read(listPrinters)).map(({ uri }) => uri));
      const added: PrinterRow[] = [];
      const known: string[] = [];
      for (const { entry } of read.devices) {
        const fields = fieldsOf(entry, profiles());
        if (there.has(checkPrinterUri(fields.uri))) known.push(entry.name);
        else added.push(await deps.printers.add(fields, { tlsPin: entry.tlsPin }, `import, ${from}`));
      }
      deps.onDeclared({ added, changed: [], removed: [] });
      return { added, known, mistakes: [] };
    },
  };
}

const HOW =
  'SNMP is a community, or {"version":"3","user":...} as JSON; the administrator is name:password, or JSON with name and password.';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a credential; the caller says so without repeating it.
    return undefined;
  }
};

const readWords = {
  snmp: (text: string): unknown =>
    text.startsWith('{') ? parseJson(text) : { version: '2c', community: text },
  admin: (text: string): unknown => {
    if (text.startsWith('{')) return parseJson(text);
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
  },
};

function unreadable(file: string, { entry, place }: DeclaredDevice, sentence: string): Mistake {
  const cure = 'Put it where the reference says, readable for the server, or change the reference.';
  return { file, ...place, path: entry.name, sentence, cure };
}

function twice(file: string, { entry, place }: DeclaredDevice): Mistake {
  const sentence = `Another device is declared as ${entry.id ?? entry.name} too.`;
  return { file, ...place, path: entry.name, sentence, cure: 'Give each a name or an id of its own.' };
}

function fieldsOf(entry: DeviceEntry, profiles: readonly DeviceProfile[]): PrinterFields {
  const [first = '', ...others] =
    entry.uri === undefined ? urisOf(entry.address ?? '', entry.profile, profiles) : [entry.uri];
  const otherUris = entry.otherUris ?? (others.length === 0 ? undefined : others);
  return {
    name: entry.name,
    uri: checkPrinterUri(first),
    ...(otherUris === undefined ? {} : { otherUris: otherUris.map(checkPrinterUri) }),
    ...(entry.profile === undefined ? {} : { profile: entry.profile === 'detect' ? null : entry.profile }),
    alias: entry.alias,
    site: entry.site,
    location: entry.location,
    enabled: entry.enabled,
    kind: entry.kind,
    forDirectMail: entry.forDirectMail,
    forPublic: entry.forPublic,
    directQueue: entry.directQueue,
    accounting: entry.accounting,
    panelKind: entry.panelKind,
  };
}
