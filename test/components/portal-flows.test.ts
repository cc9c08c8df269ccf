// What a person does in the portal, on a made-up server: sign in, look up the code, add, decide, delete, leave.
import { gettingReady, jobs, locked, twice, twicePrinted } from '../../panel-app/gallery/portal-data.ts';
import { answer, pagePicture, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { UPLOADS } from '../../panel-app/gallery/portal-scenes.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import type { UploadEnd } from '../../panel-app/src/data/portal-upload-answer.ts';
import { forgetAllUploads } from '../../panel-app/src/data/portal-upload-memory.ts';
import { createUploadQueue } from '../../panel-app/src/portal/upload-queue.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: PortalStage | undefined;
const open = async (
  picture: Omit<PortalPicture, 'name'>,
  prepare?: Parameters<typeof setPortalStage>[1],
): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'flow', ...picture }, prepare);
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);

describe('the portal', () => {
  afterEach(() => {
    stage?.clear();
    forgetAllUploads();
  });

  it('signs in with email and code and shows the documents', async () => {
    await open({ scene: { signedIn: false }, press: ['Sign in'] });
    await shows('Your documents 8');
    equal(stage?.server.bodies[0], { email: 'mara@example.org', code: '123456789', stay: false });
  });

  it('shows a wrong code in place and keeps what was typed', async () => {
    const scene = { signedIn: false, answers: { 'POST /api/portal/session': () => refuse('wrong-code') } };
    await open({ scene, press: ['Sign in'] });
    await shows('This code does not match.');
    equal(document.querySelector<HTMLInputElement>('[name=email]')?.value, 'mara@example.org');
  });

  it('counts the wait down after too many wrong codes and holds the button', async () => {
    const answers = { 'POST /api/portal/session': () => refuse('too-many-tries', { seconds: 30 }) };
    await open({ scene: { signedIn: false, answers }, press: ['Sign in'] });
    const button = await until('the wait', () =>
      [...document.querySelectorAll('button')].find((one) =>
        /Try again in \d+ seconds/.test(one.textContent),
      ),
    );
    ok(button.disabled, 'the button waits too');
  });

  it('asks for the code only when it is wanted, and shows it in groups', async () => {
    const { server } = await open({ scene: {} });
    ok(!server.calls.includes('GET /api/portal/code'), 'not asked before');
    await press('Show code');
    await shows('482 913 675');
    await press('Hide');
    await until('the code is gone', () => !document.body.innerText.includes('482'));
  });

  it('marks a document that was sent twice, and one press deletes that one', async () => {
    const { server } = await open({ scene: { jobs: twice(Date.now()) } });
    await shows('Sent twice. Print once?');
    equal(document.querySelectorAll('.job-twice').length, 1);
    await press('Delete one');
    await called('DELETE /api/portal/jobs/j-again');
    await until('one is left', () => document.querySelectorAll('.job').length === 1);
    ok(!server.calls.includes('DELETE /api/portal/jobs/j-first'), 'the other stays');
    await shows('Deleted. The other one is still here.');
    ok(!document.body.innerText.includes('Sent twice'), 'nothing is twice any more');
  });

  it('says of one that was sent twice that the other is printed, and deletes it by one press', async () => {
    const { server } = await open({ scene: { jobs: twicePrinted(Date.now()) } });
    await shows('Sent twice, printed already.');
    await press('Delete');
    await called('DELETE /api/portal/jobs/j-again');
    await shows('Deleted. It was printed once.');
    ok(!server.calls.includes('DELETE /api/portal/jobs/j-first'), 'the record of the other stays');
  });

  it('asks before it makes a new code', async () => {
    const { server } = await open({ scene: {}, hash: '#me' });
    await press('New code');
    await shows('Your old code stops working at once');
    ok(!server.calls.includes('POST /api/portal/code/renew'), 'asked first');
    await press('Get a new code');
    await shows('735 028 461');
  });

  it('takes dropped files, sends them, and puts what arrived on the list', async () => {
    const sent: string[] = [];
    const makeUploads: typeof createUploadQueue = (options) =>
      createUploadQueue({
        ...options,
        upload: async (file) => {
          sent.push(file.name);
          return { kind: 'done' };
        },
      });
    await open({ scene: { jobs: [] } }, (app) => {
      app.makeUploads = makeUploads;
    });
    await shows('Nothing here yet');
    const data = new DataTransfer();
    data.items.add(new File(['%PDF'], 'one.pdf'));
    data.items.add(new File(['%PDF'], 'two.pdf'));
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data }));
    await shows('Drop to add');
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    await until('both are sent', () => sent.length === 2);
    equal(sent, ['one.pdf', 'two.pdf']);
    await until('it is told', () =>
      document.querySelector('[role=status]')?.textContent.includes('has arrived'),
    );
  });

  it('asks what came of an uncertain document and sends the answer', async () => {
    const { server } = await open({ scene: {}, hash: '#document=j-uncertain' });
    await shows('Did all 2 pages come out?');
    await press('No, print the rest (page 2)');
    await called('POST /api/portal/releases/r-2/decision');
    equal(server.bodies, [{ decision: 'missing', fromPage: 2 }]);
    await until('the question is gone', () => document.querySelector('portal-decision') === null);
  });

  it('unlocks a document: a wrong password stays in its field, the right one makes it ready and is gone', async () => {
    let right = false;
    const jobs = [locked(Date.now())];
    const ready = { ...gettingReady(Date.now()), id: 'j-locked' };
    const answers = {
      'POST /api/portal/jobs/j-locked/unlock': () =>
        right ? answer({ job: ready }) : refuse('document-wrong-password'),
      'GET /api/portal/jobs': () => answer({ jobs: right ? [ready] : jobs }),
    };
    const { server } = await open({ scene: { jobs, answers }, hash: '#document=j-locked' });
    await shows('Locked. Type its password to print it.');
    const field = await until('the field', () =>
      document.querySelector<HTMLInputElement>('portal-unlock input'),
    );
    equal([field.type, field.autocomplete], ['password', 'off']);
    field.value = ' grüße 1 ';
    await press('Unlock');
    await shows('This is not the password of the document. Try again.');
    equal(field.value, ' grüße 1 ');
    await press('Show the password');
    await until('it is readable', () => field.type === 'text');
    right = true;
    await press('Unlock');
    await shows('Getting it ready: page 12 of 80.');
    equal(server.bodies, [{ password: ' grüße 1 ' }, { password: ' grüße 1 ' }], 'sent as typed');
    ok(document.querySelector('portal-unlock') === null, 'the field is gone');
  });

  it('says what can be sent in the words of people', async () => {
    await open({ scene: { jobs: [] } });
    await shows('PDF, Office, pictures, text, up to 1 GB each');
    ok(
      document.querySelector('input[type=file]')?.getAttribute('accept')?.includes('.docx'),
      'the picker knows endings',
    );
  });

  it('deletes a document after a question and goes back to the list', async () => {
    const { server } = await open({ scene: {}, hash: '#document=j-report' });
    await press('Delete');
    await shows('cannot be brought back');
    ok(!server.calls.some((call) => call.startsWith('DELETE')), 'asked first');
    await press('Delete the document');
    await called('DELETE /api/portal/jobs/j-report');
    await shows('Your documents 7');
  });

  it('steps through the pages of a preview', async () => {
    await open({ scene: {}, hash: '#document=j-report' });
    await shows('Page 1 of 12');
    await press('Next page');
    await shows('Page 2 of 12');
    const image = await until('a picture', () =>
      document.querySelector<HTMLImageElement>('.page-paper img.shown'),
    );
    equal(image.src, pagePicture(2));
  });

  it('says so when a document is no longer there', async () => {
    await open({ scene: {}, hash: '#document=j-none' });
    await shows('This document is no longer here');
  });

  it('asks to sign in again when the session is over, and goes on from there', async () => {
    let over = false;
    const answers = { 'GET /api/portal/code': () => (over ? refuse('not-signed-in') : refuse('internal')) };
    await open({ scene: { answers } });
    over = true;
    await press('Show code');
    await shows('You were signed out. Sign in to go on');
  });

  it('says that the server is away and shows what was known', async () => {
    let away = false;
    const answers = {
      'GET /api/portal/jobs': () => {
        if (away) throw new TypeError('away');
        return new Response(JSON.stringify({ jobs: [] }));
      },
    };
    await open({ scene: { answers } });
    await shows('Nothing here yet');
    away = true;
    window.dispatchEvent(new Event('online'));
    await shows('The server does not answer. This is how it was');
  });

  it('signs out and forgets which uploads were unfinished', async () => {
    localStorage.setItem(
      'platen.uploads',
      JSON.stringify([{ name: 'a.pdf', size: 5, lastModified: 1, location: '/x', at: Date.now() }]),
    );
    await open({ scene: {} });
    await shows('Not sent to the end');
    location.hash = '#me';
    await press('Sign out');
    await called('DELETE /api/portal/session');
    await shows('Sign in with your email address');
    equal(localStorage.getItem('platen.uploads'), null);
  });

  it('asks before it signs out while documents are on their way', async () => {
    await open({ scene: { jobs: [] }, uploads: UPLOADS, hash: '#me' });
    await press('Sign out');
    await shows('documents are still being sent');
    ok(!stage?.server.calls.includes('DELETE /api/portal/session'), 'asked first');
    await press('Cancel');
    await press('Sign out');
    const [, yes] = await until('the question', () => {
      const found = document.querySelectorAll<HTMLElement>('platen-dialog .dialog-actions button');
      return found.length === 2 ? found : undefined;
    });
    yes?.click();
    await called('DELETE /api/portal/session');
  });

  it('adds and prints in one go: the sheet waits for the document, and sends it with the press', async () => {
    let end: (end: UploadEnd) => void = () => undefined;
    const job = jobs(Date.now())[2];
    ok(job, 'a document that waits');
    const { server } = await open({ scene: { jobs: [] } }, (app) => {
      app.makeUploads = (options) =>
        createUploadQueue({
          ...options,
          upload: () =>
            new Promise((resolve) => {
              end = resolve;
            }),
        });
    });
    const input = await until('the field', () =>
      document.querySelector<HTMLInputElement>('.add-print input'),
    );
    const data = new DataTransfer();
    data.items.add(new File(['%PDF'], 'one.pdf'));
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
    await press('Print at Reception MFD Print when ready');
    await shows('Printing starts by itself when that is done.');
    ok(!server.calls.includes('POST /api/portal/release'), 'not yet');
    end({ kind: 'done', job });
    await called('POST /api/portal/release');
    const released = server.bodies.at(-1) as { jobs: readonly { id: string }[] };
    equal(
      released.jobs.map(({ id }) => id),
      [job.id],
    );
  });
});
