// Uploads of the portal: a whole document in one request, or resumable by tus 1.0 (core, creation, termination, expiration).

import { Accepted } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import type { Saying } from '@platen/shared/say/saying';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import type { JobRow } from '../../flow/store/jobs.ts';
import { contentLength, documentChunks, readDocument } from '../read-document.ts';
import { defineRoute, type Route } from '../route.ts';
import { jobView } from '../views/job-view.ts';

const VERSION = '1.0.0';
const DocumentQuery = v.object({ name: v.optional(v.pipe(v.string(), v.maxLength(5000)), '') });

export function uploadRoutes(app: App): Route[] {
  const accepted = (job: JobRow, saying: Saying) => ({ job: jobView(job, { saying }) });

  return [
    defineRoute({
      method: 'POST',
      path: '/api/portal/documents',
      role: 'portal-user',
      summary: 'Send a whole document. Answered when it is durable.',
      status: 201,
      query: DocumentQuery,
      rawBody: 'application/octet-stream',
      reply: Accepted,
      handle: async ({ caller, query, incoming, header }) =>
        accepted(
          await readDocument(app.accept, incoming, {
            ownerId: caller.userId,
            channel: 'portal',
            title: query.name,
            claimedType: header('content-type') ?? '',
          }),
          caller.saying,
        ),
    }),
    defineRoute({
      method: 'OPTIONS',
      path: '/api/portal/uploads',
      role: 'anyone',
      summary: 'What this tus server can do.',
      rawReply: 'text/plain',
      handle: async () =>
        new Response(null, {
          status: 204,
          headers: {
            'tus-resumable': VERSION,
            'tus-version': VERSION,
            'tus-extension': 'creation,termination,expiration',
            'tus-max-size': String(app.accept.limit()),
          },
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/uploads',
      role: 'portal-user',
      summary:
        'Begin a resumable upload (tus creation): Upload-Length, and Upload-Metadata with filename and filetype.',
      status: 201,
      rawReply: 'text/plain',
      handle: async ({ caller, header }) => {
        checkVersion(header);
        const announced = wholeNumber(header('upload-length'));
        if (announced === undefined)
          throw new AppError('bad-request', { detail: 'Upload-Length is missing' });
        const metadata = readMetadata(header('upload-metadata') ?? '');
        const state = await app.resumable.create({
          ownerId: caller.userId,
          channel: 'portal',
          title: metadata.get('filename') ?? '',
          claimedType: metadata.get('filetype') ?? '',
          announced,
        });
        return new Response(null, {
          status: 201,
          headers: {
            'tus-resumable': VERSION,
            location: `/api/portal/uploads/${state.id}`,
            'upload-expires': new Date(state.expiresAt).toUTCString(),
          },
        });
      },
    }),
    defineRoute({
      // Hono answers HEAD from GET's route; tus asks only with HEAD.
      method: 'GET',
      path: '/api/portal/uploads/:id',
      role: 'portal-user',
      summary: 'How far an upload is (tus HEAD): Upload-Offset.',
      rawReply: 'text/plain',
      handle: async ({ caller, params, header }) => {
        checkVersion(header);
        const state = await app.resumable.state(params['id'] ?? '', caller.userId);
        return new Response(null, {
          headers: {
            'tus-resumable': VERSION,
            'upload-offset': String(state.offset),
            'upload-length': String(state.size),
            'upload-expires': new Date(state.expiresAt).toUTCString(),
          },
        });
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/portal/uploads/:id',
      role: 'portal-user',
      summary:
        'Go on with an upload from Upload-Offset. The last byte is answered with the job, before that with 204.',
      rawBody: 'application/offset+octet-stream',
      reply: undefined,
      rawReply: 'application/json',
      handle: async ({ caller, params, incoming, header }) => {
        checkVersion(header);
        if (header('content-type') !== 'application/offset+octet-stream') {
          throw new AppError('bad-request', {
            detail: 'Content-Type must be application/offset+octet-stream',
          });
        }
        const offset = wholeNumber(header('upload-offset'));
        if (offset === undefined) throw new AppError('bad-request', { detail: 'Upload-Offset is missing' });
        const chunks = documentChunks(incoming, contentLength(incoming));
        const result = await app.resumable.append(params['id'] ?? '', caller.userId, offset, chunks);
        const headers = { 'tus-resumable': VERSION, 'upload-offset': String(result.offset) };
        if (result.job === undefined) return new Response(null, { status: 204, headers });
        return Response.json(accepted(result.job, caller.saying), { headers });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/uploads/:id',
      role: 'portal-user',
      summary: 'Give an upload up (tus termination).',
      rawReply: 'text/plain',
      handle: async ({ caller, params, header }) => {
        checkVersion(header);
        await app.resumable.cancel(params['id'] ?? '', caller.userId);
        return new Response(null, { status: 204, headers: { 'tus-resumable': VERSION } });
      },
    }),
  ];
}

type Header = (name: string) => string | undefined;

function checkVersion(header: Header): void {
  if (header('tus-resumable') !== VERSION) {
    throw new AppError('bad-request', { detail: `Tus-Resumable must be ${VERSION}` });
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}

/** tus 1.0 Upload-Metadata: "name base64, name base64". What is malformed is left out. */
function readMetadata(text: string): Map<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim().split(' '));
  return new Map(
    pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]),
  );
}
