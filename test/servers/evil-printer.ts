// An IPP printer that does what a test tells it to, byte by byte: the honest model behind real HTTP, and a script of evil.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationName, operationName } from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import type { IppMessage } from '@platen/edge-server/protocols/ipp/message';
import {
  type EvilBehaviour,
  withHostileNumbers,
  withHostileText,
  withHugeAttributes,
} from './evil-behaviour.ts';
import { makePrinterModel, type PrinterModel, type PrinterModelOptions } from './printer-model.ts';

export type SeenRequest = {
  readonly operation: OperationName | undefined;
  readonly message: IppMessage;
  /** Bytes of the document that were read, all of them or not. */
  documentBytes: number;
};

export type EvilPrinter = {
  readonly port: number;
  /** ipp://127.0.0.1:PORT/ipp/print */
  readonly uri: string;
  readonly model: PrinterModel;
  readonly requests: readonly SeenRequest[];
  /** What the next requests of that operation meet, one after the other; honest again afterwards. */
  script(operation: OperationName, ...behaviours: readonly EvilBehaviour[]): void;
  /** What every request of that operation (`*`: of any) meets until `{ kind: 'honest' }` is set. Scripts come first. */
  always(operation: OperationName | '*', behaviour: EvilBehaviour): void;
  /** Called with the time (performance.now()) at which the first byte of each document is read. */
  onDocument(listener: (at: number) => void): void;
  /** Cuts every connection and refuses new ones until `powerOn`; the model forgets its jobs. */
  powerOff(): Promise<void>;
  powerOn(): Promise<void>;
  stop(): Promise<void>;
};

type Exchange = {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly request: IppMessage;
  readonly document: Buffer;
};

export const startEvilPrinter = async (options: PrinterModelOptions = {}): Promise<EvilPrinter> => {
  let port = 0;
  const uri = (): string => `ipp://127.0.0.1:${port}/ipp/print`;
  const model = makePrinterModel(uri, options);
  const requests: SeenRequest[] = [];
  const scripts = new Map<OperationName, EvilBehaviour[]>();
  const standing = new Map<OperationName | '*', EvilBehaviour>();
  const sockets = new Set<Socket>();
  const documentListeners: ((at: number) => void)[] = [];
  const stopping = new AbortController();

  const choose = (operation: OperationName | undefined): EvilBehaviour => {
    const scripted = operation === undefined ? undefined : scripts.get(operation)?.shift();
    const always = operation === undefined ? undefined : standing.get(operation);
    return scripted ?? always ?? standing.get('*') ?? { kind: 'honest' };
  };

  const send = (response: ServerResponse, body: Buffer): void => {
    response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': body.length });
    response.end(body);
  };

  // The whole request is here; only the answer is left to spoil.
  const finish = async (
    behaviour: EvilBehaviour,
    { socket, response, request, document }: Exchange,
  ): Promise<void> => {
    const honest = (): IppMessage => model.answer(request, document);
    switch (behaviour.kind) {
      case 'honest':
        return send(response, encodeMessage(honest()));
      case 'silence':
        if (behaviour.acts === true) honest();
        return;
      case 'stall':
      case 'reset':
        // The document was shorter than the number of bytes at which it should have happened.
        return send(response, encodeMessage(honest()));
      case 'reset-before-answer':
        if (behaviour.acts) honest();
        socket.resetAndDestroy();
        return;
      case 'raw':
        socket.end(behaviour.bytes);
        return;
      case 'http-status':
        response.writeHead(behaviour.status, { 'Content-Length': 0 }).end();
        return;
      case 'body':
        return send(response, behaviour.bytes);
      case 'cut-answer': {
        const body = encodeMessage(honest());
        response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': body.length });
        response.write(body.subarray(0, behaviour.afterBytes), () => socket.end());
        return;
      }
      case 'huge':
        return send(response, encodeMessage(withHugeAttributes(honest(), behaviour.megabytes)));
      case 'hostile-text':
        return send(response, encodeMessage(withHostileText(honest())));
      case 'hostile-numbers':
        return send(response, encodeMessage(withHostileNumbers(honest())));
      case 'status':
        return send(
          response,
          encodeMessage({ ...model.answer({ ...request, code: 0 }, document), code: behaviour.code }),
        );
      case 'slow':
        await sleep(behaviour.ms, undefined, { signal: stopping.signal });
        return send(response, encodeMessage(honest()));
      case 'lie':
        return send(response, encodeMessage(behaviour.change(honest())));
    }
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = incoming;
    const chunks: Buffer[] = [];
    let header: { seen: SeenRequest; behaviour: EvilBehaviour; bodyOffset: number } | undefined;
    let bytes = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (header === undefined) {
        const decoded = decodeMessage(Buffer.concat(chunks));
        if (!decoded.ok) continue;
        const seen = {
          operation: operationName(decoded.message.code),
          message: decoded.message,
          documentBytes: 0,
        };
        requests.push(seen);
        header = { seen, behaviour: choose(seen.operation), bodyOffset: decoded.bodyOffset };
      }
      const { seen, behaviour, bodyOffset } = header;
      const before = seen.documentBytes;
      seen.documentBytes = bytes - bodyOffset;
      if (before === 0 && seen.documentBytes > 0)
        for (const tell of documentListeners) tell(performance.now());
      if (
        behaviour.kind === 'reset' &&
        seen.documentBytes >= behaviour.afterBytes &&
        seen.documentBytes > 0
      ) {
        model.abandon(seen.message);
        socket.resetAndDestroy();
        return;
      }
      if (
        behaviour.kind === 'stall' &&
        seen.documentBytes >= behaviour.afterBytes &&
        seen.documentBytes > 0
      ) {
        // Ends when the client gives up or the printer is stopped.
        await once(socket, 'close');
        model.abandon(seen.message);
        return;
      }
    }
    if (header === undefined) {
      response.writeHead(400, { 'Content-Length': 0 }).end();
      return;
    }
    const { seen, behaviour, bodyOffset } = header;
    const document = Buffer.concat(chunks).subarray(bodyOffset);
    await finish(behaviour, { socket, response, request: seen.message, document });
  };

  const server = createServer({ requestTimeout: 0 }, (incoming, response) => {
    serve(incoming, response).catch(() => {
      // The client went away in the middle, or the printer is being stopped: both end the exchange.
      incoming.socket.destroy();
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = async (): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port for the evil printer');
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
    uri: uri(),
    model,
    requests,
    script(operation, ...behaviours) {
      scripts.set(operation, [...(scripts.get(operation) ?? []), ...behaviours]);
    },
    always(operation, behaviour) {
      standing.set(operation, behaviour);
    },
    onDocument(listener) {
      documentListeners.push(listener);
    },
    async powerOff() {
      await close();
      model.restart();
    },
    powerOn: listen,
    async stop() {
      stopping.abort();
      await close();
    },
  };
};
