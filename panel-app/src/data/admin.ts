// The console's calls to the server, one function each.
import type {
  AdminJob,
  AdminMe,
  AdminPrinter,
  AdminUser,
  FileMistake,
  Overview,
  SettingsView,
  VirtualState,
} from '@platen/shared/api/admin';
import type { Decision } from '@platen/shared/api/common';
import type { FontFile } from '@platen/shared/api/convert';
import type { PortalJob } from '@platen/shared/api/portal';
import type { AccountingNeed, DeviceIdentity } from '@platen/shared/device';
import type { PanelKind } from '@platen/shared/panel-kind';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { type ApiRequest, type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };
export type Job = AdminJob;

// The answers and bodies of api/admin.ts that it has no type for.
export interface NewPrinter {
  readonly name: string;
  readonly uri: string;
  readonly alias?: string;
  readonly site?: string;
  readonly location?: string;
  readonly allowHttp?: boolean;
  readonly otherUris?: readonly string[];
}
/** null goes back to what the device says. */
export type PrinterEdit = Partial<
  NewPrinter & {
    readonly enabled: boolean;
    readonly kind: AdminPrinter['kind'];
    readonly profile: string | null;
    readonly forDirectMail: boolean;
    readonly forPublic: boolean;
    readonly directQueue: boolean;
    readonly deviceSignIn: boolean;
    readonly accounting: AccountingNeed | null;
    readonly panelKind: PanelKind | null;
  }
>;
export interface PrinterList {
  readonly printers: readonly AdminPrinter[];
  /** Of the device and profile files. */
  readonly mistakes: readonly FileMistake[];
}
export interface UserList {
  readonly users: readonly AdminUser[];
  /** How many there are, also beyond those given. */
  readonly total: number;
}
export interface UserCode {
  readonly user: AdminUser;
  /** Only where it could not be mailed. */
  readonly code?: string;
  readonly mailed: boolean;
}
export interface JobList {
  readonly jobs: readonly AdminJob[];
  /** Counted up to 10,000. */
  readonly total: number;
  /** `after` of the next page. */
  readonly next?: string;
  /** Unix ms: only what was received since then has been looked through; `next` goes on. */
  readonly lookedTo?: number;
}
export interface JobStory {
  readonly job: AdminJob;
  readonly story: PortalJob['story'];
  /** The message it came in. */
  readonly mail?: { readonly id: string; readonly from?: string; readonly subject?: string };
}
export interface VirtualOrder {
  readonly condition?: VirtualState['condition'];
  readonly fillTrays?: boolean;
}
export interface Probed {
  readonly capabilities: PrinterCapabilities;
  readonly condition: PrinterCondition;
  readonly identity: DeviceIdentity;
  /** A device profile as text, to be pasted into a file. */
  readonly profile: string;
}

export interface FontList {
  readonly fonts: readonly FontFile[];
}
export interface ConversionServer {
  readonly name: string;
  readonly addedAt: number;
  /** Since the server started. */
  readonly seenAt?: number;
}
export interface ConversionServerList {
  readonly converters: readonly ConversionServer[];
}
export interface ConversionServerToken {
  readonly name: string;
  readonly token: string;
}

/** A font of 50 MB over a slow line. */
const FONT_MS = 120_000;
/** A printer that is asked for the first time may be waking up. */
const PROBE_MS = 30_000;

const path = (...parts: readonly string[]): string =>
  `/api/admin/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

const send = <T>(
  method: NonNullable<ApiRequest['method']>,
  where: string,
  body?: unknown,
): Promise<ApiResult<T>> => callApi({ method, path: where, ...(body === undefined ? {} : { body }) });

// The session
export const readMe = (signal?: Signal): Promise<ApiResult<AdminMe>> =>
  callApi({ path: path('session'), signal });
export const signOut = (): Promise<ApiResult<Done>> => send('DELETE', path('session'));

// The site
export const readOverview = (signal?: Signal): Promise<ApiResult<Overview>> =>
  callApi({ path: path('overview'), signal });
export const readSettings = (signal?: Signal): Promise<ApiResult<SettingsView>> =>
  callApi({ path: path('settings'), signal });
/** @param value null goes back to the default. */
export const changeSetting = (
  key: string,
  value: number | boolean | string | null,
): Promise<ApiResult<SettingsView>> => send('PUT', path('settings', key), { value });

// Printers
export const readPrinters = (signal?: Signal): Promise<ApiResult<PrinterList>> =>
  callApi({ path: path('printers'), signal });
export const probePrinter = (uri: string, signal?: Signal): Promise<ApiResult<Probed>> =>
  callApi({ method: 'POST', path: path('printers', 'probe'), body: { uri }, signal, timeoutMs: PROBE_MS });
export const addPrinter = (printer: NewPrinter, signal?: Signal): Promise<ApiResult<AdminPrinter>> =>
  callApi({ method: 'POST', path: path('printers'), body: printer, signal, timeoutMs: PROBE_MS });
export const changePrinter = (id: string, change: PrinterEdit): Promise<ApiResult<AdminPrinter>> =>
  callApi({ method: 'PATCH', path: path('printers', id), body: change, timeoutMs: PROBE_MS });
export const removePrinter = (id: string): Promise<ApiResult<Done>> => send('DELETE', path('printers', id));
/** The old panel address stops working. */
export const renewPanelKey = (id: string): Promise<ApiResult<AdminPrinter>> =>
  send('POST', path('printers', id, 'panel-key'));
export const readVirtual = (id: string, signal?: Signal): Promise<ApiResult<VirtualState>> =>
  callApi({ path: path('printers', id, 'virtual'), signal });
export const changeVirtual = (id: string, change: VirtualOrder): Promise<ApiResult<VirtualState>> =>
  send('POST', path('printers', id, 'virtual'), change);
export const virtualPrintUrl = (id: string, print: string): string =>
  path('printers', id, 'virtual', 'prints', print);

// Documents
export interface JobQuery {
  readonly state?: string | undefined;
  readonly search?: string | undefined;
  readonly user?: string | undefined;
  readonly printer?: string | undefined;
  readonly channel?: string | undefined;
  /** 2026-11-22, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
}
export const readJobs = (ask: JobQuery, signal?: Signal): Promise<ApiResult<JobList>> =>
  callApi({ path: path('jobs') + query({ ...ask }), signal });
export const readJob = (id: string, signal?: Signal): Promise<ApiResult<JobStory>> =>
  callApi({ path: path('jobs', id), signal });
export const deleteJob = (id: string): Promise<ApiResult<Done>> => send('DELETE', path('jobs', id));
/** @param fromPage goes with `missing`: the first page that did not come out. */
export const decide = (
  releaseId: string,
  decision: Decision,
  fromPage?: number,
): Promise<ApiResult<unknown>> =>
  send('POST', path('releases', releaseId, 'decision'), {
    decision,
    ...(fromPage === undefined ? {} : { fromPage }),
  });

/** Stops a document that is being printed; what is out stays out. */
export const cancelRelease = (releaseId: string): Promise<ApiResult<Done>> =>
  send('POST', path('releases', releaseId, 'cancel'));

// Users
export const readUsers = (
  ask: { readonly search?: string | undefined; readonly limit?: number },
  signal?: Signal,
): Promise<ApiResult<UserList>> => callApi({ path: path('users') + query({ ...ask }), signal });
/** The code is mailed; where no account sends, the answer is the only time it is shown. */
export const addUser = (email: string, name: string): Promise<ApiResult<UserCode>> =>
  send('POST', path('users'), { email, ...(name === '' ? {} : { name }) });
export const renewUserCode = (id: string): Promise<ApiResult<UserCode>> =>
  send('POST', path('users', id, 'code'));
export const removeUser = (id: string): Promise<ApiResult<Done>> => send('DELETE', path('users', id));

// Conversion
export const readFonts = (signal?: Signal): Promise<ApiResult<FontList>> =>
  callApi({ path: path('fonts'), signal });
export const addFont = (file: File): Promise<ApiResult<unknown>> =>
  callApi({ method: 'POST', path: path('fonts') + query({ name: file.name }), file, timeoutMs: FONT_MS });
export const removeFont = (file: string): Promise<ApiResult<Done>> => send('DELETE', path('fonts', file));
export const readConversionServers = (signal?: Signal): Promise<ApiResult<ConversionServerList>> =>
  callApi({ path: path('converters'), signal });
/** The answer is the only time the token is shown. */
export const addConversionServer = (name: string): Promise<ApiResult<ConversionServerToken>> =>
  send('POST', path('converters'), { name });
export const removeConversionServer = (name: string): Promise<ApiResult<Done>> =>
  send('DELETE', path('converters', name));
