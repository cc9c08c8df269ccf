// The portal's calls about printing from computers and phones.
import type { PrintQueue, PrintWays } from '@platen/shared/api/portal-print-queue';
import { type ApiResult, callApi } from './api-call.ts';

const PATH = '/api/portal/print-queue';

export const readPrintWays = (signal?: AbortSignal): Promise<ApiResult<PrintWays>> =>
  callApi({ path: PATH, signal });

/** The address before stops working at once. */
export const makePrintQueue = (): Promise<ApiResult<PrintQueue>> => callApi({ method: 'POST', path: PATH });

export const dropPrintQueue = (): Promise<ApiResult<{ readonly ok: true }>> =>
  callApi({ method: 'DELETE', path: PATH });
