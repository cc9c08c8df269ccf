// A computer that prints through CUPS: a throw-away scheduler with driverless queues, `lp` and `lpstat`.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startCupsd } from '../servers/cupsd.ts';

const run = promisify(execFile);

export interface CupsClient {
  /** A driverless queue to one of our addresses. */
  readonly addQueue: (queue: string, address: string) => Promise<void>;
  /** @returns the number of the computer's own job. */
  readonly print: (queue: string, file: string, ...more: readonly string[]) => Promise<string>;
  /** Jobs that the computer's own queue shows, as `lpstat` names them: "hold-1". */
  readonly waiting: (queue: string) => Promise<readonly string[]>;
  /** `lpstat -l -p`: what the queue says of itself. */
  readonly says: (queue: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export async function startCupsClient(): Promise<CupsClient> {
  const cups = await startCupsd();
  const at = ['-h', `127.0.0.1:${cups.port}`];
  const out = async (command: string, ...args: string[]): Promise<string> =>
    (await run(command, [...at, ...args])).stdout;
  return {
    addQueue: async (queue, address) => {
      await out('lpadmin', '-p', queue, '-E', '-v', address, '-m', 'everywhere');
    },
    print: async (queue, file, ...more) => {
      const said = await out('lp', '-d', queue, ...more, file);
      return /request id is (\S+)/.exec(said)?.[1] ?? said;
    },
    waiting: async (queue) =>
      (await out('lpstat', '-o', queue)).split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []),
    says: (queue) => out('lpstat', '-l', '-p', queue),
    stop: cups.stop,
  };
}
