// What the portal keeps on a phone: files that wait for a connection, what other apps shared, and the last answers; whose they are, and when they go.
import { answer } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import {
  dropAllFiles,
  keepFile,
  keptFiles,
  ownedFiles,
  SHARED,
  sharedFiles,
} from '../../panel-app/src/data/kept-files.ts';
import { forgetSeen, lastSeen } from '../../panel-app/src/data/last-seen.ts';
import { forgetAllUploads, recallUpload } from '../../panel-app/src/data/portal-upload-memory.ts';
import { keepAnswers } from '../../panel-app/src/data/seen-answer.ts';
import type { PortalApp } from '../../panel-app/src/portal/portal-app.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import '../../panel-app/src/portal/pwa/connected.ts';
import { portalKeeper } from '../../panel-app/src/portal/pwa/portal-keeper.ts';
import { createUploadQueue } from '../../panel-app/src/portal/upload-queue.ts';
import { sendKept } from '../../panel-app/src/service-worker/send-kept.ts';
import { takeShared } from '../../panel-app/src/service-worker/share.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

const MARA = 'mara.lindt@example.org';
const DAY_MS = 86_400_000;
let stage: PortalStage | undefined;
const open = async (
  picture: Omit<PortalPicture, 'name'>,
  prepare?: (app: PortalApp) => void,
): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'kept', ...picture }, prepare);
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const pdf = (name: string): File =>
  new File(['%PDF-1.7 small'], name, { type: 'application/pdf', lastModified: 1 });
/** What this browser has, by name and owner. */
const kept = async (email = MARA): Promise<string> =>
  (await keptFiles(email)).map(({ name, owner }) => `${name} of ${owner || 'nobody'}`).join(', ');
const names = (files: readonly File[]): string => files.map(({ name }) => name).join();
/** Everything is as on a phone nobody has used. */
const clean = async (): Promise<void> => {
  stage?.clear();
  stage = undefined;
  keepAnswers(false);
  forgetAllUploads();
  await Promise.all([dropAllFiles(), forgetSeen()]);
};
/** What a keeper gives to whoever signs in. */
const given = async (email: string): Promise<readonly File[]> => {
  const keeper = portalKeeper();
  const files: File[] = [];
  let began = false;
  keeper.begin(email, (some) => {
    files.push(...some);
    began = true;
  });
  for (let look = 0; look < 20 && !began; look++) await new Promise((resolve) => setTimeout(resolve, 20));
  keeper.end();
  return files;
};
/** An answer of the made-up server to every sending; undefined: the connection is cut. */
const wire =
  (status: number | undefined, sent: string[]): typeof fetch =>
  async (input, init) => {
    sent.push(`${init?.method ?? 'GET'} ${String(input)}`);
    if (status === undefined) throw new TypeError('cut');
    const headers = { 'Content-Type': 'application/json', 'Upload-Offset': '0' };
    return new Response(JSON.stringify({ job: { id: 'one' } }), { status, headers });
  };

/** A private window of WebKit keeps no files, and its test browser has none but those; the portal then says so (the case "none" below). */
const KEEPS = (await keepFile(pdf('try.pdf'), MARA)).ok;
const whereKept: typeof it = KEEPS ? it : () => undefined;
await dropAllFiles();

describe('files that wait for a connection', () => {
  afterEach(clean);

  whereKept(
    'are there again after the page was closed, for the same person, where they stopped',
    async () => {
      const file = pdf('Thesis.pdf');
      await keepFile(file, MARA, '/api/portal/uploads/u7');
      const [again] = await given(MARA);
      ok(again, 'the file');
      equal([again.name, again.type, again.size], ['Thesis.pdf', 'application/pdf', file.size]);
      equal(recallUpload(again), '/api/portal/uploads/u7');
      equal(await kept(), `Thesis.pdf of ${MARA}`);
    },
  );

  whereKept('are never given to somebody else, and are gone once somebody else is here', async () => {
    await keepFile(pdf('Payslip.pdf'), MARA);
    equal((await given('otto@example.org')).length, 0);
    equal(await kept(), '');
  });

  whereKept('go after a week', async () => {
    await keepFile(pdf('Old.pdf'), MARA);
    equal((await keptFiles(MARA, Date.now() + 6 * DAY_MS)).length, 1);
    equal((await keptFiles(MARA, Date.now() + 8 * DAY_MS)).length, 0);
    equal(await kept(), '');
  });

  whereKept(
    'are kept by the list when the connection goes, told so, and dropped once they are sent',
    async () => {
      const keeper = portalKeeper();
      keeper.begin(MARA, () => undefined);
      let end: () => void = () => undefined;
      await open({ scene: { jobs: [] } }, (app) => {
        app.makeUploads = (options) =>
          createUploadQueue({
            ...options,
            keeper,
            upload: (_file, watch) =>
              new Promise((resolve) => {
                watch.waiting(true);
                end = () => resolve({ kind: 'done' });
              }),
          });
      });
      const data = new DataTransfer();
      data.items.add(pdf('In the tunnel.pdf'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      await shows('It is kept here and goes on by itself, even if you close this page.');
      equal(await kept(), `In the tunnel.pdf of ${MARA}`);
      await accessible();
      end();
      await until('the row is gone', () => document.querySelector('.upload') === null);
      for (let look = 0; look < 40 && (await kept()) !== ''; look++)
        await new Promise((resolve) => setTimeout(resolve, 25));
      equal(await kept(), '');
      keeper.end();
    },
  );

  for (const [why, words] of [
    ['full', 'no room on this device to keep it'],
    ['none', 'Leave this page open: it goes on by itself.'],
  ] as const)
    it(`say what to do where they cannot be kept: ${why}`, async () => {
      await open({ scene: { jobs: [] } }, (app) => {
        app.makeUploads = (options) =>
          createUploadQueue({
            ...options,
            keeper: { keep: async () => why, drop: () => undefined },
            upload: (_file, watch) => new Promise(() => watch.waiting(true)),
          });
      });
      const data = new DataTransfer();
      data.items.add(pdf('a.pdf'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      await shows(words);
    });

  whereKept(
    'are sent by the worker while no page is open, and it is tried again where that failed',
    async () => {
      const sent: string[] = [];
      await keepFile(pdf('a.pdf'), MARA);
      await keepFile(pdf('shared.pdf'), SHARED);
      await sendKept(async () => true, wire(201, sent));
      equal(sent, [], 'an open page sends by itself');
      let again: unknown;
      await sendKept(async () => false, wire(undefined, sent)).catch((error: unknown) => {
        again = error;
      });
      ok(again instanceof Error, 'the browser is to wake it once more');
      await sendKept(async () => false, wire(201, sent));
      equal(sent.at(-1), 'POST /api/portal/documents?name=a.pdf');
      equal((await ownedFiles()).length, 0, 'sent, and gone from here');
      equal(await sharedFiles(), 1, 'what is nobody’s yet waits for somebody');
    },
  );

  whereKept('that are refused for good stay, for the page to say why', async () => {
    await keepFile(pdf('locked.pdf'), MARA);
    await sendKept(async () => false, wire(415, []));
    equal((await ownedFiles()).length, 1);
  });
});

describe('what another app shares', () => {
  afterEach(clean);

  const share = (parts: readonly (readonly [string, string | File])[]): Promise<string> => {
    const body = new FormData();
    for (const [name, value] of parts) body.append(name, value);
    return takeShared(new Request('/share', { method: 'POST', body }));
  };

  whereKept('waits for whoever signs in, and is theirs from then on', async () => {
    equal(
      await share([
        ['title', 'Two'],
        ['files', pdf('one.pdf')],
        ['files', pdf('two.pdf')],
      ]),
      '/#documents',
    );
    equal(await sharedFiles(), 2);
    equal(names(await given(MARA)), 'one.pdf,two.pdf');
    equal([await sharedFiles(), (await ownedFiles()).length], [0, 2]);
    equal((await given('otto@example.org')).length, 0);
  });

  whereKept('is told of before anybody is signed in', async () => {
    await share([['files', pdf('one.pdf')]]);
    await open({ scene: { signedIn: false } }, (app) => {
      app.keeper = portalKeeper();
    });
    await shows('A file that was shared waits here. Sign in to send it.');
    await accessible();
  });

  whereKept(
    'becomes a document where it is a text and an address, under a name that every system takes',
    async () => {
      await share([
        ['title', 'Opening: hours/today?'],
        ['text', 'Nine to five'],
        ['url', 'https://example.org/hours'],
      ]);
      const [one] = await keptFiles('');
      equal([one?.name, one?.type], ['Opening hours today.txt', 'text/plain']);
      equal(await one?.file.text(), 'Nine to five\n\nhttps://example.org/hours\n');
    },
  );

  whereKept('says what went wrong: nothing in it, no form, no room, no place', async () => {
    equal(await share([['title', 'Only a title']]), '/?share=none#documents');
    equal(
      await takeShared(new Request('/share', { method: 'POST', body: 'no form' })),
      '/?share=none#documents',
    );
    for (const [why, said] of [
      ['full', 'full'],
      ['none', 'not-kept'],
    ] as const) {
      const body = new FormData();
      body.append('files', pdf('a.pdf'));
      const to = await takeShared(new Request('/share', { method: 'POST', body }), async () => ({
        ok: false,
        why,
      }));
      equal(to, `/?share=${said}#documents`);
    }
  });
});

describe('the portal without a connection', () => {
  afterEach(clean);

  const again = async (hash: string): Promise<void> => {
    stage?.clear();
    await open({ scene: { away: true }, hash }, (app) => {
      app.keeper = portalKeeper();
    });
  };
  const begin = async (hash: string): Promise<void> => {
    keepAnswers(true);
    await open({ scene: {}, hash }, (app) => {
      app.keeper = portalKeeper();
    });
  };

  it('shows the documents, the printers and the history as they were', async () => {
    await begin('#documents');
    await shows('Quarterly report.pdf');
    location.hash = '#printers';
    await shows('Reception MFD');
    location.hash = '#history';
    await shows('Invoice 2231.pdf');
    await until('all is kept', () => stage?.server.calls.includes('GET /api/portal/history'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await again('#documents');
    await shows('Quarterly report.pdf');
    await shows('The server does not answer. This is how it was');
    location.hash = '#printers';
    await shows('Reception MFD');
    await shows('Not connected. This is how it was');
    await accessible();
    location.hash = '#history';
    await shows('Invoice 2231.pdf');
  });

  it('keeps no code, and nothing at all after signing out', async () => {
    await begin('#me');
    await press('Show code');
    await shows('482 913 675');
    await until('who it is, is kept', () => stage?.server.calls.includes('GET /api/portal/me'));
    equal(await lastSeen('code'), undefined);
    await keepFile(pdf('a.pdf'), MARA);
    await press('Sign out');
    await shows('Sign in with your email address');
    for (let look = 0; look < 40 && (await lastSeen('me')) !== undefined; look++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    equal([await lastSeen('me'), await kept()], [undefined, '']);
    await again('#documents');
    await shows('Check that this device is on the network');
  });

  it('shows nothing of whoever was here before to the next person', async () => {
    await begin('#documents');
    await shows('Quarterly report.pdf');
    await new Promise((resolve) => setTimeout(resolve, 100));
    stage?.clear();
    const me = (await lastSeen<object>('me'))?.value;
    const answers = {
      'GET /api/portal/me': () => answer({ ...me, email: 'otto@example.org', name: 'Otto' }),
      'GET /api/portal/jobs': () => answer({ jobs: [] }),
    };
    await open({ scene: { answers } }, (app) => {
      app.keeper = portalKeeper();
    });
    await shows('Nothing here yet');
    await again('#documents');
    await shows('Nothing here yet');
    ok(!document.body.innerText.includes('Quarterly report'), 'nothing of the other');
  });
});
