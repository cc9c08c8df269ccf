// The console's calls about reports, and the addresses of their files.
import type { Report, ReportBy, ReportChoices } from '@platen/shared/api/admin-reports';
import { type ApiResult, callApi } from './api-call.ts';

/** A million records are summed up in a second; a busy server may take a few. */
const REPORT_MS = 30_000;

export interface ReportFilter {
  readonly user?: string | undefined;
  readonly printer?: string | undefined;
  readonly site?: string | undefined;
  readonly department?: string | undefined;
  readonly channel?: string | undefined;
  readonly colour?: string | undefined;
  readonly sides?: string | undefined;
}

export interface ReportAsk {
  /** 2026-11-22, both included. */
  readonly from: string;
  readonly to: string;
  readonly filter: ReportFilter;
}

function address(
  path: string,
  { from, to, filter }: ReportAsk,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ ...more, from, to });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
  return `/api/admin/${path}?${query.toString()}`;
}

export const readReport = (by: ReportBy, ask: ReportAsk, signal?: AbortSignal): Promise<ApiResult<Report>> =>
  callApi({ path: address('reports', ask, { by }), signal, timeoutMs: REPORT_MS });
export const readReportChoices = (signal?: AbortSignal): Promise<ApiResult<ReportChoices>> =>
  callApi({ path: '/api/admin/reports/choices', signal });

/** All rows of a report as CSV. */
export const reportFile = (by: ReportBy, ask: ReportAsk): string => address('reports.csv', ask, { by });
/** The single records as CSV. */
export const recordsFile = (ask: ReportAsk): string => address('records.csv', ask, {});
