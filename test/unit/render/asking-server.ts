// A server that has one page drawn and says which scripts it loaded itself. A process of its own, since the tests are bundles, in which
// every module of a test is one script.
import { Session } from 'node:inspector';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { samplePdf } from '../../documents/make-documents.ts';

const host = makeRenderHost();
const scripts: string[] = [];
const session = new Session();
try {
  const pdf = { kind: 'bytes', bytes: await samplePdf() } as const;
  const { ok } = await host.renderPage(pdf, 1, { widthPx: 100, heightPx: 100 });
  if (!ok) throw new Error('the page was not drawn');
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.push(params.url));
  await new Promise((resolve) => session.post('Debugger.enable', resolve));
} finally {
  session.disconnect();
  await host.stop();
}
console.log(JSON.stringify(scripts));
