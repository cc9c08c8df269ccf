// The server as a whole: storage, app, listeners, the file that tells the command line where it is. main.ts and the tests use it.
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { plainHttpUse } from '@platen/shared/wire';
import { buildApi } from './api/build-api.ts';
import type { App } from './app.ts';
import { buildApp } from './build-app.ts';
import type { Config } from './config.ts';
import { officeSettings, openRooms } from './convert-rooms.ts';
import { certificateNames } from './network-names.ts';
import { openIpp } from './open-ipp.ts';
import { type Effects, openStorage } from './open-storage.ts';
import type { ServerCertificate } from './platform/certificate.ts';
import { openCertificateStore } from './platform/certificate-store.ts';
import { durableWrite } from './platform/durable-write.ts';
import { type Listener, listen } from './platform/listen.ts';
import type { OpenLog } from './platform/log.ts';
import { openNegotiate } from './platform/negotiate.ts';
import { makePrintPort } from './print-port.ts';
import { makePrintingApp } from './printing-app.ts';
import type { RenderHost } from './render/render-host.ts';
import { findSandbox } from './sandbox/find-sandbox.ts';
import { openTraining, type Training } from './try-out/training.ts';

/** Running answers get this long to end when the server is told to stop. */
const GRACE_MS = 5_000;

export interface ServerOptions {
  readonly config: Config;
  readonly log: OpenLog;
  readonly version: string;
  /** Where panel-app was built to. */
  readonly staticDir: string;
  readonly effects?: Effects;
  readonly render?: RenderHost;
  /** Keys that may sign licences instead of those of this version, for tests. */
  readonly licenceKeys?: readonly string[];
}

export interface Server {
  readonly app: App;
  readonly httpPort: number | undefined;
  readonly httpsPort: number | undefined;
  /** Where only printing is listened for, at this moment. */
  readonly printPort: () => number | undefined;
  /** Has it follow the settings at once; by itself it does within seconds. */
  readonly followPrintPort: () => Promise<void>;
  readonly certificate: ServerCertificate | undefined;
  readonly training: Training | undefined;
  /** The one-time link's token while there is no administrator. */
  readonly setupToken: string | undefined;
  readonly operatorToken: string;
  readonly stop: () => Promise<void>;
}

/** Rejects with a sentence for the operator when anything cannot be opened; what was opened is closed again. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { config, log } = options;
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const close of undo.splice(0).reverse()) await close();
  };
  try {
    // Both at once: trying the sandbox takes about as long as opening the database.
    const [storage, sandbox] = await Promise.all([openStorage(config, log, options.effects), findSandbox()]);
    undo.push(storage.close);
    const rooms = await openRooms({
      sandbox,
      dataDir: config.dataDir,
      log: log.child({ area: 'documents' }),
      settings: () => officeSettings(storage.deps.settings()),
      render: options.render,
    });
    undo.push(rooms.close);
    const { clock, ids } = storage.deps;

    const certificates =
      config.httpsPort === undefined
        ? undefined
        : await openCertificateStore({
            dataDir: config.dataDir,
            names: certificateNames,
            clock,
            log: log.child({ area: 'server' }),
          });
    undo.push(() => certificates?.stop());
    const listeners: { http?: Listener; https?: Listener } = {};
    const negotiate = openNegotiate({
      log: log.child({ area: 'people' }),
      keytab: () => storage.deps.settings().print.keytab,
    });
    const printPort = makePrintPort({
      host: config.host,
      wanted: config.ippPort,
      certificate: () => certificates?.now(),
      settings: storage.deps.settings,
      clock,
      log: log.child({ area: 'server' }),
      answer: (request, response) => answerPrinting(request, response),
    });
    undo.push(printPort.stop);
    let training: Training | undefined;
    let started = false;
    const operatorToken = ids.token();
    const built = buildApp(storage, {
      config,
      version: options.version,
      rooms,
      operatorToken,
      started: () => started,
      certificate: () => certificates?.now().description,
      certificates,
      httpsPort: () => listeners.https?.port,
      ippPorts: () => ({
        ipps: printPort.port() ?? listeners.https?.port,
        ipp:
          plainHttpUse(storage.deps.settings()).print !== 'none'
            ? (printPort.port() ?? listeners.http?.port)
            : undefined,
      }),
      ownPorts: () =>
        [listeners.http?.port, listeners.https?.port, printPort.port()].filter((port) => port !== undefined),
      printing: makePrintingApp({ port: printPort, negotiate, settings: storage.deps.settings }),
      virtual: (id) => training?.device(id),
      licenceKeys: options.licenceKeys,
      recentLog: log.recent,
    });
    const { app } = built;
    if (config.mode === 'try' || storage.deps.settings().site.trainingPrinter) {
      training = await openTraining(app, join(config.dataDir, 'training-printer'), rooms.render);
      undo.push(() => training?.close());
    }
    await built.start();
    undo.push(built.stop);

    const listener = getRequestListener(buildApi(app, options.staticDir).fetch);
    const ipp = openIpp(app, negotiate);
    const answerPrinting = (request: IncomingMessage, response: ServerResponse): void => {
      if (ipp.takes(request)) ipp.answer(request, response);
      // Nothing but printing is here: pages are on HTTPS's port.
      else response.writeHead(404, { connection: 'close', 'content-length': 0 }).end();
    };
    const answer = (...[request, response]: Parameters<typeof listener>): void => {
      if (ipp.takes(request as IncomingMessage)) {
        ipp.answer(request as IncomingMessage, response as ServerResponse);
      } else void listener(request, response);
    };
    const { host, httpPort, httpsPort } = config;
    const serverFile = join(config.dataDir, 'run', 'server.json');
    const tell = () =>
      tellCommandLine(serverFile, config.host, listeners, operatorToken, certificates?.now());
    if (httpsPort !== undefined && certificates !== undefined) {
      const { cert, key } = certificates.now();
      const https = await listen({ host, port: httpsPort, tls: { cert, key }, listener: answer });
      listeners.https = https;
      undo.push(() => https.close(GRACE_MS));
      undo.push(
        certificates.onChange((next) => {
          https.setCertificate(next.cert, next.key);
          printPort.setCertificate(next.cert, next.key);
          return tell();
        }),
      );
    }
    if (httpPort !== undefined) {
      const http = await listen({ host, port: httpPort, listener: answer });
      listeners.http = http;
      undo.push(() => http.close(GRACE_MS));
    }

    app.advertiser.start();
    undo.push(app.advertiser.stop);

    await printPort.follow();

    const setupToken = await app.admins.offerSetup();
    undo.push(() => rm(serverFile, { force: true }));
    // First of all: who follows the log, or changes, would keep a listener from closing.
    undo.push(log.recent.release, app.live.close);
    await tell();
    started = true;
    return {
      app,
      httpPort: listeners.http?.port,
      httpsPort: listeners.https?.port,
      printPort: printPort.port,
      followPrintPort: printPort.follow,
      certificate: certificates?.now(),
      training,
      setupToken,
      operatorToken,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Writes run/server.json, by which the command line on this machine finds and trusts the server. */
async function tellCommandLine(
  path: string,
  host: string,
  listeners: { readonly http?: Listener; readonly https?: Listener },
  token: string,
  certificate: ServerCertificate | undefined,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Loopback where every interface is listened on: the token then crosses no network.
  const name = host === '::' || host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const { http, https } = listeners;
  const url = https === undefined ? `http://${name}:${http?.port ?? 0}` : `https://${name}:${https.port}`;
  const facts = {
    pid: process.pid,
    url,
    token,
    ...(certificate === undefined
      ? {}
      : { certificateSha256: certificate.description.sha256.replaceAll(':', '').toLowerCase() }),
  };
  await durableWrite(path, Buffer.from(`${JSON.stringify(facts)}\n`));
}
