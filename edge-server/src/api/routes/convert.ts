// What a conversion server asks for: work, the document, and a place for the outcome. Over TLS only, with its own token.
import { Readable } from 'node:stream';
import { Nothing } from '@platen/shared/api/common';
import { ConvertClaim, ConvertClaimed, ConvertProgress, ConvertResult } from '@platen/shared/api/convert';
import { AppError } from '@platen/shared/app-error';
import { isErrorCode } from '@platen/shared/error-table';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import type { ConvertOutcome } from '../../flow/convert/converter.ts';
import { defineRoute, type Route } from '../route.ts';

/** The outcome's first line: facts of a document of ten thousand pages are some hundred kilobytes. */
const MOST_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

export function convertRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/convert/claim',
      role: 'converter',
      summary: 'The next document to convert, or nothing after the time asked for.',
      body: ConvertClaim,
      reply: ConvertClaimed,
      handle: async ({ caller, body, signal }) => {
        const work = await app.remoteConvert.claim(caller.converter, body.waitMs, signal);
        if (work === undefined) return {};
        const { step, job, original, limits } = work;
        return { work: { id: step.id, mediaType: job.mediaType, size: original.size, limits } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/convert/work/:id/document',
      role: 'converter',
      summary: 'The document itself.',
      rawReply: 'application/octet-stream',
      handle: async ({ caller, params }) => {
        const { size, bytes } = app.remoteConvert.document(params['id'] ?? '', caller.converter);
        const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
        return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream, { headers });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/convert/work/:id/progress',
      role: 'converter',
      summary: 'Still at it, and how far; without a word for 45 seconds the work is given to another.',
      body: ConvertProgress,
      reply: Nothing,
      handle: async ({ caller, params, body }) => {
        await app.remoteConvert.report(params['id'] ?? '', caller.converter, body.done, body.of);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/convert/work/:id/outcome',
      role: 'converter',
      summary: 'How it ended: one line of JSON, then the bytes of the print document.',
      rawBody: 'application/octet-stream',
      reply: Nothing,
      handle: async ({ caller, params, incoming }) => {
        const most = app.settings.now().documents.maxPrintMegabytes * 1024 * 1024;
        const outcome = readOutcome(await readAll(incoming, MOST_LINE_BYTES + most));
        await app.remoteConvert.conclude(params['id'] ?? '', caller.converter, outcome);
        return { ok: true };
      },
    }),
  ];
}

async function readAll(incoming: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    bytes += part.length;
    if (bytes > most) throw new AppError('bad-request', { detail: `an outcome of more than ${most} bytes` });
    parts.push(part);
  }
  return Buffer.concat(parts, bytes);
}

function readOutcome(body: Buffer): ConvertOutcome {
  const end = body.indexOf(NEWLINE);
  const pdf = body.subarray(end + 1);
  const parsed = v.safeParse(ConvertResult, end < 0 ? undefined : readLine(body.toString('utf8', 0, end)));
  if (!parsed.success) throw new AppError('bad-request', { detail: parsed.issues[0].message });
  const result = parsed.output;
  if (result.kind === 'refused') {
    const { code, detail } = result;
    return { kind: 'refused', code: isErrorCode(code) ? code : 'document-broken', detail };
  }
  if (result.kind !== 'done') return result;
  if ((result.pdfBytes ?? 0) !== pdf.length) {
    throw new AppError('length-mismatch', { announced: result.pdfBytes ?? 0, got: pdf.length });
  }
  const { printMediaType, facts } = result;
  return { kind: 'done', printMediaType, facts, ...(result.pdfBytes === undefined ? {} : { pdf }) };
}

function readLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('bad-request', { detail: 'the first line is no JSON' }, { cause });
  }
}
