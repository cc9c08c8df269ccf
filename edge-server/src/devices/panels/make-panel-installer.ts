// Puts the panel app onto devices and takes it away: who asks, may the device be asked, with which password, what is stored of the
// outcome. How it is done on each kind of device is platforms.ts's.
import type { PanelDone, PanelInstall, PanelRemove, PanelView } from '@platen/shared/api/panel-install';
import type { PanelPlatform, PanelState } from '@platen/shared/device';
import type { DeviceLogin } from '@platen/shared/device-credentials';
import { plainHttpUse } from '@platen/shared/wire';
import { renderSVG } from 'uqr';
import type { Deps } from '../../deps.ts';
import { callSoap, type SoapCaller } from '../../protocols/soap/call-soap.ts';
import { type AddressRules, resolveAllowed } from '../address-policy.ts';
import { hostOf } from '../printer-address.ts';
import type { PrinterRow } from '../printers.ts';
import { certificateToTrust } from './certificate-to-trust.ts';
import { makeNoteContact } from './note-contact.ts';
import type {
  PanelApp,
  PanelFacts,
  PanelOutcome,
  PanelPlatformPlugin,
  PanelTrouble,
  PanelWork,
} from './panel-platform.ts';
import { changePanel, loadPrinter } from './panel-state.ts';
import { calledHome, panelView } from './panel-view.ts';
import { makePasswordGuard } from './password-guard.ts';
import { findPlatform } from './platforms.ts';
import { sayTrouble } from './say-trouble.ts';
import { ownAddressTowards, serverAddress } from './server-address.ts';

/** For all requests of one installation: a person waits for it, and the command line for 90 seconds. */
const LONGEST_MS = 75_000;
/** What version 15 at level M holds: a code of finer modules is hard to scan from a screen of 168 px. */
const QR_OCTETS = 412;
/** Light modules around the code (ISO/IEC 18004:2015, clause 9.1). */
const QR_QUIET = 4;

export interface PanelInstallerDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'settings'> {
  /** Path of the panel app for this device, with its key. */
  readonly panelPath: (row: PrinterRow) => string;
  /** Of the device's administrator, where they are stored. */
  readonly credentials: (printerId: string) => Promise<DeviceLogin | undefined>;
  /** What the profile of the printer says of its panel. */
  readonly panelFacts: (row: PrinterRow) => PanelFacts & { readonly platform: PanelPlatform };
  /** Which addresses may be asked. */
  readonly rules: () => AddressRules;
  readonly httpsPort: () => number | undefined;
  readonly certificateNames: () => readonly string[];
  /** This server's certificate with its chain; undefined when there is none. */
  readonly certificatePem: () => Promise<string | undefined>;
  /** Of this server. */
  readonly version: string;
  /** Where devices listen: 443 and 80 unless a test says otherwise. */
  readonly ports?: { readonly https: number; readonly http: number };
  readonly call?: SoapCaller;
}

/** Read from a QR code or shown; the SVG of it is undefined where the address is too long. */
export type PanelQr = { readonly ok: true; readonly svg: string } | PanelTrouble;

type Done = ({ readonly ok: true } & PanelDone) | PanelTrouble;
type Access = PanelRemove;

export function makePanelInstaller(deps: PanelInstallerDeps) {
  const { db, clock, ids, log } = deps;
  const guard = makePasswordGuard();
  /** Devices that are being worked on: two at once could undo each other, or use up the tries of a password. */
  const busy = new Set<string>();
  const troubleValues = new Map<string, PanelTrouble['values']>();
  const platformOf = (row: PrinterRow): PanelPlatform =>
    row.panel?.installedAt === undefined ? deps.panelFacts(row).platform : row.panel.platform;
  const change = (id: string, to: (state: PanelState, row: PrinterRow) => PanelState, tlsPin?: string) =>
    changePanel(db, id, platformOf, (state, row) => ({ panel: to(state, row), tlsPin }));
  const contact = makeNoteContact(async (id, now) => {
    await change(id, (state) => ({ ...state, lastContactAt: now }));
  });

  async function addressOf(row: PrinterRow, plugin: PanelPlatformPlugin) {
    if (plugin.address === undefined) return sayTrouble('panel-none');
    const resolved = await resolveAllowed(hostOf(row.uri), deps.rules());
    const { panel, ...settings } = deps.settings();
    const server = serverAddress({
      set: panel.address,
      httpsPort: deps.httpsPort(),
      certificateNames: deps.certificateNames(),
      ownAddress: resolved.ok ? await ownAddressTowards(resolved.addresses[0] ?? '') : undefined,
      mayUseHttp: plainHttpUse(settings).panels && row.allowHttp,
    });
    if (!server.ok) return sayTrouble('panel-no-address', { why: server.why });
    const url = plugin.address(`${server.base}${deps.panelPath(row)}`, deps.panelFacts(row));
    const { addressLimit: limit } = plugin;
    if (url.length > limit) return sayTrouble('panel-address-long', { length: url.length, limit });
    return { ok: true, url, base: server.base } as const;
  }

  async function view(row: PrinterRow): Promise<PanelView> {
    const plugin = findPlatform(platformOf(row));
    return panelView({
      printerId: row.id,
      plugin,
      state: row.panel ?? { platform: plugin.platform },
      address: await addressOf(row, plugin),
      credentialsStored: (await deps.credentials(row.id)) !== undefined,
      troubleValues: troubleValues.get(row.id),
    });
  }

  /** Everything a plug-in needs to work on the device; trouble when the device must not or cannot be asked. */
  async function prepare(
    row: PrinterRow,
    plugin: PanelPlatformPlugin,
    access: Access,
    signal: AbortSignal | undefined,
  ): Promise<{ ok: true; work: PanelWork } | PanelTrouble> {
    const address = await addressOf(row, plugin);
    if (!address.ok) return address;
    const host = hostOf(row.uri);
    const resolved = await resolveAllowed(host, deps.rules());
    if (!resolved.ok) return sayTrouble('panel-device-address', { why: resolved.sentence });
    const settings = deps.settings();
    const app: PanelApp = {
      name: 'Platen',
      vendor: 'Platen',
      description: `Print your documents from ${settings.site.name} here.`,
      url: address.url,
      iconUrl: `${address.base}/api/panel-icon.png`,
      descriptionUrl: '',
    };
    const work: PanelWork = {
      app,
      device: {
        host,
        address: resolved.addresses[0] ?? host,
        ports: deps.ports ?? { https: 443, http: 80 },
        pin: row.tlsPin ?? undefined,
        digestOverHttp: access.digestOverHttp === true && row.allowHttp && !settings.delivery.encryptedOnly,
      },
      credentials: access.credentials ?? (await deps.credentials(row.id)),
      passwordStyle: access.passwordStyle ?? 'digest',
      certificate: undefined,
      defaultScreen: false,
      tools: { now: clock.now, random: ids.bytes, uuid: ids.uuid, call: deps.call ?? callSoap },
      signal: AbortSignal.any([AbortSignal.timeout(LONGEST_MS), ...(signal === undefined ? [] : [signal])]),
    };
    return { ok: true, work };
  }

  /** Runs `act` with a password, if one may be tried now, and stores what came of it. */
  async function withPassword(
    row: PrinterRow,
    work: PanelWork,
    act: (work: PanelWork) => Promise<PanelOutcome>,
    after: (state: PanelState) => PanelState,
  ): Promise<Done> {
    const { host } = work.device;
    if (busy.has(host)) return sayTrouble('conflict', { detail: 'this device is being worked on' });
    busy.add(host);
    try {
      // Read now: whoever worked on this device a moment ago may have been refused.
      const { panel } = await loadPrinter(db, row.id);
      const stored = await deps.credentials(row.id);
      const sendsStored =
        stored !== undefined &&
        work.credentials?.name === stored.name &&
        work.credentials.password === stored.password;
      if (sendsStored && panel?.passwordRefused === true) return sayTrouble('panel-password-held', { host });
      const held = guard.wait(host, clock.now());
      if (held > 0) {
        const seconds = Math.ceil(held / 1000);
        return sayTrouble('panel-lockout', { host, seconds, minutes: Math.ceil(seconds / 60) });
      }
      const outcome = await act(work);
      if (outcome.passwordRefused) guard.wrong(host, clock.now());
      else if (outcome.ok) guard.right(host);
      const refused = outcome.passwordRefused && sendsStored ? { passwordRefused: true } : {};
      if (!outcome.ok) {
        log.warn('work on a panel failed', { printer: row.id, problem: outcome.code, ...outcome.values });
        troubleValues.set(row.id, outcome.values);
        await change(row.id, (state) => ({ ...state, ...refused, trouble: outcome.code }));
        return outcome;
      }
      contact.forget(row.id);
      const saved = await change(
        row.id,
        (state) => {
          const { trouble: _over, ...rest } = state;
          return { ...after(rest), ...refused };
        },
        outcome.pin,
      );
      return { ok: true, panel: await view(saved), notes: [...outcome.notes] };
    } finally {
      busy.delete(host);
    }
  }

  const setUp =
    (work: PanelWork, platform: PanelPlatform, version: string | undefined) => (state: PanelState) => ({
      ...state,
      platform,
      ...(version === undefined ? {} : { installedVersion: version }),
      // Without the key: that is stored sealed only.
      url: work.app.url.slice(0, work.app.url.lastIndexOf('/') + 1),
      installedAt: clock.now(),
    });

  const takenAway = (state: PanelState): PanelState => ({
    platform: state.platform,
    ...(state.lastContactAt === undefined ? {} : { lastContactAt: state.lastContactAt }),
    ...(state.passwordRefused === undefined ? {} : { passwordRefused: state.passwordRefused }),
  });

  return {
    /** Throws `not-found`. */
    look: async (id: string): Promise<PanelView> => view(await loadPrinter(db, id)),

    /** Installs the app, or notes that a person now does. */
    install: async (id: string, ask: PanelInstall, signal?: AbortSignal): Promise<Done> => {
      const row = await loadPrinter(db, id);
      const platform = ask.platform ?? platformOf(row);
      const plugin = findPlatform(platform);
      const prepared = await prepare(row, plugin, ask, signal);
      if (!prepared.ok) return prepared;
      const { work } = prepared;
      if (plugin.install === undefined) {
        contact.forget(id);
        const saved = await change(id, ({ trouble: _over, ...state }) =>
          setUp(work, platform, undefined)(state),
        );
        return { ok: true, panel: await view(saved), notes: [] };
      }
      let certificate: Uint8Array | undefined;
      if (ask.installCertificate === true) {
        certificate = certificateToTrust(await deps.certificatePem());
        if (certificate === undefined) {
          return sayTrouble('panel-no-address', { why: 'this server has no certificate' });
        }
      }
      const whole = { ...work, certificate, defaultScreen: ask.defaultScreen ?? false };
      return withPassword(row, whole, plugin.install, setUp(work, platform, deps.version));
    },

    /** Takes the app away, or says how a person does. */
    remove: async (id: string, ask: PanelRemove, signal?: AbortSignal): Promise<Done> => {
      const row = await loadPrinter(db, id);
      const plugin = findPlatform(platformOf(row));
      if (plugin.remove === undefined) {
        const saved = await change(id, ({ trouble: _over, ...state }) => takenAway(state));
        return { ok: true, panel: await view(saved), notes: [...plugin.removeSteps()] };
      }
      const prepared = await prepare(row, plugin, ask, signal);
      if (!prepared.ok) return prepared;
      return withPassword(row, prepared.work, plugin.remove, takenAway);
    },

    /** Whether the device still has the app, and whether its panel called home. Sends no password. */
    check: async (id: string, signal?: AbortSignal): Promise<Done> => {
      const row = await loadPrinter(db, id);
      const plugin = findPlatform(platformOf(row));
      if (plugin.check === undefined) {
        if (!calledHome(row.panel ?? { platform: plugin.platform })) {
          return { ok: true, panel: await view(row), notes: [] };
        }
        const saved = await change(id, (state) => ({ ...state, installedVersion: deps.version }));
        return { ok: true, panel: await view(saved), notes: ['The panel has called home.'] };
      }
      const prepared = await prepare(row, plugin, {}, signal);
      if (!prepared.ok) return prepared;
      const checked = await plugin.check(prepared.work);
      if (!checked.ok) return checked;
      const saved = checked.found === 'absent' ? await change(id, takenAway) : row;
      return { ok: true, panel: await view(saved), notes: [FOUND[checked.found]] };
    },

    /** The device's address as a picture, for devices with a camera. */
    qr: async (id: string): Promise<PanelQr> => {
      const row = await loadPrinter(db, id);
      const address = await addressOf(row, findPlatform(platformOf(row)));
      if (!address.ok) return address;
      const length = Buffer.byteLength(address.url);
      return length > QR_OCTETS
        ? sayTrouble('panel-address-long', { length, limit: QR_OCTETS })
        : { ok: true, svg: renderSVG(address.url, { ecc: 'M', border: QR_QUIET, pixelSize: 1 }) };
    },

    /** A panel showed this printer's key. Written once a minute at most. @param now Unix ms */
    noteContact: contact.note,
  };
}

export type PanelInstaller = ReturnType<typeof makePanelInstaller>;

const FOUND = {
  registered: 'The device has the app, with the address of this server.',
  elsewhere: 'The device has an app of this name, but it opens another address. Install again.',
  absent: 'The device has no app of ours.',
} as const;
