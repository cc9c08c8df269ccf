// Runs a command line inside the test, with everything it writes kept apart.

import { COMMANDS } from '@platen/edge-server/cli/commands';
import { processAlive } from '@platen/edge-server/cli/find-server';
import { runCli, type World } from '@platen/edge-server/cli/run-cli';

export interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** 2031-05-14 12:00 local time: the tests' today. */
export const NOW = new Date(2031, 4, 14, 12, 0).getTime();

export async function runPlaten(args: readonly string[], world: Partial<World> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCli(
    {
      args,
      dataDirVariable: undefined,
      cwd: '/nowhere',
      home: '/nowhere',
      uid: process.getuid?.(),
      alive: processAlive,
      now: () => NOW,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      width: undefined,
      errWidth: undefined,
      interrupt: () => new AbortController().signal,
      become: async () => undefined,
      ...world,
    },
    COMMANDS,
  );
  return { code, out, err };
}
