// One printed side of a job as a JPEG answer; panel and portal ask for it the same way.
import { type PageQuery, ticketOfQuery } from '@platen/shared/api/page-query';
import { paperFor } from '@platen/shared/paper-for';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { App } from '../app.ts';
import type { JobRow } from '../flow/store/jobs.ts';

/** `printer`: what the one the person stands at can do, as far as it is known. */
export async function pagePicture(
  app: Pick<App, 'previews'>,
  job: JobRow,
  call: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: PageQuery;
    readonly signal: AbortSignal;
  },
  sessionHash: string,
  printer?: PrinterCapabilities,
): Promise<Response> {
  const { params, query, signal } = call;
  const { media, mediaSource, printColorMode, ...impose } = ticketOfQuery(query);
  const look = {
    side: Number.parseInt(params['page'] ?? '1', 10),
    width: query.w,
    height: query.h,
    grey: printColorMode === 'monochrome',
    impose,
    paper: paperFor({ media, mediaSource }, printer, job.facts?.pageSizes ?? []),
  };
  const { jpeg, sides } = await app.previews.page(job, look, sessionHash, signal);
  return new Response(new Uint8Array(jpeg), {
    headers: { 'content-type': 'image/jpeg', 'platen-sides': String(sides) },
  });
}
