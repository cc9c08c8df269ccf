// A Platen with its IPP printer open over plain HTTP, as the peers speak it: what is measured is the server, not OpenSSL.
import { type IppRequestOptions, ippRequestHeader } from '../../support/ipp-request.ts';
import { type BenchPlaten, startBenchPlaten } from '../platen-api.ts';

export type BenchQueue = {
  readonly platen: BenchPlaten;
  readonly port: number;
  stop(): Promise<void>;
};

export const openBenchQueue = async (): Promise<BenchQueue> => {
  const platen = await startBenchPlaten();
  try {
    // As cupsd without authentication: whoever names somebody prints as that person.
    for (const name of ['print.plain', 'print.trustNames']) await platen.changeSetting(name, true);
    // Who the requests of test/support/ipp-request.ts say they are.
    await platen.addUser('test@example.test');
    return { platen, port: platen.server.httpPort, stop: () => platen.stop() };
  } catch (error) {
    await platen.stop();
    throw error;
  }
};

/** One whole HTTP request, for the load generator. `close`: the connection is to end with the answer. */
export const ippOverHttp = (
  options: IppRequestOptions & { readonly path: string; readonly close?: boolean },
): Buffer => {
  const { port, path, host = '127.0.0.1', document = Buffer.alloc(0), close = false } = options;
  const header = ippRequestHeader(options);
  const length = header.length + document.length;
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nContent-Type: application/ipp\r\n${close ? 'Connection: close\r\n' : ''}Content-Length: ${length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), header, document]);
};
