// Printers in the console and on the command line: registering, changing, panel keys, and the virtual MFD's controls.
import { Readable } from 'node:stream';
import {
  AdminPrinter,
  AdminPrinters,
  CredentialsChange,
  PrinterAdd,
  PrinterChange,
  PrinterImport,
  PrinterImported,
  ProfileChoices,
  VirtualChange,
  VirtualState,
} from '@platen/shared/api/admin';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import { DeviceIdentity } from '@platen/shared/device';
import { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { deviceFileOf } from '../../devices/device-file-of.ts';
import { checkPrinterUri } from '../../devices/printer-address.ts';
import { findPrinter, isDeclared, listPrinters, type PrinterRow } from '../../devices/printers.ts';
import { countRunningAt } from '../../flow/store/releases.ts';
import { type CallerOf, defineRoute, type Route } from '../route.ts';
import { adminPrinterView } from '../views/printer-view.ts';

/** A list in the console may show a condition this old while fresh ones are fetched. */
const LOOK_AGE_MS = 5_000;
const Probe = v.object({ uri: v.pipe(v.string(), v.maxLength(500)) });
const Probed = v.object({
  capabilities: PrinterCapabilities,
  condition: PrinterCondition,
  identity: DeviceIdentity,
  /** A device profile as text, to be pasted into a file. */
  profile: v.string(),
});

export function adminPrinterRoutes(app: App): Route[] {
  /** The address of a panel holds its key: whoever may only look is not told. */
  const view = async (row: PrinterRow, { scopes }: Pick<CallerOf['admin'], 'scopes'>) =>
    adminPrinterView(row, {
      looked: app.watch.look(row, LOOK_AGE_MS),
      panelPath: scopes.has('printers:change') ? app.printers.panelPath(row) : '',
      waiting: await app.db.read((tx) => countRunningAt(tx, row.id)),
      virtual: app.virtual(row.id) !== undefined,
      credentials: app.printers.credentialsOf(row),
      family: app.profileOf(row).name,
      lifeCount: app.lifeCountOf(row.id),
    });
  const from = (caller: { readonly session?: unknown }) =>
    caller.session === undefined ? 'command line' : 'console';
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
      scope: 'printers:read',
      summary: 'All printers with their condition.',
      reply: AdminPrinters,
      handle: async ({ caller }) => {
        const rows = await app.db.read(listPrinters);
        const printers = await Promise.all(rows.map((row) => view(row, caller)));
        return { printers, mistakes: [...app.deviceFiles.mistakes()] };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/probe',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Ask an address what it is, without registering it.',
      body: Probe,
      reply: Probed,
      handle: async ({ body, signal }) => {
        const uri = checkPrinterUri(body.uri);
        const { capabilities, condition, identity, proposal } = await app.probe(uri, signal);
        return { capabilities, condition, identity, profile: proposal };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Register a printer. It is asked first; an ipps address has its certificate pinned.',
      status: 201,
      body: PrinterAdd,
      reply: AdminPrinter,
      handle: async ({ caller, body, signal }) => {
        const facts = await app.probe(checkPrinterUri(body.uri), signal, body.profile);
        const row = await app.printers.add(body, facts, from(caller));
        await note(caller.who, 'added printer', row.id);
        return view(row, caller);
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/api/admin/printers/:id',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Change a printer. A new address is asked, and its certificate pinned, anew.',
      body: PrinterChange,
      reply: AdminPrinter,
      handle: async ({ caller, body, params, signal }) => {
        const id = params['id'] ?? '';
        const { uri } = body;
        const facts =
          uri === undefined ? undefined : await app.probe(checkPrinterUri(uri), signal, body.profile);
        const edited = await app.printers.edit(id, body, from(caller));
        const row =
          facts === undefined
            ? edited
            : await app.printers.change(id, {
                tlsPin: facts.tlsPin ?? null,
                capabilities: facts.capabilities,
                identity: facts.identity,
              });
        app.watch.forget(id);
        await note(caller.who, 'changed printer', id);
        // Who may be signed in without a code is worth a line of its own.
        if (body.deviceSignIn !== undefined) {
          const act = body.deviceSignIn ? 'began to believe' : 'no longer believes';
          await note(caller.who, `${act} who is signed in at printer`, id);
        }
        return view(row, caller);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/printers/:id',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Remove a printer; its panel address stops working.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const id = params['id'] ?? '';
        if ((await app.db.read((tx) => countRunningAt(tx, id))) > 0) {
          throw new AppError('conflict', { detail: 'documents are on their way to it' });
        }
        const declared = await app.db.read((tx) => findPrinter(tx, id));
        if (declared !== undefined && isDeclared(declared)) {
          throw new AppError('printer-declared', { field: 'printer', source: declared.source });
        }
        await app.printers.remove(id);
        app.watch.forget(id);
        await note(caller.who, 'removed printer', id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/printers/:id/credentials',
      role: 'admin',
      scope: 'printers:change',
      summary:
        "The device's SNMP access and administrator: what is absent stays, null goes. Never shown again.",
      body: CredentialsChange,
      reply: AdminPrinter,
      handle: async ({ caller, body, params }) => {
        const row = await app.printers.setCredentials(params['id'] ?? '', body);
        app.watch.forget(row.id);
        await note(caller.who, 'changed the credentials of printer', row.id);
        return view(row, caller);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/import',
      role: 'admin',
      scope: 'printers:change',
      summary: 'Register the printers of a device file. Nothing is registered while it has mistakes.',
      body: PrinterImport,
      reply: PrinterImported,
      handle: async ({ caller, body }) => {
        const { added, known, mistakes } = await app.deviceFiles.importText(body.text, from(caller));
        for (const row of added) await note(caller.who, 'imported printer', row.id);
        return { added: added.map(({ name }) => name), known: [...known], mistakes: [...mistakes] };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/export',
      role: 'admin',
      scope: 'printers:read',
      summary: 'All printers as a device file, without credentials.',
      rawReply: 'application/json',
      handle: async () => {
        const rows = await app.db.read(listPrinters);
        return new Response(deviceFileOf(rows), {
          headers: {
            'content-type': 'application/json',
            'content-disposition': 'attachment; filename="printers.json"',
          },
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/profiles',
      role: 'admin',
      scope: 'printers:read',
      summary: 'The device profiles there are: shipped, and of this site.',
      reply: ProfileChoices,
      handle: async () => ({
        profiles: app.deviceFiles
          .profiles()
          .map(({ id, name }) => ({ id, name, own: app.deviceFiles.isOwn(id) })),
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/panel-key',
      role: 'admin',
      scope: 'printers:change',
      summary: 'A new panel address for the device; the old one stops working.',
      reply: AdminPrinter,
      handle: async ({ caller, params }) => {
        const row = await app.printers.renewPanelKey(params['id'] ?? '');
        await note(caller.who, 'renewed the panel key of printer', row.id);
        return view(row, caller);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/printers/:id/virtual',
      role: 'admin',
      scope: 'printers:read',
      summary: 'The virtual MFD: condition, trays, what it printed.',
      reply: VirtualState,
      handle: async ({ params }) => virtual(params['id']).state(),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/printers/:id/virtual',
      role: 'admin',
      scope: 'printers:change',
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
      scope: 'printers:change',
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
