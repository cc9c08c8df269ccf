// platen serve: becomes the server itself.
import { defineCommand } from '../command.ts';

/** Option -> variable of the environment that config.ts reads; there is no second way to configure. */
const VARIABLES = {
  host: 'PLATEN_HOST',
  'http-port': 'PLATEN_HTTP_PORT',
  'https-port': 'PLATEN_HTTPS_PORT',
} as const;

export const serve = defineCommand({
  name: 'serve',
  summary: 'Run the server for real use.',
  positionals: [],
  options: {
    host: { value: 'ADDRESS', help: 'Where to listen; else PLATEN_HOST.' },
    'http-port': { value: 'PORT', help: 'Else PLATEN_HTTP_PORT.' },
    'https-port': { value: 'PORT', help: 'Else PLATEN_HTTPS_PORT.' },
  },
  notes: [
    'Stays until it is stopped (Ctrl-C, or SIGTERM from systemd). The database is chosen with',
    'PLATEN_DATABASE_URL, which is not an option because it may hold a password.',
  ],
  run: async (call) => {
    const variables: Record<string, string> = {};
    for (const [name, variable] of Object.entries(VARIABLES) as [keyof typeof VARIABLES, string][]) {
      const value = call.options[name];
      if (value !== undefined) variables[variable] = value;
    }
    if (call.dataDir !== undefined) variables['PLATEN_DATA_DIR'] = call.dataDir;
    await call.become('serve', variables);
    return undefined;
  },
});
