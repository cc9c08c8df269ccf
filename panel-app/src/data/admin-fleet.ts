// The console's calls about the fleet as a whole and about what is installed on devices; single printers are in admin.ts.
import type { AdminPrinter, PrinterImported } from '@platen/shared/api/admin';
import type { DiscoveryStart, DiscoveryView } from '@platen/shared/api/discovery';
import type { PanelDone, PanelInstall, PanelRemove, PanelView } from '@platen/shared/api/panel-install';
import type { DeviceLogin, SnmpAccess } from '@platen/shared/device-credentials';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;

export type Finding = DiscoveryView['findings'][number];
export interface ProfileChoice {
  readonly id: string;
  readonly name: string;
  /** Written at this site, not shipped. */
  readonly own: boolean;
}
/** What is absent stays, null goes. */
export interface CredentialsEdit {
  readonly snmp?: SnmpAccess | null;
  readonly admin?: DeviceLogin | null;
}

/** An old device answers each of several SOAP calls slowly. */
const INSTALL_MS = 120_000;
/** A stopped search closes its sockets first. */
const STOP_MS = 30_000;
/** The longest device file has 2 MB. */
const IMPORT_MS = 60_000;

const ofPrinter = (id: string, ...rest: readonly string[]): string =>
  ['/api/admin/printers', encodeURIComponent(id), ...rest].join('/');

export const readProfiles = (
  signal?: Signal,
): Promise<ApiResult<{ readonly profiles: readonly ProfileChoice[] }>> =>
  callApi({ path: '/api/admin/profiles', signal });

/** The answer tells what is stored, never the values. */
export const setCredentials = (id: string, edit: CredentialsEdit): Promise<ApiResult<AdminPrinter>> =>
  callApi({ method: 'PUT', path: ofPrinter(id, 'credentials'), body: edit });

/** @param text a device file. Nothing is registered while it has mistakes. */
export const importPrinters = (text: string): Promise<ApiResult<PrinterImported>> =>
  callApi({ method: 'POST', path: ofPrinter('import'), body: { text }, timeoutMs: IMPORT_MS });
/** A download; credentials are not in it. */
export const EXPORT_URL = ofPrinter('export');

// The search for printers
const DISCOVERY = '/api/admin/discovery';
export const readDiscovery = (signal?: Signal): Promise<ApiResult<DiscoveryView>> =>
  callApi({ path: DISCOVERY, signal });
export const startDiscovery = (ask: DiscoveryStart): Promise<ApiResult<DiscoveryView>> =>
  callApi({ method: 'POST', path: DISCOVERY, body: ask });
export const stopDiscovery = (): Promise<ApiResult<DiscoveryView>> =>
  callApi({ method: 'DELETE', path: DISCOVERY, timeoutMs: STOP_MS });

// The panel app on a device
export const readPanel = (id: string, signal?: Signal): Promise<ApiResult<PanelView>> =>
  callApi({ path: ofPrinter(id, 'panel'), signal });
export const installPanel = (id: string, how: PanelInstall): Promise<ApiResult<PanelDone>> =>
  callApi({ method: 'POST', path: ofPrinter(id, 'panel', 'install'), body: how, timeoutMs: INSTALL_MS });
export const removePanel = (id: string, how: PanelRemove): Promise<ApiResult<PanelDone>> =>
  callApi({ method: 'POST', path: ofPrinter(id, 'panel', 'remove'), body: how, timeoutMs: INSTALL_MS });
/** Looks whether it is there and has called home; sends no password. */
export const checkPanel = (id: string): Promise<ApiResult<PanelDone>> =>
  callApi({ method: 'POST', path: ofPrinter(id, 'panel', 'check'), body: {}, timeoutMs: INSTALL_MS });
/** The panel's address as a picture. */
export const panelQrUrl = (id: string): string => ofPrinter(id, 'panel', 'qr');
