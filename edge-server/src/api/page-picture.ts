// One page of a job as a JPEG answer; panel and portal ask for it the same way.
import type { PageQuery } from '@platen/shared/api/panel';
import type { InferOutput } from 'valibot';
import type { App } from '../app.ts';
import type { JobRow } from '../flow/store/jobs.ts';

export async function pagePicture(
  app: Pick<App, 'previews'>,
  job: JobRow,
  call: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: InferOutput<typeof PageQuery>;
    readonly signal: AbortSignal;
  },
  sessionHash: string,
): Promise<Response> {
  const { params, query, signal } = call;
  const look = {
    page: Number.parseInt(params['page'] ?? '1', 10),
    width: query.w,
    height: query.h,
    grey: query.grey === '1',
    numberUp: Number(query.up) as 1 | 2 | 4,
  };
  const jpeg = await app.previews.page(job, look, sessionHash, signal);
  return new Response(new Uint8Array(jpeg), { headers: { 'content-type': 'image/jpeg' } });
}
