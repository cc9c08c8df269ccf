// The power of the virtual MFD: its port is open and its engine runs, or neither.
import { endJob } from './end-job.ts';
import { type Listener, openListener } from './listener.ts';
import { runMarkingEngine } from './marking-engine.ts';
import { answerRequest } from './operations/answer-request.ts';
import { unfinishedJobs, type VirtualJob } from './state.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export type PowerSwitch = {
  /** Rejects when the port cannot be had. Gives the port, which is the same every time. */
  on(): Promise<number>;
  /** As pulling the plug: connections are cut, the job on the engine ends with the pages it has. */
  off(): Promise<void>;
};

export function powerSwitch(
  printer: VirtualPrinter,
  address: { readonly host: string; readonly port: number; readonly path: string },
): PowerSwitch {
  let { port } = address;
  let running:
    | { readonly power: AbortController; readonly listener: Listener; readonly engine: Promise<void> }
    | undefined;

  return {
    async on() {
      if (running !== undefined) return port;
      const listener = await openListener({
        ...address,
        port,
        about: `${printer.name}: a virtual printer for trying out.`,
        log: printer.log,
        answer: (message, document) => answerRequest(printer, message, document),
      });
      port = listener.port;
      printer.state.startedAt = printer.now();
      const power = new AbortController();
      running = { power, listener, engine: runMarkingEngine(printer, power.signal) };
      return port;
    },
    async off() {
      if (running === undefined) return;
      const { power, listener, engine } = running;
      running = undefined;
      power.abort();
      await listener.close();
      await engine;
      // Queued jobs lie on its disk and outlast the power; those that wait for octets do not.
      await abortJobs(printer, (job) => job.state === 'pending-held');
    },
  };
}

export async function abortJobs(printer: VirtualPrinter, which: (job: VirtualJob) => boolean): Promise<void> {
  for (const job of unfinishedJobs(printer.state).filter(which)) {
    await endJob(printer, job, 'aborted', 'aborted-by-system');
  }
}
