// A printer on a raw TCP port that reads PJL as devices do, answers on the connection where it is told to, and fails where a test wants
// it to. `printed` is the truth that tests compare with: what came out on paper, whole or in part.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type PjlBehaviour =
  | { readonly kind: 'honest' }
  /** Cuts the connection after that many octets of it; what it has begun to print comes out as a part. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** Stops reading after that many octets, as a device without paper may, until `goOn`. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Prints all of it and never closes its side. */
  | { readonly kind: 'lingers' }
  /** Prints all of it and cuts the connection instead of closing it. */
  | { readonly kind: 'reset-after-all' }
  /** Reads all of it, prints nothing, closes in order. */
  | { readonly kind: 'swallows' }
  /** Back channel: never says a word. */
  | { readonly kind: 'mute' }
  /** Back channel: prints all of it and cuts before it tells the end. */
  | { readonly kind: 'cut-before-end' }
  /** Back channel: tells an end with these words instead, such as CANCELED or another job's name. */
  | { readonly kind: 'ends-with'; readonly text: (name: string) => string }
  /** Back channel: these octets before every answer. */
  | { readonly kind: 'noise'; readonly octets: Buffer };

export type PjlPaper = {
  readonly whole: boolean;
  /** The lines of PJL before the document. */
  readonly header: readonly string[];
  readonly document: Buffer;
  /** Everything that came over the connection. */
  readonly raw: Buffer;
};

export type PjlPrinter = {
  readonly port: number;
  /** socket://127.0.0.1:PORT */
  readonly uri: string;
  readonly printed: readonly PjlPaper[];
  /** Connections that brought at least one octet. */
  readonly jobs: () => number;
  /** Pages of its life; the next document adds `pages`. */
  lifeCount: number;
  status: 'idle' | 'printing';
  /** False: a job stays in the device, told as started, until `finish`. */
  autoFinish: boolean;
  /** What the next jobs meet, one after the other; honest again afterwards. */
  script(...behaviours: readonly PjlBehaviour[]): void;
  goOn(): void;
  finish(): void;
  /** USTATUS DEVICE to whoever is connected. */
  tellDevice(code: number, display: string, online: boolean): void;
  powerOff(): Promise<void>;
  powerOn(): Promise<void>;
  stop(): Promise<void>;
};

const UEL = '\x1b%-12345X';

/** Header lines and document of what came over a connection so far. */
const splitPjl = (raw: Buffer): { header: readonly string[]; document: Buffer; ended: boolean } => {
  if (!raw.subarray(0, UEL.length).equals(Buffer.from(UEL, 'latin1')))
    return { header: [], document: raw, ended: false };
  const header: string[] = [];
  let at = UEL.length;
  while (raw.subarray(at, at + 4).toString('latin1') === '@PJL') {
    const end = raw.indexOf('\n', at);
    if (end === -1) break;
    header.push(raw.subarray(at, end).toString('latin1').replace(/\r$/, ''));
    at = end + 1;
    if (header.at(-1)?.startsWith('@PJL ENTER LANGUAGE') === true) break;
  }
  const trailer = raw.indexOf(Buffer.from(UEL, 'latin1'), at);
  const document = raw.subarray(at, trailer === -1 ? raw.length : trailer);
  const rest = trailer === -1 ? '' : raw.subarray(trailer).toString('latin1');
  return { header, document, ended: /@PJL EOJ[^\n]*\n\x1b%-12345X$/.test(rest) };
};

export const startPjlPrinter = async ({
  backChannel = false,
  pages = 1,
}: {
  readonly backChannel?: boolean;
  readonly pages?: number;
} = {}): Promise<PjlPrinter> => {
  const printed: PjlPaper[] = [];
  const behaviours: PjlBehaviour[] = [];
  const sockets = new Set<Socket>();
  let stalled: Socket[] = [];
  let waiting: (() => void)[] = [];
  let jobs = 0;

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    let raw: Buffer = Buffer.alloc(0);
    let behaviour: PjlBehaviour | undefined;
    let told = false;
    let done = false;

    const paper = (whole: boolean): void => {
      const { header, document } = splitPjl(raw);
      printed.push({ whole, header, document: Buffer.from(document), raw: Buffer.from(raw) });
      if (whole) printer.lifeCount += pages;
    };
    const tell = (text: string): void => {
      if (behaviour?.kind === 'mute' || !backChannel || socket.destroyed) return;
      if (behaviour?.kind === 'noise') socket.write(behaviour.octets);
      socket.write(`${text}\f`, 'latin1');
    };
    const nameOf = (): string => /^@PJL JOB NAME="(.*)"$/m.exec(splitPjl(raw).header.join('\n'))?.[1] ?? '';
    const begin = (): void => {
      const { header } = splitPjl(raw);
      if (told || !header.some((line) => line.startsWith('@PJL JOB'))) return;
      told = true;
      const echo = header.find((line) => line.startsWith('@PJL ECHO '));
      if (echo !== undefined) tell(`${echo}\r\n`);
      tell(`@PJL USTATUS JOB\r\nSTART\r\nNAME="${nameOf()}"\r\n`);
    };
    const print = (): void => {
      if (done) return;
      done = true;
      const finish = (): void => {
        printer.status = 'idle';
        if (behaviour?.kind !== 'swallows') paper(true);
        if (behaviour?.kind === 'cut-before-end' || behaviour?.kind === 'reset-after-all') {
          socket.resetAndDestroy();
          return;
        }
        for (let page = 1; page <= pages; page += 1) tell(`@PJL USTATUS PAGE\r\n${page}\r\n`);
        if (behaviour?.kind === 'ends-with') tell(behaviour.text(nameOf()));
        else tell(`@PJL USTATUS JOB\r\nEND\r\nNAME="${nameOf()}"\r\nPAGES=${pages}\r\n`);
        if (socket.readableEnded && behaviour?.kind !== 'lingers') socket.end();
      };
      printer.status = 'printing';
      if (printer.autoFinish) finish();
      else waiting.push(finish);
    };

    socket.on('data', (chunk: Buffer) => {
      if (behaviour === undefined) {
        jobs += 1;
        behaviour = behaviours.shift() ?? { kind: 'honest' };
      }
      raw = Buffer.concat([raw, chunk]);
      if (behaviour.kind === 'reset' && raw.length >= behaviour.afterBytes) {
        raw = raw.subarray(0, behaviour.afterBytes);
        if (splitPjl(raw).document.length > 0) paper(false);
        done = true;
        socket.resetAndDestroy();
        return;
      }
      if (behaviour.kind === 'stall' && raw.length >= behaviour.afterBytes && !stalled.includes(socket)) {
        stalled.push(socket);
        socket.pause();
      }
      if (backChannel) begin();
      if (backChannel && splitPjl(raw).ended) print();
    });
    socket.on('end', () => {
      if (raw.length === 0 || done) {
        if (behaviour?.kind !== 'lingers' && waiting.length === 0) socket.end();
        return;
      }
      print();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };

  const server = createServer({ allowHalfOpen: true }, serve);
  let port = 0;
  const listen = async (): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port for the PJL printer');
    port = address.port;
  };
  const close = async (): Promise<void> => {
    waiting = [];
    stalled = [];
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  await listen();
  const printer: PjlPrinter = {
    port,
    uri: `socket://127.0.0.1:${port}`,
    printed,
    jobs: () => jobs,
    lifeCount: 1_000,
    status: 'idle',
    autoFinish: true,
    script: (...next) => void behaviours.push(...next),
    goOn() {
      for (const socket of stalled) socket.resume();
    },
    finish() {
      const due = waiting;
      waiting = [];
      for (const act of due) act();
    },
    tellDevice(code, display, online) {
      const text = `@PJL USTATUS DEVICE\r\nCODE=${code}\r\nDISPLAY="${display}"\r\nONLINE=${online ? 'TRUE' : 'FALSE'}\r\n\f`;
      for (const socket of sockets) socket.write(text);
    },
    powerOff: close,
    powerOn: listen,
    stop: close,
  };
  return printer;
};
