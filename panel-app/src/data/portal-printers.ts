// The portal's calls about printers, and printing at one.
import type { PortalPrinter, PortalPrinters, PortalReleased } from '@platen/shared/api/portal';
import type { AccountingGiven } from '@platen/shared/api/preflight';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import { type ApiResult, callApi } from './api-call.ts';

const BASE = '/api/portal/printers';

export interface PrintersAsk {
  readonly search: string;
  readonly site: string;
  /** Sites, the nearest first. */
  readonly near: readonly string[];
  readonly offset: number;
}

/** Of more sites the server takes no order. */
const MOST_NEAR = 20;

export function readPrinters(
  { search, site, near, offset }: PrintersAsk,
  signal?: AbortSignal,
): Promise<ApiResult<PortalPrinters>> {
  const query = new URLSearchParams({
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(site === '' ? {} : { site }),
    ...(near.length === 0 ? {} : { near: near.slice(0, MOST_NEAR).join('\n') }),
    ...(offset === 0 ? {} : { offset: String(offset) }),
  }).toString();
  return callApi({ path: query === '' ? BASE : `${BASE}?${query}`, signal });
}

/** One, asked now: a printer may take seconds to answer. */
export const readPrinter = (id: string, signal?: AbortSignal): Promise<ApiResult<PortalPrinter>> =>
  callApi({ path: `${BASE}/${encodeURIComponent(id)}`, signal, timeoutMs: 25_000 });

export interface PortalPrintOrder {
  readonly printerId: string;
  readonly jobs: readonly { readonly id: string; readonly ticket: TicketChoice }[];
  /** Findings that were answered. */
  readonly accepted: readonly string[];
  readonly accounting: AccountingGiven;
}

export const releaseJobs = ({
  printerId,
  jobs,
  accepted,
  accounting,
}: PortalPrintOrder): Promise<ApiResult<PortalReleased>> =>
  callApi({
    method: 'POST',
    path: '/api/portal/release',
    body: {
      printerId,
      jobs: jobs.map(({ id, ticket }) => ({ id, ticket })),
      preflight: { accepted },
      ...(Object.keys(accounting).length === 0 ? {} : { accounting }),
    },
  });
