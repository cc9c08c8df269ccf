// platen convert-server: becomes a server that converts documents for an edge server elsewhere.
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

/** Option -> variable of the environment that convert-server/config.ts reads; there is no second way to configure. */
const VARIABLES = {
  from: 'PLATEN_CONVERT_FROM',
  'token-file': 'PLATEN_CONVERT_TOKEN_FILE',
  pin: 'PLATEN_CONVERT_PIN',
  parallel: 'PLATEN_CONVERT_PARALLEL',
} as const;

export const convertServer = defineCommand({
  name: 'convert-server',
  summary: 'Convert documents for an edge server elsewhere.',
  positionals: [],
  options: {
    from: { value: 'URL', help: 'The edge server, https://HOST:PORT; else PLATEN_CONVERT_FROM.' },
    'token-file': {
      value: 'FILE',
      help: 'With the token of "platen converter add"; else PLATEN_CONVERT_TOKEN_FILE.',
    },
    pin: {
      value: 'SHA256',
      help: "Its certificate's fingerprint, where no authority vouches for it; else PLATEN_CONVERT_PIN.",
    },
    parallel: { value: 'N', help: 'Documents at a time, 2 unless told; else PLATEN_CONVERT_PARALLEL.' },
  },
  notes: [
    'Stays until it is stopped (Ctrl-C, or SIGTERM from systemd). Nothing of a document stays on this machine.',
    'To have the edge server leave conversion to such servers alone, switch "Convert on this server" off in its settings.',
  ],
  run: async (call) => {
    const variables: Record<string, string> = {};
    for (const [name, variable] of Object.entries(VARIABLES) as [keyof typeof VARIABLES, string][]) {
      const value = call.options[name];
      if (value !== undefined) variables[variable] = value;
    }
    if (call.options.from?.startsWith('http:') === true) {
      throw usageError('Documents cross the network in the clear there.', 'Give an https:// address.');
    }
    await call.become('convert-server', variables);
    return undefined;
  },
});
