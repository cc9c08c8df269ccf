// Keeps a virtual MFD running beside the server and registered like any other printer: delivery cannot tell it from a real one.
import type { App, VirtualDevice } from '../app.ts';
import { listPrinters, type PrinterRow } from '../devices/printers.ts';
import type { RenderHost } from '../render/render-host.ts';
import { startVirtualMfd, type VirtualMfd } from '../virtual-mfd/server.ts';

/** Where it listens; another free one when this is taken. Not 631, which real print servers use. */
const PORT = 8631;
const NAME = 'Reception MFD';
const SOURCE = 'training';

export interface Training {
  readonly printer: PrinterRow;
  readonly device: (printerId: string) => VirtualDevice | undefined;
  readonly close: () => Promise<void>;
}

export async function openTraining(app: App, dataDir: string, render: RenderHost): Promise<Training> {
  const start = (port: number) =>
    startVirtualMfd({
      dataDir,
      port,
      name: NAME,
      now: app.clock.now,
      newUuid: app.ids.uuid,
      pageCount: (path) => countPages(render, path),
      log: (line) => app.log.debug(line, { part: 'virtual MFD' }),
    });
  const mfd = await start(PORT).catch(() => start(0));
  const printer = await register(app, mfd.uri);
  const device = deviceOf(mfd);
  return {
    printer,
    device: (id) => (id === printer.id ? device : undefined),
    close: () => mfd.stop(),
  };
}

async function countPages(render: RenderHost, path: string): Promise<number> {
  const outcome = await render.inspect({ kind: 'file', path }, 'application/pdf', { colourBudgetMs: 0 });
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.pages;
}

/** The printer of an earlier start, with its address of today; or a new one. */
async function register(app: App, uri: string): Promise<PrinterRow> {
  const known = (await app.db.read(listPrinters)).find((row) => row.source === SOURCE);
  if (known === undefined) {
    return app.printers.add({ name: NAME, uri, location: 'Virtual printer, for trying out' }, {}, SOURCE);
  }
  return known.uri === uri ? known : app.printers.change(known.id, { uri });
}

function deviceOf(mfd: VirtualMfd): VirtualDevice {
  return {
    state: async () => ({
      condition: mfd.condition().kind,
      trays: mfd
        .trays()
        .map(({ label, media, level, capacity }) => ({ name: label, media, level, capacity })),
      prints: (await mfd.prints()).map((print) => ({
        id: String(print.id),
        title: print.name,
        mediaType: print.documentFormat,
        pages: print.pages,
        at: print.completedAt,
        user: print.user,
        options: print.attributes.map(({ name, values }) => `${name}: ${values.join(', ')}`),
      })),
    }),
    change: async ({ condition, fillTrays }) => {
      if (fillTrays === true) mfd.fillTrays();
      if (condition !== undefined) await mfd.setCondition({ kind: condition });
    },
    print: async (id) => {
      const found = /^\d{1,9}$/.test(id) ? await mfd.openPrint(Number(id)) : undefined;
      return found === undefined
        ? undefined
        : { document: found.document, mediaType: found.print.documentFormat };
    },
  };
}
