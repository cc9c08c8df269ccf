// A client that speaks bytes to a queue: for what no real program sends, and for answers it does not show.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  /** Everything that came so far. */
  readonly came: () => Buffer;
  /** Resolves with so many octets, or with fewer when the other side has ended. */
  readonly read: (count: number) => Promise<Buffer>;
  readonly write: (octets: Uint8Array | string) => void;
  /** Says that nothing more comes. */
  readonly finish: () => void;
  /** 'ended' in order, or 'reset'. */
  readonly over: Promise<'ended' | 'reset'>;
  readonly destroy: () => void;
}

export async function rawClient(port: number, localAddress = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port, localAddress, allowHalfOpen: true });
  let held = Buffer.alloc(0);
  const came: Buffer[] = [];
  let ended = false;
  let wake: () => void = () => undefined;
  const over = new Promise<'ended' | 'reset'>((resolve) => {
    socket.once('end', () => resolve('ended'));
    socket.once('error', () => resolve('reset'));
    socket.once('close', () => resolve('reset'));
  });
  void over.then(() => {
    ended = true;
    wake();
  });
  socket.on('data', (chunk: Buffer) => {
    came.push(chunk);
    held = Buffer.concat([held, chunk]);
    wake();
  });
  await Promise.race([once(socket, 'connect'), over]);
  return {
    socket,
    came: () => Buffer.concat(came),
    read: async (count) => {
      while (held.length < count && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
    write: (octets) => void socket.write(octets),
    finish: () => void socket.end(),
    over,
    destroy: () => void socket.destroy(),
  };
}

export interface LprSend {
  readonly port: number;
  readonly queue: string;
  readonly user?: string;
  readonly title?: string;
  readonly number?: number;
  readonly documents: readonly Uint8Array[];
  readonly copies?: number;
  readonly dataFirst?: boolean;
  readonly localAddress?: string;
}

/** Sends a job as the RFC has it. @returns the octets of all answers, in order */
export async function sendLpr(job: LprSend): Promise<number[]> {
  const { number = 7, documents, copies = 1 } = job;
  const digits = String(number).padStart(3, '0');
  const names = documents.map((_, i) => `df${String.fromCharCode(65 + i)}${digits}host`);
  const lines = [
    'Hhost',
    ...(job.user === undefined ? [] : [`P${job.user}`]),
    ...(job.title === undefined ? [] : [`J${job.title}`]),
  ];
  for (const name of names) for (let copy = 0; copy < copies; copy++) lines.push(`l${name}`);
  for (const name of names) lines.push(`U${name}`);
  const control = Buffer.from(`${lines.join('\n')}\n`);
  const client = await rawClient(job.port, job.localAddress);
  const answers: number[] = [];
  const ask = async (octets: Uint8Array | string): Promise<boolean> => {
    client.write(octets);
    const [answer] = await client.read(1);
    answers.push(answer ?? -1);
    return answer === 0;
  };
  const file = async (code: string, name: string, bytes: Uint8Array): Promise<boolean> =>
    (await ask(`${code}${bytes.length} ${name}\n`)) && (await ask(Buffer.concat([bytes, Buffer.alloc(1)])));
  const sendControl = () => file('\x02', `cfA${digits}host`, control);
  const sendData = async (): Promise<boolean> => {
    for (const [i, bytes] of documents.entries())
      if (!(await file('\x03', names[i] ?? '', bytes))) return false;
    return true;
  };
  if (await ask(`\x02${job.queue}\n`)) {
    if (job.dataFirst === true) (await sendData()) && (await sendControl());
    else (await sendControl()) && (await sendData());
  }
  client.destroy();
  return answers;
}
