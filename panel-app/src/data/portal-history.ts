// The portal's calls about what became of documents, and the document itself.
import type { PortalHistory } from '@platen/shared/api/portal';
import { type ApiResult, callApi } from './api-call.ts';

/** @param after `next` of the page before. */
export const readHistory = (
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ApiResult<PortalHistory>> =>
  callApi({
    path: `/api/portal/history${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`,
    signal,
  });

/** Address of the document itself: a PDF, or a picture as it came. */
export const documentUrl = (jobId: string): string =>
  `/api/portal/jobs/${encodeURIComponent(jobId)}/document`;

/** The PDF as bytes of this page's own, for the browser's viewer; undefined: it cannot be had. Rejects with nothing. */
export async function readPdf(jobId: string, signal: AbortSignal): Promise<Blob | undefined> {
  try {
    const answer = await fetch(documentUrl(jobId), { credentials: 'same-origin', cache: 'no-store', signal });
    if (!answer.ok || answer.headers.get('content-type') !== 'application/pdf') return undefined;
    // Of this type whatever came: a browser draws it and runs nothing.
    return new Blob([await answer.arrayBuffer()], { type: 'application/pdf' });
  } catch {
    // The way to the server broke, or nobody looks any more: the pages as pictures are there in its place.
    return undefined;
  }
}
