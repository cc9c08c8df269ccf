// A line printer daemon (RFC 1179) that reads octet by octet what the standard says, keeps what it was sent, and fails where a test
// wants it to. `printed` is the truth: data files that came whole, and parts of them.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type LpdStep = 'queue' | 'control' | 'control-file' | 'data' | 'data-file';

export type LpdBehaviour =
  | { readonly kind: 'honest' }
  /** Another octet than 0 as the answer to that step. */
  | { readonly kind: 'answers'; readonly step: LpdStep; readonly octet: number }
  /** Never answers that step. `acts`: what was sent is printed all the same. */
  | { readonly kind: 'silence'; readonly step: LpdStep }
  /** Cuts the connection at that step instead of answering. */
  | { readonly kind: 'reset'; readonly step: LpdStep; readonly acts?: boolean }
  /** Cuts after that many octets of the data file. */
  | { readonly kind: 'reset-in-data'; readonly afterBytes: number }
  /** These octets instead of every answer. */
  | { readonly kind: 'rubbish'; readonly octets: Buffer };

export type LpdPaper = {
  readonly whole: boolean;
  readonly queue: string;
  readonly control: string;
  readonly document: Buffer;
};

export type LpdPrinter = {
  readonly port: number;
  /** lpd://127.0.0.1:PORT/lp */
  readonly uri: string;
  readonly printed: readonly LpdPaper[];
  /** Every command line as it came, without its line end. */
  readonly commands: readonly string[];
  script(...behaviours: readonly LpdBehaviour[]): void;
  powerOff(): Promise<void>;
  powerOn(): Promise<void>;
  stop(): Promise<void>;
};

export const startLpdPrinter = async (): Promise<LpdPrinter> => {
  const printed: LpdPaper[] = [];
  const commands: string[] = [];
  const behaviours: LpdBehaviour[] = [];
  const sockets = new Set<Socket>();

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    let behaviour: LpdBehaviour | undefined;
    let bytes: Buffer = Buffer.alloc(0);
    let queue = '';
    let control = '';
    /** The file that is being read: its kind and octets, the ending zero not counted. */
    let file: { readonly step: 'control-file' | 'data-file'; readonly length: number } | undefined;

    const paper = (whole: boolean, document: Buffer): void => {
      printed.push({ whole, queue, control, document: Buffer.from(document) });
    };
    /** False when the connection is over. */
    const answer = (step: LpdStep): boolean => {
      if (behaviour?.kind === 'rubbish') return socket.write(behaviour.octets) || true;
      if (behaviour !== undefined && 'step' in behaviour && behaviour.step === step) {
        if (behaviour.kind === 'reset') {
          socket.resetAndDestroy();
          return false;
        }
        if (behaviour.kind === 'silence') return true;
        socket.write(Buffer.from([behaviour.octet]));
        return true;
      }
      socket.write(Buffer.from([0]));
      return true;
    };
    const acts = (step: LpdStep): boolean =>
      behaviour === undefined ||
      !('step' in behaviour) ||
      behaviour.step !== step ||
      (behaviour.kind === 'reset' && behaviour.acts === true);

    const readFile = (): boolean => {
      if (file === undefined) return false;
      if (file.step === 'data-file' && behaviour?.kind === 'reset-in-data') {
        if (bytes.length >= behaviour.afterBytes) {
          paper(false, bytes.subarray(0, behaviour.afterBytes));
          socket.resetAndDestroy();
          bytes = Buffer.alloc(0);
          return false;
        }
      }
      if (bytes.length < file.length + 1) return false;
      const content = bytes.subarray(0, file.length);
      if (bytes[file.length] !== 0) throw new Error('a file did not end with an octet of zero');
      const { step } = file;
      file = undefined;
      if (step === 'control-file') control = content.toString('latin1');
      else if (acts(step)) paper(true, content);
      bytes = bytes.subarray(content.length + 1);
      return answer(step);
    };
    const readCommand = (): boolean => {
      const end = bytes.indexOf('\n');
      if (end === -1) return false;
      const line = bytes.subarray(0, end).toString('latin1');
      bytes = bytes.subarray(end + 1);
      commands.push(line);
      if (queue === '') {
        queue = line.slice(1);
        return answer('queue');
      }
      const step = line.startsWith('\x02') ? 'control' : 'data';
      file = { step: `${step}-file`, length: Number(line.slice(1).split(' ')[0]) };
      return answer(step);
    };

    socket.on('data', (chunk: Buffer) => {
      behaviour ??= behaviours.shift() ?? { kind: 'honest' };
      bytes = Buffer.concat([bytes, chunk]);
      while (file === undefined ? readCommand() : readFile());
    });
    socket.on('end', () => socket.end());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };

  const server = createServer(serve);
  let port = 0;
  const listen = async (): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port for the LPD printer');
    port = address.port;
  };
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  await listen();
  return {
    port,
    uri: `lpd://127.0.0.1:${port}/lp`,
    printed,
    commands,
    script: (...next) => void behaviours.push(...next),
    powerOff: close,
    powerOn: listen,
    stop: close,
  };
};
