// The part of the made-up console server that answers for the fleet: credentials, import, profiles, search, panels.
import type { AdminPrinter, PrinterImported } from '@platen/shared/api/admin';
import type { DiscoveryView } from '@platen/shared/api/discovery';
import type { PanelView } from '@platen/shared/api/panel-install';
import type { CredentialsEdit } from '../src/data/admin-fleet.ts';
import { imported, installedPanel, noSearch, profiles, searched, searching } from './admin-fleet-data.ts';

export interface FleetScene {
  readonly search?: DiscoveryView;
  readonly import?: PrinterImported;
  /** From the address of the panel. */
  readonly panel?: (address: string, now: number) => PanelView;
}

export interface FleetFake {
  /** undefined: not asked about the fleet. */
  readonly answer: (method: string, parts: readonly string[], printer: AdminPrinter | undefined) => unknown;
}

/** What the server says of credentials it was given. */
export function credentialWords(
  stored: AdminPrinter['credentials'],
  { snmp, admin }: CredentialsEdit,
): AdminPrinter['credentials'] {
  const { snmp: oldSnmp, admin: oldAdmin } = stored;
  const words =
    snmp == null ? undefined : snmp.version === '3' ? `SNMP v3 as ${snmp.user}` : `SNMP v${snmp.version}`;
  const nowSnmp = snmp === undefined ? oldSnmp : words;
  const nowAdmin = admin === undefined ? oldAdmin : admin?.name;
  return {
    ...(nowSnmp === undefined ? {} : { snmp: nowSnmp }),
    ...(nowAdmin === undefined ? {} : { admin: nowAdmin }),
  };
}

export function fleetFake(scene: FleetScene, now: number): FleetFake {
  let search = scene.search ?? noSearch;
  let looks = 0;
  const installed = new Map<string, boolean>();
  const address = (printer: AdminPrinter): string => `https://print.example.org${printer.panelPath}`;

  function discovery(method: string): DiscoveryView {
    if (method === 'POST') search = searching(now);
    if (method === 'DELETE') search = { ...search, state: 'stopped', endedAt: now };
    // A started search is done at the second look.
    if (method === 'GET' && scene.search === undefined && search.state === 'running' && ++looks > 1)
      search = searched(now);
    return search;
  }

  function panelOf(printer: AdminPrinter): PanelView {
    const view = (scene.panel ?? installedPanel)(address(printer), now);
    const here = installed.get(printer.id);
    const { installedVersion: _version, installedAt: _at, trouble: _trouble, ...bare } = view;
    if (here === undefined) return { ...view, printerId: printer.id };
    return here
      ? {
          ...bare,
          printerId: printer.id,
          sentence: 'Installed. Nobody has opened it at the device yet.',
          tone: 'quiet',
          installedAt: now,
          installedVersion: '0.1.0',
          passwordRefused: false,
        }
      : {
          ...bare,
          printerId: printer.id,
          sentence: 'Not set up yet.',
          tone: 'quiet',
          passwordRefused: false,
        };
  }

  function panel(method: string, act: string, printer: AdminPrinter): unknown {
    if (method === 'GET') return panelOf(printer);
    if (act === 'install') installed.set(printer.id, true);
    if (act === 'remove') installed.set(printer.id, false);
    const note = {
      check: 'The device has the app, with the address of this server.',
      remove: 'The app was removed from the device.',
    }[act];
    return { panel: panelOf(printer), notes: note === undefined ? [] : [note] };
  }

  return {
    answer: (method, [area, id, rest, act = ''], printer) => {
      if (area === 'profiles') return { profiles };
      if (area === 'discovery') return discovery(method);
      if (area !== 'printers') return undefined;
      if (id === 'import') return scene.import ?? imported;
      if (rest === 'panel' && printer !== undefined) return panel(method, act, printer);
      return undefined;
    },
  };
}

/** Lets the picture of an address come from here too: an image's address does not go through fetch. */
export function fakeQr(): () => void {
  const { setAttribute } = Element.prototype;
  HTMLImageElement.prototype.setAttribute = function (this: HTMLImageElement, name: string, value: string) {
    setAttribute.call(this, name, name === 'src' && value.endsWith('/panel/qr') ? qrPicture() : value);
  };
  return () => Reflect.deleteProperty(HTMLImageElement.prototype, 'setAttribute');
}

/** Modules of a QR code of version 4, and the light edge around it. */
const [SIDE, QUIET] = [33, 4];

/** It looks like a code and cannot be read. */
function qrPicture(): string {
  const corner = (x: number, y: number): boolean => {
    const inner = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return inner <= 3 && inner !== 2;
  };
  const dark = (x: number, y: number): boolean => {
    const [right, low] = [SIDE - 1 - x, SIDE - 1 - y];
    for (const [a, b] of [
      [x, y],
      [right, y],
      [x, low],
    ] as const)
      if (a < 8 && b < 8) return corner(a, b);
    return (x * 7 + y * 13 + x * y * 3) % 5 < 2;
  };
  const cells = Array.from(
    { length: SIDE * SIDE },
    (_, index) => [index % SIDE, Math.floor(index / SIDE)] as const,
  )
    .filter(([x, y]) => dark(x, y))
    .map(([x, y]) => `M${x + QUIET} ${y + QUIET}h1v1h-1z`)
    .join('');
  const side = SIDE + 2 * QUIET;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${cells}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
