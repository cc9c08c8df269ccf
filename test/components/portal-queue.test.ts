// The queue of uploads: how many at once, and what pausing, cancelling, refusals and a lost session do to the rows.
import type { UploadWatch } from '../../panel-app/src/data/portal-upload.ts';
import type { UploadEnd } from '../../panel-app/src/data/portal-upload-answer.ts';
import { createSpeedMeter } from '../../panel-app/src/portal/speed-meter.ts';
import { createUploadQueue } from '../../panel-app/src/portal/upload-queue.ts';
import { describe, equal, it, ok } from './portal-and-admin-checks.ts';

interface Running {
  readonly file: File;
  readonly watch: UploadWatch;
  readonly signal: AbortSignal;
  readonly end: (end: UploadEnd) => Promise<void>;
}

function queueOf() {
  const running: Running[] = [];
  const dropped: string[] = [];
  const arrived: string[] = [];
  let signedOut = 0;
  const queue = createUploadQueue({
    known: () => new Set(),
    arrived: (name) => arrived.push(name),
    signedOut: () => signedOut++,
    now: () => 0,
    drop: async (file) => {
      dropped.push(file.name);
    },
    upload: (file, watch, signal) =>
      new Promise((resolve) => {
        const end = async (how: UploadEnd): Promise<void> => {
          resolve(how);
          await new Promise((later) => setTimeout(later));
        };
        running.push({ file, watch, signal, end });
      }),
  });
  const add = (...names: readonly string[]): readonly number[] =>
    queue.add(names.map((name) => new File(['four'], name, { lastModified: 1 })));
  return { queue, running, dropped, arrived, add, signedOut: () => signedOut };
}

const states = ({ queue }: ReturnType<typeof queueOf>) =>
  queue.items().map(({ name, state }) => `${name} ${state}`);

describe('the queue of uploads', () => {
  it('sends three at once and starts the next when one has arrived', async () => {
    const made = queueOf();
    made.add('a', 'b', 'c', 'd');
    equal(states(made), ['a sending', 'b sending', 'c sending', 'd waiting']);
    await made.running[0]?.end({ kind: 'done' });
    equal(states(made), ['b sending', 'c sending', 'd sending']);
    equal(made.arrived, ['a']);
  });

  it('takes a file only once', () => {
    const made = queueOf();
    made.add('a', 'a');
    made.add('a');
    equal(states(made).length, 1);
  });

  it('pauses, lets the next one go, and goes on when asked', () => {
    const made = queueOf();
    made.add('a', 'b', 'c', 'd');
    const first = made.queue.items()[0];
    made.queue.pause(first?.id ?? 0);
    ok(made.running[0]?.signal.aborted, 'the bytes have stopped');
    equal(states(made), ['a paused', 'b sending', 'c sending', 'd sending']);
    made.queue.resume(first?.id ?? 0);
    equal(states(made)[0], 'a waiting', 'three are on their way');
  });

  it('drops a cancelled file at the server too', () => {
    const made = queueOf();
    made.add('a');
    made.queue.cancel(made.queue.items()[0]?.id ?? 0);
    equal(states(made), []);
    equal(made.dropped, ['a']);
  });

  it('shows the sentence of a refusal and goes on with the others', async () => {
    const made = queueOf();
    made.add('a', 'b');
    await made.running[0]?.end({ kind: 'refused', status: 415, message: 'Not this kind.', retry: false });
    equal(states(made), ['a refused', 'b sending']);
    equal(made.queue.items()[0]?.message, 'Not this kind.');
  });

  it('keeps the file and tells the app when the session is over', async () => {
    const made = queueOf();
    made.add('a');
    await made.running[0]?.end({ kind: 'refused', status: 401, message: 'Please sign in.', retry: false });
    equal(states(made), ['a paused']);
    equal(made.signedOut(), 1);
  });

  it('says that the connection is lost until it is back', () => {
    const made = queueOf();
    made.add('a');
    made.running[0]?.watch.waiting(true);
    equal(states(made), ['a offline']);
    made.running[0]?.watch.waiting(false);
    equal(states(made), ['a sending']);
  });
});

describe('the speed of an upload', () => {
  it('is told after a moment, over the last seconds only', () => {
    let now = 0;
    const meter = createSpeedMeter(() => now);
    meter.note(0);
    equal(meter.speed(), undefined);
    now = 2000;
    meter.note(4_000_000);
    equal(meter.speed(), 2_000_000);
    now = 20_000;
    meter.note(4_100_000);
    equal(meter.speed(), undefined, 'what was long ago does not count');
  });
});
