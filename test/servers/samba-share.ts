// A throw-away Samba with one print share on loopback, as smb.conf is given; for `smbclient`.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assertRunning, startDaemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

export type SambaShare = {
  readonly port: number;
  readonly config: string;
  /** Where what is printed is put before it is handed over. */
  readonly spool: string;
  /** Prints a file with smbclient, without a password; rejects with what it said. */
  print(user: string, share: string, file: string): Promise<string>;
  readonly log: () => Promise<string>;
  stop(): Promise<void>;
};

const run = promisify(execFile);

/** @param share the section of smb.conf, told the spool folder. */
export const startSambaShare = async (share: (spool: string) => Promise<string>): Promise<SambaShare> => {
  const home = await tempDir('smb');
  const directory = home.path;
  const port = await freePort();
  const spool = join(directory, 'spool');
  for (const folder of ['spool', 'lock', 'state', 'cache', 'private', 'pid', 'rpc'])
    await mkdir(join(directory, folder));
  await chmod(directory, 0o755);
  await chmod(spool, 0o1777);
  const config = join(directory, 'smb.conf');
  await writeFile(
    config,
    `[global]
  server role = standalone server
  smb ports = ${port}
  interfaces = 127.0.0.1/8
  bind interfaces only = yes
  lock directory = ${directory}/lock
  state directory = ${directory}/state
  cache directory = ${directory}/cache
  private dir = ${directory}/private
  pid directory = ${directory}/pid
  ncalrpc dir = ${directory}/rpc
  passdb backend = tdbsam:${directory}/private/passdb.tdb
  load printers = no
  map to guest = Bad User
  log level = 1

${await share(spool)}
`,
  );
  const daemon = await startDaemon({
    command: 'smbd',
    args: ['-F', '--no-process-group', '-s', config, '--debug-stdout'],
    logFile: join(directory, 'smbd.log'),
  });
  const stop = async (): Promise<void> => {
    await daemon.stop();
    await home.remove();
  };
  try {
    await waitUntil(
      async () => {
        await assertRunning(daemon, 'smbd');
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.destroy();
        return true;
      },
      { what: 'smbd to listen' },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    config,
    spool,
    log: () => daemon.log(),
    async print(user, name, file) {
      const args = [
        '-s',
        config,
        '-p',
        String(port),
        '-U',
        `${user}%`,
        `//127.0.0.1/${name}`,
        '-c',
        `print ${file}`,
      ];
      const { stdout, stderr } = await run('smbclient', args);
      return stdout + stderr;
    },
    stop,
  };
};
