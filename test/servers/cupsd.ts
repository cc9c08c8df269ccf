// A throw-away CUPS scheduler on loopback, for queues to sockets or IPP printers and for comparing ourselves with it.
import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { printerStates } from '@platen/edge-server/protocols/ipp/codes';
import {
  attributesOf,
  findAttribute,
  integer,
  keyword,
  mimeMediaType,
  name,
} from '@platen/edge-server/protocols/ipp/message';
import { findCommand } from '../../scripts/setup/find-command.mjs';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { ippRequest } from '../support/ipp-request.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type HeldPrint = { readonly queue: string; readonly document: Buffer; readonly jobName?: string };

export type Cupsd = {
  readonly port: number;
  readonly pid: number;
  /** ipp://127.0.0.1:PORT/printers/QUEUE */
  readonly uriOf: (queue: string) => string;
  /** A raw queue (documents go on as they are) to a device URI such as socket://127.0.0.1:9100. */
  addQueue(queue: string, deviceUri: string): Promise<void>;
  /** Print-Job with job-hold-until=indefinite; resolves with the job id. */
  printHeld(print: HeldPrint): Promise<number>;
  /** Release-Job: CUPS starts to print. */
  release(jobId: number): Promise<void>;
  /** Whether the queue's printer-state is idle: nothing printing, nothing about to. */
  readonly isIdle: (queue: string) => Promise<boolean>;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

const run = promisify(execFile);

// MaxJobs 0: the default of 500 would refuse further held jobs. No access or page log, so that it works and does not write.
const schedulerConfig = (
  directory: string,
  port: number,
  durable: boolean,
): string => `Listen 127.0.0.1:${port}
Listen ${directory}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
LogLevel warn
${durable ? 'DirtyCleanInterval 0\n' : ''}MaxJobs 0
MaxClients 200
PreserveJobFiles No
PreserveJobHistory No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`;

const filesConfig = (
  directory: string,
  asRoot: boolean,
  durable: boolean,
): string => `ServerRoot ${directory}/etc
StateDir ${directory}/state
CacheDir ${directory}/cache
RequestRoot ${directory}/spool
TempDir ${directory}/spool/tmp
ServerKeychain ${directory}/ssl
AccessLog /dev/null
PageLog /dev/null
ErrorLog ${directory}/error.log
${durable ? 'SyncOnClose Yes\n' : ''}${asRoot ? 'User lp\nGroup lp\nSystemGroup root\n' : ''}`;

const idsOf = async (user: string): Promise<readonly [number, number]> => {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, user])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error(`this machine has no user ${user}`);
  return [uid, gid];
};

/**
 * Starts the scheduler and resolves when it answers.
 * @param options `durable`: it writes what it knows of a job at once and syncs it (cups-files.conf SyncOnClose, cupsd.conf DirtyCleanInterval);
 * without, as it is shipped, within half a minute and unsynced. Documents it never syncs.
 */
export const startCupsd = async ({ durable = false } = {}): Promise<Cupsd> => {
  const home = await tempDir('cups');
  const directory = home.path;
  const port = await freePort();
  const asRoot = process.getuid?.() === 0;
  const folders = ['etc', 'state', 'cache', 'spool', 'spool/tmp', 'ssl'];
  for (const folder of folders) await mkdir(join(directory, folder));
  // The scheduler refuses to run its filters as root.
  if (asRoot) {
    const [uid, gid] = await idsOf('lp');
    for (const folder of ['', ...folders]) await chown(join(directory, folder), uid, gid);
  }
  const files = join(directory, 'etc', 'cups-files.conf');
  const config = join(directory, 'etc', 'cupsd.conf');
  await writeFile(files, filesConfig(directory, asRoot, durable));
  await writeFile(config, schedulerConfig(directory, port, durable));

  const daemon = await startDaemon({
    command: 'cupsd',
    args: ['-f', '-c', config, '-s', files],
    logFile: join(directory, 'cupsd.log'),
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'cupsd');
        // With no queue yet every printer is unknown, but only a scheduler that is ready says so.
        const { code } = await ippRequest({
          port,
          path: '/printers/none',
          operation: 'Get-Printer-Attributes',
        });
        return code > 0;
      },
      { what: 'cupsd to answer' },
    );
  } catch (error) {
    await stop();
    throw error;
  }

  const uriOf = (queue: string): string => `ipp://127.0.0.1:${port}/printers/${queue}`;
  // Job operations go to the queue of the job; CUPS takes any path under /jobs.
  const onJob = async (operation: 'Release-Job', jobId: number): Promise<void> => {
    const { code } = await ippRequest({
      port,
      path: '/jobs/',
      operation,
      attributes: [integer('job-id', jobId)],
    });
    if (code !== 0) throw new Error(`${operation} of CUPS job ${jobId} answered 0x${code.toString(16)}`);
  };
  return {
    port,
    pid: daemon.pid,
    uriOf,
    log: async () => (await daemon.log()) + (await readFile(join(directory, 'error.log'), 'utf8')),
    async addQueue(queue, deviceUri) {
      const lpadmin = findCommand('lpadmin') ?? 'lpadmin';
      // Always -h: without it lpadmin talks to the CUPS of this machine.
      await run(lpadmin, ['-h', `127.0.0.1:${port}`, '-p', queue, '-E', '-v', deviceUri]);
    },
    async printHeld({ queue, document, jobName = 'held' }) {
      const answer = await ippRequest({
        port,
        path: `/printers/${queue}`,
        operation: 'Print-Job',
        attributes: [name('job-name', jobName), mimeMediaType('document-format', 'application/pdf')],
        jobAttributes: [keyword('job-hold-until', 'indefinite')],
        document,
      });
      const value = findAttribute(attributesOf(answer, 'job'), 'job-id')?.values[0];
      if (value?.syntax !== 'integer')
        throw new Error(`CUPS refused the job with 0x${answer.code.toString(16)}`);
      return value.value;
    },
    release: (jobId) => onJob('Release-Job', jobId),
    async isIdle(queue) {
      const answer = await ippRequest({
        port,
        path: `/printers/${queue}`,
        operation: 'Get-Printer-Attributes',
        attributes: [keyword('requested-attributes', 'printer-state')],
      });
      const state = findAttribute(attributesOf(answer, 'printer'), 'printer-state')?.values[0];
      return state?.syntax === 'enum' && state.value === printerStates.idle;
    },
    stop,
  };
};
