// platen printer add: registers a printer; the server asks it first what it is.
import { AdminPrinter } from '@platen/shared/api/admin';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

export const printerAdd = defineCommand({
  name: 'printer add',
  summary: 'Register a printer.',
  positionals: [{ name: 'URI' }],
  options: {
    name: { value: 'NAME', help: 'What people call it. Needed.' },
    alias: { value: 'WORD', help: 'A short name.' },
    location: { value: 'TEXT', help: 'Where it stands.' },
    site: { value: 'TEXT', help: 'The building or branch.' },
    'allow-http': { help: 'Its panel may use plain HTTP, if the site allows that too.' },
  },
  notes: [
    'The printer is asked before it is registered, so it has to be switched on. The certificate of an',
    'ipps address is pinned: a printer that shows another one later is not trusted.',
    'Example: platen printer add ipps://10.0.0.20/ipp/print --name "Copy room" --location "2nd floor"',
  ],
  run: async (call) => {
    const [uri] = call.given;
    const { name, alias, location, site, 'allow-http': allowHttp } = call.options;
    if (name === undefined) throw usageError('--name is missing.', 'Say what people call it: --name NAME.');
    const printer = await call.api.post(
      '/api/admin/printers',
      {
        uri,
        name,
        ...(alias === undefined ? {} : { alias }),
        ...(location === undefined ? {} : { location }),
        ...(site === undefined ? {} : { site }),
        ...(allowHttp ? { allowHttp } : {}),
      },
      AdminPrinter,
    );
    const model = printer.capabilities?.makeAndModel ?? '';
    return {
      json: { printer },
      lines: [
        `Registered ${printer.name}${model === '' ? '' : ` (${model})`} as ${printer.id}. ${printer.sentence}`,
        ...(printer.tlsPin === undefined ? [] : [`Its certificate is pinned: ${printer.tlsPin}`]),
        `For the browser of its panel, on this server: ${printer.panelPath}`,
      ],
    };
  },
});
