// The console's calls about directories.
import type {
  AdminDirectories,
  AdminDirectory,
  DirectoryAdd,
  DirectoryChange,
  DirectoryLook,
  DirectoryLooked,
  DirectoryPreview,
  DirectoryTest,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

/** A directory that hangs is given up on by the server here after half a minute. */
const TEST_MS = 60_000;
/** A dry run reads every entry: 50,000 take less than a minute. */
const PREVIEW_MS = 300_000;

const path = (...parts: readonly string[]): string =>
  ['/api/admin/directories', ...parts.map((part) => encodeURIComponent(part))].join('/');

export const readDirectories = (signal?: Signal): Promise<ApiResult<AdminDirectories>> =>
  callApi({ path: path(), signal });
export const addDirectory = (directory: DirectoryAdd): Promise<ApiResult<AdminDirectory>> =>
  callApi({ method: 'POST', path: path(), body: directory });
/** What is absent stays; `settings` are replaced as a whole. */
export const changeDirectory = (id: string, change: DirectoryChange): Promise<ApiResult<AdminDirectory>> =>
  callApi({ method: 'PATCH', path: path(id), body: change });
export const removeDirectory = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path(id) });
export const orderDirectories = (ids: readonly string[]): Promise<ApiResult<AdminDirectories>> =>
  callApi({ method: 'PUT', path: path('order'), body: { ids } });
/** Changes nothing. */
export const testDirectory = (ask: DirectoryTest, signal?: Signal): Promise<ApiResult<DirectoryTested>> =>
  callApi({ method: 'POST', path: path('test'), body: ask, signal, timeoutMs: TEST_MS });
/** Sends no password. */
export const lookAtDirectory = (ask: DirectoryLook, signal?: Signal): Promise<ApiResult<DirectoryLooked>> =>
  callApi({ method: 'POST', path: path('look'), body: ask, signal, timeoutMs: TEST_MS });
/** What an import would change. */
export const previewImport = (id: string, signal?: Signal): Promise<ApiResult<DirectoryPreview>> =>
  callApi({ method: 'POST', path: path(id, 'preview'), signal, timeoutMs: PREVIEW_MS });
/** Answers at once; the list tells how far it is. */
export const importDirectory = (id: string, anyway: boolean): Promise<ApiResult<AdminDirectory>> =>
  callApi({ method: 'POST', path: path(id, 'import'), body: anyway ? { anyway } : {} });
