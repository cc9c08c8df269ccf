// Printers in the console and on the command line: registering, changing, panel keys, and the virtual MFD's controls.
import { Readable } from 'node:stream';
import {
  AdminPrinter,
  AdminPrinters,
  PrinterAdd,
  PrinterChange,
  VirtualChange,
  VirtualState,
} from '@platen/shared/api/admin';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { checkPrinterUri, findPrinter, listPrinters, type PrinterRow } from '../../devices/printers.ts';
import { countRunningAt } from '../../flow/store/releases.ts';
import { defineRoute, type Route } from '../route.ts';
import { adminPrinterView } from '../views/printer-view.ts';

/** A list in the console may show a condition this old while fresh ones are fetched. */
const LOOK_AGE_MS = 5_000;
const Probe = v.object({ uri: v.pipe(v.string(), v.maxLength(500)) });
const Probed = v.object({ capabilities: PrinterCapabilities, condition: PrinterCondition });

export function adminPrinterRoutes(app: App): Route[] {
  const view = async (row: PrinterRow) =>
    adminPrinterView(row, {
      looked: app.watch.look(row, LOOK_AGE_MS),
      panelPath: app.printers.panelPath(row),
      waiting: await app.db.read((tx) => countRunningAt(tx, row.id)),
      virtual: app.virtual(row.id) !== undefined,
    });
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));
  const virtual = (id: string | undefined) => {
    const device = app.virtual(id ?? '');
    if (device === undefined) throw new AppError('not-found', { what: 'virtual printer' });
    return device;
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers',
      role: 'admin',
      summary: 'All printers with their condition.',
      reply: AdminPrinters,
      handle: async () => {
        const rows = await app.db.read(listPrinters);
        return { printers: await Promise.all(rows.map(view)) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/probe',
      role: 'admin',
      summary: 'Ask an address what it is, without registering it.',
      body: Probe,
      reply: Probed,
      handle: async ({ body, signal }) => {
        const { capabilities, condition } = await app.probe(checkPrinterUri(body.uri), signal);
        return { capabilities, condition };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers',
      role: 'admin',
      summary: 'Register a printer. It is asked first; an ipps address has its certificate pinned.',
      status: 201,
      body: PrinterAdd,
      reply: AdminPrinter,
      handle: async ({ caller, body, signal }) => {
        const facts = await app.probe(checkPrinterUri(body.uri), signal);
        const source = caller.session === undefined ? 'command line' : 'console';
        const row = await app.printers.add(body, facts, source);
        await note(caller.who, 'added printer', row.id);
        return view(row);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/printers/:id',
      role: 'admin',
      summary: 'Change a printer. A new address is asked, and its certificate pinned, anew.',
      body: PrinterChange,
      reply: AdminPrinter,
      handle: async ({ caller, body, params, signal }) => {
        const id = params['id'] ?? '';
        const { uri, ...rest } = body;
        const facts = uri === undefined ? undefined : await app.probe(checkPrinterUri(uri), signal);
        // Another address is another device: what was pinned for the old one must not vouch for it.
        const address =
          uri === undefined || facts === undefined
            ? {}
            : { uri: checkPrinterUri(uri), tlsPin: facts.tlsPin ?? null, capabilities: facts.capabilities };
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        const row = await app.printers.change(id, { ...given, ...address });
        app.watch.forget(id);
        await note(caller.who, 'changed printer', id);
        return view(row);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/printers/:id',
      role: 'admin',
      summary: 'Remove a printer; its panel address stops working.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        if ((await app.db.read((tx) => countRunningAt(tx, id))) > 0) {
          throw new AppError('conflict', { detail: 'documents are on their way to it' });
        }
        await app.printers.remove(id);
        app.watch.forget(id);
        await note(caller.who, 'removed printer', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/panel-key',
      role: 'admin',
      summary: 'A new panel address for the device; the old one stops working.',
      reply: AdminPrinter,
      handle: async ({ caller, params }) => {
        const row = await app.printers.renewPanelKey(params['id'] ?? '');
        await note(caller.who, 'renewed the panel key of printer', row.id);
        return view(row);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/:id/virtual',
      role: 'admin',
      summary: 'The virtual MFD: condition, trays, what it printed.',
      reply: VirtualState,
      handle: async ({ params }) => virtual(params['id']).state(),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/virtual',
      role: 'admin',
      summary: 'Tell the virtual MFD to be out of paper, jammed, slow, off or ready, or fill its trays.',
      body: VirtualChange,
      reply: VirtualState,
      handle: async ({ body, params }) => {
        const device = virtual(params['id']);
        await device.change(body);
        app.watch.forget(params['id'] ?? '');
        return device.state();
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/:id/virtual/prints/:print',
      role: 'admin',
      summary: 'What the virtual MFD put on paper.',
      rawReply: 'application/pdf',
      handle: async ({ params }) => {
        const row = await app.db.read((tx) => findPrinter(tx, params['id'] ?? ''));
        const print = await virtual(row?.id).print(params['print'] ?? '');
        if (print === undefined) throw new AppError('not-found', { what: 'print' });
        const body = Readable.toWeb(print.document) as ReadableStream<Uint8Array>;
        return new Response(body, {
          headers: {
            'content-type': print.mediaType,
            'content-disposition': 'inline',
            // The browser's own PDF viewer needs neither scripts nor our origin.
            'content-security-policy':
              "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
          },
        });
      },
    }),
  ];
}
