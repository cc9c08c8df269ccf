// The portal's upload client against a made-up tus server that can lose connections and answers.
import { dropUpload, uploadFile, WHOLE_UP_TO } from '../../panel-app/src/data/portal-upload.ts';
import type { UploadEnd } from '../../panel-app/src/data/portal-upload-answer.ts';
import {
  forgetAllUploads,
  recallUpload,
  unfinishedUploads,
} from '../../panel-app/src/data/portal-upload-memory.ts';
import type { Answer, Question, UploadWire } from '../../panel-app/src/data/portal-upload-wire.ts';
import { afterEach, describe, equal, it, ok } from './portal-and-admin-checks.ts';

const BIG = WHOLE_UP_TO + 5000;
const bigFile = (name = 'thesis.pdf'): File =>
  new File([new Uint8Array(BIG)], name, { type: 'application/pdf', lastModified: 1 });
const smallFile = (): File =>
  new File(['%PDF-1.7 small'], 'note.pdf', { type: 'application/pdf', lastModified: 1 });

const reply = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body,
  header: (name) => headers[name.toLowerCase()] ?? null,
});
const refused = (status: number, code: string, retry = false): Answer =>
  reply(status, { error: { code, message: `Sentence of ${code}.`, values: {}, retry } });

type Next = (question: Question) => Answer | undefined;

/** Answers from a script, in order; when it is at its end the server works as tus says. */
function made(...script: readonly Next[]) {
  const asked: Question[] = [];
  const waits: number[] = [];
  const left = [...script];
  let stored = 0;
  let listed: readonly unknown[] = [];
  const usual: Next = (question) => {
    if (question.url.endsWith('/jobs')) return reply(200, { jobs: listed });
    if (question.url.includes('/documents')) return reply(201, { job: { id: 'whole' } });
    if (question.method === 'POST') return reply(201, undefined, { location: '/api/portal/uploads/u1' });
    if (question.method === 'HEAD') return reply(200, undefined, { 'upload-offset': String(stored) });
    if (question.method === 'DELETE') return reply(204);
    stored = Number(question.headers?.['Upload-Offset']) + (question.body?.size ?? 0);
    return reply(200, { job: { id: 'resumed' } });
  };
  const wire: UploadWire = {
    ask: async (question) => {
      asked.push(question);
      return (left.shift() ?? usual)(question);
    },
    wait: async (ms) => {
      waits.push(ms);
    },
  };
  return {
    wire,
    waits,
    asked,
    lines: () => asked.map(({ method, url }) => `${method} ${url}`),
    store: (bytes: number) => (stored = bytes),
    list: (jobs: readonly unknown[]) => (listed = jobs),
  };
}

const quiet = { progress: () => undefined, waiting: () => undefined };
const never = new AbortController().signal;
const send = (file: File, wire: UploadWire, known: ReadonlySet<string> = new Set()): Promise<UploadEnd> =>
  uploadFile(file, quiet, never, known, wire);

describe('sending a file', () => {
  afterEach(forgetAllUploads);

  it('sends a small file whole, in one request', async () => {
    const server = made();
    equal(await send(smallFile(), server.wire), { kind: 'done', job: { id: 'whole' } });
    equal(server.lines(), ['POST /api/portal/documents?name=note.pdf']);
    equal(server.asked[0]?.headers, { 'Content-Type': 'application/pdf' });
  });

  it('sends a larger one by tus and gives the job that the last answer holds', async () => {
    const server = made();
    equal(await send(bigFile('Größe.pdf'), server.wire), { kind: 'done', job: { id: 'resumed' } });
    equal(server.lines(), ['POST /api/portal/uploads', 'PATCH /api/portal/uploads/u1']);
    equal(server.asked[0]?.headers, {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(BIG),
      'Upload-Metadata': 'filename R3LDtsOfZS5wZGY=',
    });
    equal(server.asked[1]?.headers, {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    });
    equal(unfinishedUploads().length, 0, 'nothing is remembered of a finished upload');
  });

  it('goes on from where the server is after a lost connection', async () => {
    const server = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u1' }),
      () => {
        server.store(4096);
        return undefined;
      },
    );
    equal((await send(bigFile(), server.wire)).kind, 'done');
    equal(server.lines().slice(2), ['HEAD /api/portal/uploads/u1', 'PATCH /api/portal/uploads/u1']);
    equal(server.asked[3]?.headers?.['Upload-Offset'], '4096');
    equal(server.asked[3]?.body?.size, BIG - 4096);
  });

  it('waits longer each time, and briefly again once something arrived', async () => {
    const lost = (): undefined => undefined;
    const server = made(
      lost,
      lost,
      lost,
      (question) => {
        question.progress?.(1);
        return reply(201, undefined, { location: '/api/portal/uploads/u1' });
      },
      (question) => {
        question.progress?.(100);
        return undefined;
      },
    );
    equal((await send(bigFile(), server.wire)).kind, 'done');
    equal(server.waits, [1000, 2000, 5000, 1000]);
  });

  it('goes on after the page was reloaded when the same file is picked again', async () => {
    const stop = new AbortController();
    const before = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u7' }),
      () => {
        stop.abort();
        return undefined;
      },
    );
    equal(await uploadFile(bigFile(), quiet, stop.signal, new Set(), before.wire), { kind: 'stopped' });
    equal(
      unfinishedUploads().map(({ name, size }) => [name, size]),
      [['thesis.pdf', BIG]],
    );
    const after = made();
    after.store(1000);
    equal((await send(bigFile(), after.wire)).kind, 'done');
    equal(after.lines(), ['HEAD /api/portal/uploads/u7', 'PATCH /api/portal/uploads/u7']);
    equal(after.asked[1]?.headers?.['Upload-Offset'], '1000');
  });

  it('begins anew when the server has dropped the upload', async () => {
    const stop = new AbortController();
    const before = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/old' }),
      () => {
        stop.abort();
        return undefined;
      },
    );
    await uploadFile(bigFile(), quiet, stop.signal, new Set(), before.wire);
    const server = made(() => reply(410));
    equal((await send(bigFile(), server.wire)).kind, 'done');
    equal(server.lines(), [
      'HEAD /api/portal/uploads/old',
      'POST /api/portal/uploads',
      'PATCH /api/portal/uploads/u1',
    ]);
  });

  it('asks again where the server is when it is at another place', async () => {
    const server = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u1' }),
      () => refused(409, 'upload-offset', true),
    );
    equal((await send(bigFile(), server.wire)).kind, 'done');
    equal(server.lines()[2], 'HEAD /api/portal/uploads/u1');
  });

  it('takes an upload as done whose last answer was lost', async () => {
    const server = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u1' }),
      () => {
        server.store(BIG);
        return undefined;
      },
    );
    equal(await send(bigFile(), server.wire), { kind: 'done' });
    equal(server.lines().at(-1), 'HEAD /api/portal/uploads/u1');
  });

  it('does not send a small file twice when only the answer was lost', async () => {
    const file = smallFile();
    const server = made(() => undefined);
    server.list([{ id: 'there', title: file.name, size: file.size }]);
    equal(await send(file, server.wire), {
      kind: 'done',
      job: { id: 'there', title: file.name, size: file.size },
    });
    equal(server.lines().filter((line) => line.startsWith('POST')).length, 1);
  });

  it('sends a small file again when only an older one of that name is on the list', async () => {
    const file = smallFile();
    const server = made(() => undefined);
    server.list([{ id: 'older', title: file.name, size: file.size }]);
    equal(await send(file, server.wire, new Set(['older'])), { kind: 'done', job: { id: 'whole' } });
    equal(server.lines().filter((line) => line.startsWith('POST')).length, 2);
  });

  it('gives the sentence of a refusal and forgets the upload', async () => {
    const server = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u1' }),
      () => refused(415, 'document-type'),
    );
    equal(await send(bigFile(), server.wire), {
      kind: 'refused',
      status: 415,
      message: 'Sentence of document-type.',
      retry: false,
    });
    equal(recallUpload(bigFile()), undefined);
  });

  it('tries again by itself while the server says that later helps, then leaves it to the person', async () => {
    const full = Array.from({ length: 7 }, () => () => refused(507, 'disk-full', true));
    const server = made(...full);
    const end = await send(bigFile(), server.wire);
    ok(end.kind === 'refused' && end.retry, 'can be tried again by hand');
    equal(server.waits.length, 6);
  });

  it('stops a cancelled upload at the server too', async () => {
    const stop = new AbortController();
    const before = made(
      () => reply(201, undefined, { location: '/api/portal/uploads/u1' }),
      () => {
        stop.abort();
        return undefined;
      },
    );
    await uploadFile(bigFile(), quiet, stop.signal, new Set(), before.wire);
    await dropUpload(bigFile(), before.wire);
    equal(before.lines().at(-1), 'DELETE /api/portal/uploads/u1');
    equal(unfinishedUploads().length, 0);
  });
});
