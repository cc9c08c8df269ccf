// The console's calls about the licence.
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import { type ApiResult, callApi } from './api-call.ts';

const PATH = '/api/admin/licence';
/** The server of the issuer gets fifteen seconds. */
const CHECK_MS = 30_000;

export const readLicence = (signal?: AbortSignal): Promise<ApiResult<AdminLicence>> =>
  callApi({ path: PATH, signal });
/** @param text of the file, as it came. */
export const installLicence = (text: string): Promise<ApiResult<AdminLicence>> =>
  callApi({ method: 'POST', path: PATH, body: { text } });
export const removeLicence = (): Promise<ApiResult<AdminLicence>> =>
  callApi({ method: 'DELETE', path: PATH });
export const checkLicence = (): Promise<ApiResult<AdminLicence>> =>
  callApi({ method: 'POST', path: `${PATH}/check`, timeoutMs: CHECK_MS });
