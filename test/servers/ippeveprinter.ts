// A real IPP Everywhere printer on loopback: ippeveprinter of CUPS, with its own bus, spool and certificate folder.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IppAttributes } from '@platen/edge-server/protocols/ipp/message';
import { attributesOf } from '@platen/edge-server/protocols/ipp/message';
import { assertRunning, type Daemon, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { ippRequest } from '../support/ipp-request.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startSystemBus } from './dbus.ts';
import {
  type PrinterFault,
  type ReceivedDocument,
  readReceived,
  writeCommand,
  writeFault,
} from './ippeveprinter-command.ts';

export type IppEvePrinterOptions = {
  readonly name?: string;
  /** document-format-supported. Excludes `attributeFile`. */
  readonly formats?: readonly string[];
  /** ipptool syntax, for everything the printer says of itself. Excludes `formats`. */
  readonly attributeFile?: string;
  /** Program run for each job instead of the built-in one; then `received` and `setFault` have no effect. */
  readonly command?: string;
};

export type IppEvePrinter = {
  readonly name: string;
  readonly port: number;
  /** ipp://localhost:PORT/ipp/print; ipps:// on the same port. */
  readonly uri: string;
  /** spool/ holds the documents as ippeveprinter names them, keys/ its certificate after the first TLS connection. */
  readonly directory: string;
  readonly received: () => Promise<readonly ReceivedDocument[]>;
  readonly setFault: (fault: PrinterFault) => Promise<void>;
  /** The printer group of Get-Printer-Attributes. */
  readonly attributes: () => Promise<IppAttributes>;
  readonly log: () => Promise<string>;
  /** Pulls the plug: SIGKILL. Port and name stay reserved for `powerOn`. */
  powerOff(): Promise<void>;
  /** Starts again on the same port, with job ids from 1 and printer-up-time from 0, as a device does. */
  powerOn(): Promise<void>;
  stop(): Promise<void>;
};

const DEFAULT_FORMATS = ['application/pdf', 'image/jpeg', 'image/pwg-raster', 'image/urf'];

/** Starts the printer and resolves when it answers Get-Printer-Attributes. */
export const startIppEvePrinter = async ({
  name = 'Test Printer',
  formats = DEFAULT_FORMATS,
  attributeFile,
  command,
}: IppEvePrinterOptions = {}): Promise<IppEvePrinter> => {
  const home = await tempDir('eve');
  const directory = home.path;
  for (const folder of ['spool', 'keys', 'jobs']) await mkdir(join(directory, folder));
  const bus = await startSystemBus(directory);
  const port = await freePort();
  const program = command ?? (await writeCommand(directory));
  const attributes = async (): Promise<IppAttributes> =>
    attributesOf(
      await ippRequest({ host: 'localhost', port, operation: 'Get-Printer-Attributes' }),
      'printer',
    );

  const launch = async (): Promise<Daemon> => {
    const daemon = await startDaemon({
      command: 'ippeveprinter',
      args: [
        ...['-p', String(port), '-n', 'localhost', '-r', 'off'],
        ...['-d', join(directory, 'spool'), '-K', join(directory, 'keys'), '-k', '-v'],
        ...['-c', program],
        // With -a the program takes no other description. A colour printer with duplex otherwise: 30 and 20 pages a minute.
        ...(attributeFile === undefined
          ? ['-s', '30,20', '-2', '-f', formats.join(',')]
          : ['-a', attributeFile]),
        name,
      ],
      env: bus.env,
      logFile: join(directory, 'ippeveprinter.log'),
    });
    try {
      await waitUntil(
        async () => {
          await assertRunning(daemon, 'ippeveprinter');
          return (await attributes()).length > 0;
        },
        { what: 'ippeveprinter to answer' },
      );
    } catch (error) {
      await daemon.stop('SIGKILL');
      throw error;
    }
    return daemon;
  };

  const removeAll = async (): Promise<void> => {
    await bus.stop();
    await home.remove();
  };
  let daemon: Daemon | undefined;
  try {
    daemon = await launch();
  } catch (error) {
    await removeAll();
    throw error;
  }
  const powerOff = async (): Promise<void> => {
    await daemon?.stop('SIGKILL');
    daemon = undefined;
  };
  return {
    name,
    port,
    uri: `ipp://localhost:${port}/ipp/print`,
    directory,
    attributes,
    received: () => readReceived(directory),
    setFault: (fault) => writeFault(directory, fault),
    log: async () => (await daemon?.log()) ?? '',
    powerOff,
    async powerOn() {
      await powerOff();
      daemon = await launch();
    },
    async stop() {
      await daemon?.stop();
      await removeAll();
    },
  };
};
