// A server that gets its two render workers busy without end, says their process ids, and waits to be killed.
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { samplePdf, slowPdf } from '../../documents/make-documents.ts';

const host = makeRenderHost();
const BOX = { widthPx: 100, heightPx: 100 };
const quick = { kind: 'bytes', bytes: await samplePdf() } as const;
await Promise.all([host.renderPage(quick, 1, BOX), host.inspect(quick, 'application/pdf')]);

const slow = { kind: 'bytes', bytes: slowPdf() } as const;
void host.renderPage(slow, 1, { ...BOX, timeLimitMs: 600_000 });
void host.inspect(slow, 'application/pdf', { timeLimitMs: 600_000, colourBudgetMs: 600_000 });
// Half a second to be deep inside the work.
setTimeout(() => {
  const pids = host.workers().map(({ pid }) => pid);
  console.log(`workers ${pids.join(',')}`);
}, 500);
