// Puts the fleet together: registry, device files, what printers say. Wiring only, apart from jobs and people.

import type { DeviceProfile } from '@platen/device-profiles/device-profile';
import { findProfile } from '@platen/device-profiles/find-profile';
import { matchProfile } from '@platen/device-profiles/match-profile';
import { proposeProfile } from '@platen/device-profiles/propose-profile';
import { AppError } from '@platen/shared/app-error';
import type { AccountingNeed } from '@platen/shared/device';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { Probed } from './app.ts';
import type { Config } from './config.ts';
import type { Tx } from './db/database.ts';
import { type AddressRules, checkedLookup, resolveAllowed } from './devices/address-policy.ts';
import { makeDeclare } from './devices/declare.ts';
import { makeDeviceFiles } from './devices/device-files.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import { makeKeepWatch } from './devices/keep-watch.ts';
import { hostOf, portOf } from './devices/printer-address.ts';
import { makePrinterWatch } from './devices/printer-watch.ts';
import { findPrinter, listPrinters, makePrinters, type PrinterRow } from './devices/printers.ts';
import { probeDevice } from './devices/probe-device.ts';
import type { ProbeOutcome } from './devices/probe-ipp.ts';
import { readCapabilities } from './devices/read-capabilities.ts';
import { lifeSigns } from './devices/snmp-life-signs.ts';
import type { LifeSigns } from './flow/deliver/delivery-protocol.ts';
import { profileOffers } from './flow/deliver/profile-offers.ts';
import type { AccountingData, DeliveryFacts, PrinterTarget } from './flow/deliver/target.ts';
import type { Storage } from './open-storage.ts';
import { readSecret } from './platform/secret-reference.ts';
import { watchFolders } from './platform/watched-folder.ts';

/** A host that is silent over SNMP is not asked with every look. */
const SNMP_SILENT_MS = 300_000;
/** Far more than a site has printers. */
const MOST_SILENT = 10_000;
/** Who registers a printer wants all it can tell. */
const REGISTER_SNMP_MS = 2_000;

/** What a device's family is told by. */
export type KnownDevice = Pick<PrinterRow, 'profile' | 'identity' | 'capabilities'> & {
  readonly uri?: string;
};

export interface DevicesOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where this server itself listens: nothing there is a printer. */
  readonly ownPorts: () => readonly number[];
}

export function buildDevices(storage: Storage, config: Config, { env, ownPorts }: DevicesOptions) {
  const { deps, holder } = storage;
  const { clock, log, db } = deps;
  const printers = makePrinters(deps);
  // A queue of this machine's own CUPS is a printer like any other; this server itself is none (threat T36).
  const rules = (port?: number): AddressRules => ({
    allowLoopback: true,
    ownAddresses: ownAddresses(),
    ownPorts: ownPorts(),
    ...(port === undefined ? {} : { port }),
  });
  const watch = makePrinterWatch({
    clock,
    log,
    probe: (row: PrinterRow, signal) =>
      ask(row.uri, { pin: row.tlsPin ?? undefined, snmp: snmpOf(row), signal, profile: row.profile }),
    changed: (id, facts) => printers.change(id, facts).then(() => undefined),
  });

  const deviceFiles = makeDeviceFiles({
    db,
    log,
    printers,
    declare: makeDeclare({ db, clock, log, printers, holder }),
    addressRules: { allowLoopback: config.mode === 'try' },
    watch: (folder, changed) =>
      watchFolders(folder === 'devices' ? config.devicesDirs : config.profilesDirs, changed, log),
    readSecret: (reference) => readSecret(reference, env),
    onDeclared: ({ added, changed, removed }) => {
      for (const { id } of [...changed, ...removed]) watch.forget(id);
      // Looked at in the background, a few at a time by the watch itself; one that is off is looked at when it is used.
      for (const row of [...added, ...changed]) void watch.ask(row, 0);
    },
  });

  /** The device's own access, else what the site reads its devices with. */
  function snmpOf(row?: PrinterRow): SnmpAccess | undefined {
    const own = row === undefined ? undefined : printers.credentialsOf(row).snmp;
    const community = deps.settings().devices.snmpCommunity;
    return own ?? (community === '' ? undefined : { version: '2c', community });
  }

  interface Ask {
    readonly pin?: string | undefined;
    readonly snmp: SnmpAccess | undefined;
    readonly signal: AbortSignal;
    readonly profile?: string | null;
    readonly snmpWithinMs?: number;
  }
  /** Hosts that did not answer over SNMP, and when that was (monotonic ms): most of them never will. */
  const snmpSilent = new Map<string, number>();
  const ask = (uri: string, { profile = null, snmp, ...how }: Ask): Promise<ProbeOutcome> => {
    const host = hostOf(uri);
    const silentSince = snmpSilent.get(host);
    const isSilent = silentSince !== undefined && clock.monotonic() - silentSince < SNMP_SILENT_MS;
    return probeDevice(uri, {
      ...how,
      snmp: isSilent ? undefined : snmp,
      now: clock.now,
      after: clock.after,
      onSnmpSilent: () => {
        if (snmpSilent.size >= MOST_SILENT) snmpSilent.clear();
        snmpSilent.set(host, clock.monotonic());
      },
      capabilitiesOf: (identity) =>
        capabilitiesOfProfile(profileOf({ profile, identity, capabilities: null, uri })),
    });
  };

  async function probe(
    uri: string,
    signal = new AbortController().signal,
    profile: string | null = null,
  ): Promise<Probed> {
    const allowed = await resolveAllowed(hostOf(uri), rules(portOf(uri)));
    if (!allowed.ok) throw new AppError('printer-not-allowed', { uri, sentence: allowed.sentence });
    const answer = await ask(uri, { snmp: snmpOf(), signal, profile, snmpWithinMs: REGISTER_SNMP_MS });
    if ('code' in answer) throw new AppError(answer.code, { uri, detail: answer.detail });
    const { capabilities, condition, identity, certificateSha256 } = answer;
    return {
      capabilities,
      condition,
      identity,
      proposal: proposeProfile({
        identity,
        capabilities,
        base: profileOf({ profile, identity, capabilities, uri }),
      }),
      ...(certificateSha256 === undefined ? {} : { tlsPin: certificateSha256 }),
    };
  }

  /** The one the administrator chose, else the family it belongs to by what it says of itself. */
  function profileOf(row: KnownDevice): DeviceProfile {
    const profiles = deviceFiles.profiles();
    const chosen = row.profile === null ? undefined : findProfile(profiles, row.profile);
    const { makeAndModel = '' } = row.capabilities ?? {};
    const told = { ...(makeAndModel === '' ? {} : { makeAndModel }), ...row.identity };
    const fits = chosen ?? matchProfile(profiles, told);
    // A raw port or an LPR queue that told nothing of itself speaks no IPP.
    const silent =
      chosen === undefined && Object.keys(told).length === 0 && /^(socket|lpd):/.test(row.uri ?? '');
    return silent ? (findProfile(profiles, 'generic-pcl-ps') ?? fits) : fits;
  }

  const accountingNeed = (row: PrinterRow): AccountingNeed =>
    row.accounting ?? row.capabilities?.accounting ?? profileOf(row).accounting.need ?? 'none';

  /** A printer as delivery sees it. @param answers what its accounting has to be told; read only where it asks for anything. */
  async function target(
    tx: Tx,
    id: string,
    answers: (tx: Tx) => Promise<AccountingData>,
  ): Promise<PrinterTarget | undefined> {
    const row = await findPrinter(tx, id);
    if (row === undefined) return undefined;
    const { name, uri, otherUris, tlsPin } = row;
    return {
      id,
      name,
      uri,
      uris: [uri, ...otherUris],
      delivery: factsOf(profileOf(row)),
      ...(tlsPin === null ? {} : { tlsPin }),
      ...(accountingNeed(row) === 'none' ? {} : { accounting: await answers(tx) }),
    };
  }

  /** What the device shows of itself over SNMP while a protocol without answers is at work. */
  async function lifeSignsOf(
    { id, uri }: PrinterTarget,
    signal: AbortSignal,
  ): Promise<LifeSigns | undefined> {
    const row = await db.read((tx) => findPrinter(tx, id));
    const access = snmpOf(row);
    return access === undefined ? undefined : lifeSigns({ host: hostOf(uri), access }, signal);
  }

  const keepWatch = makeKeepWatch({
    clock,
    log,
    list: () => db.read(listPrinters),
    accessOf: snmpOf,
    ask: (row) => watch.ask(row, 0),
    wanted: () => deps.settings().devices.keepWatch,
  });

  return {
    start: async (): Promise<void> => {
      await deviceFiles.start();
      keepWatch.start();
    },
    stop: (): void => {
      deviceFiles.stop();
      keepWatch.stop();
      watch.close();
    },
    sheetOf: keepWatch.known,
    printers,
    watch,
    deviceFiles,
    probe,
    profileOf,
    target,
    lifeSignsOf,
    accountingNeed,
    /** For sockets to printers: a name leads only where the rules allow, whatever it resolves to by then. */
    lookup: checkedLookup(() => rules(0)),
  };
}

/** What delivery must know of a family, in its own words. */
function factsOf({ formats, pjl, pdl, accounting, options = {} }: DeviceProfile): DeliveryFacts {
  return {
    formats,
    pjl,
    language: pdl?.language,
    accounting,
    options: Object.fromEntries(Object.entries(options).map(([name, { values }]) => [name, values])),
  };
}

/** What a device of the family can be asked to do where it cannot be asked what it can do. */
function capabilitiesOfProfile(profile: DeviceProfile): PrinterCapabilities {
  const { formats = [] } = profile;
  return { ...readCapabilities(profileOffers(factsOf(profile))), formats: [...formats] };
}
