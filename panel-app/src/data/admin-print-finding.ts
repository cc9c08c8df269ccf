// The console's call about how people's computers and phones get the print queue.
import type { AdminPrintFinding } from '@platen/shared/api/admin-print-finding';
import { type ApiResult, callApi } from './api-call.ts';

/** @param domain for the records of DNS; undefined: the one of the settings. */
export const readPrintFinding = (
  domain: string | undefined,
  signal?: AbortSignal,
): Promise<ApiResult<AdminPrintFinding>> =>
  callApi({
    path: `/api/admin/print-finding${domain === undefined ? '' : `?domain=${encodeURIComponent(domain)}`}`,
    signal,
  });
