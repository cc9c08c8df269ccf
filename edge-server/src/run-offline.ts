// What the program does without being a server: backup of a stopped one, restore, proving a backup, upgrade. Wiring only; main.ts calls it.
import { execFile } from 'node:child_process';
import { lstat, readFile, readlink, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeArchive } from './backup/archive-write.ts';
import { writeBackupFile } from './backup/backup-folder.ts';
import { LEAST_PASSPHRASE } from './backup/backups.ts';
import { restore } from './backup/restore.ts';
import { type UpgradeSteps, upgrade } from './backup/upgrade.ts';
import { verifyBackup } from './backup/verify.ts';
import { backupFrames } from './backup/write-backup.ts';
import { readSecret } from './cli/read-secret.ts';
import type { Config } from './config.ts';
import { snapshotPostgres, snapshotSqlite } from './db/snapshot.ts';
import { lockDataDir } from './platform/data-lock.ts';
import { systemIds } from './platform/ids.ts';
import { refuseUnfinishedRestore } from './platform/unfinished-restore.ts';

const run = promisify(execFile);

export const OFFLINE_MODES = ['backup', 'backup-verify', 'restore', 'upgrade'] as const;
export type OfflineMode = (typeof OFFLINE_MODES)[number];

/** A slow disk, a large database, LibreOffice to be found: a server that is not ready by then will not be. */
const READY_MS = 120_000;
const ASK_EVERY_MS = 500;

export interface OfflineAsk {
  readonly mode: OfflineMode;
  readonly config: Config;
  readonly version: string;
  /** Behind the mode; see the commands in cli/commands/. */
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

/** @returns the exit code: 1 when the answer is no. Rejects with an Error whose message is for the person. */
export async function runOffline({ mode, config, version, args, say }: OfflineAsk): Promise<0 | 1> {
  const { dataDir, databaseUrl } = config;
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Stopped.')));
  process.once('SIGTERM', () => stop.abort(new Error('Stopped.')));
  const [first = '', second = '', third = ''] = args;
  const passphrase = async (): Promise<string> => {
    const text = await readSecret(second, 'Passphrase of the backup: ');
    if ([...text].length >= LEAST_PASSPHRASE) return text;
    throw new Error(`The passphrase has fewer than ${LEAST_PASSPHRASE} characters. Nothing was done.`);
  };
  switch (mode) {
    case 'backup': {
      refuseUnfinishedRestore(dataDir);
      const unlock = lockDataDir(dataDir);
      try {
        const about = { id: systemIds.id(), version, at: Date.now(), site: '' };
        const openSnapshot = () =>
          databaseUrl === undefined
            ? snapshotSqlite(join(dataDir, 'platen.db'))
            : snapshotPostgres(databaseUrl);
        const frames = backupFrames({ dataDir, openSnapshot, about, whole: true }, stop.signal);
        const bytes = await writeBackupFile(first, writeArchive(frames, await passphrase()));
        say(`${first}: ${bytes.toLocaleString('en')} bytes.`);
        return 0;
      } finally {
        unlock();
      }
    }
    case 'backup-verify': {
      const ask = {
        file: first,
        passphrase: await passphrase(),
        below: join(tmpdir(), `platen-${process.pid}`),
      };
      const { ok, sentence, manifest } = await verifyBackup({ ...ask, now: Date.now(), signal: stop.signal });
      say(`Made ${new Date(manifest.at).toISOString()} by Platen ${manifest.version} (${manifest.engine}).`);
      say(sentence);
      return ok ? 0 : 1;
    }
    case 'restore': {
      const documents = third !== 'without-documents';
      const ask = { file: first, passphrase: await passphrase(), dataDir, databaseUrl, documents };
      const done = await restore({ ...ask, now: Date.now(), signal: stop.signal });
      const counts = [
        many(done.users, 'user'),
        many(done.printers, 'printer'),
        many(done.held, 'waiting document'),
      ];
      say(`Restored into ${dataDir}: ${counts.join(', ')}.`);
      if (done.gone > 0)
        say(`${many(done.gone, 'document')} not brought back: the time was over, or they were left out.`);
      if (done.undecided > 0)
        say(`${many(done.undecided, 'document')} on the way to a printer: say in the console what came out.`);
      if (done.lost > 0)
        say(`${many(done.lost, 'document')} lost: deleted while the backup was made, or damaged.`);
      say('Now start the server.');
      return 0;
    }
    case 'upgrade': {
      const steps = await serviceSteps({ service: first, link: second, dataDir, version, say });
      const { kind } = await upgrade({ dataDir, databaseUrl, version, now: Date.now(), steps });
      return kind === 'done' ? 0 : 1;
    }
  }
}

const many = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** A systemd service that starts what a link points to. */
async function serviceSteps(about: {
  readonly service: string;
  readonly link: string;
  readonly dataDir: string;
  readonly version: string;
  readonly say: (line: string) => void;
}): Promise<UpgradeSteps> {
  const { service, dataDir, version, say } = about;
  const link = resolve(about.link);
  const here = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
  const facts = await lstat(link).catch(() => undefined);
  if (facts?.isSymbolicLink() !== true) {
    throw new Error(
      `${link} is not a link. Move the version that is there to a folder of its own and make ${link} a link to it.`,
    );
  }
  const old = resolve(link, '..', await readlink(link));
  if (old === here)
    throw new Error(`${link} points to this version already. Run the command of the new version.`);
  const systemctl = (act: 'start' | 'stop') => run('systemctl', [act, service]).then(() => undefined);
  let wanted = version;
  return {
    say,
    start: () => systemctl('start'),
    stop: () => systemctl('stop'),
    use: async (which) => {
      const target = which === 'new' ? here : old;
      wanted = which === 'new' ? version : await versionOf(old);
      // By a rename: at no moment is there no link.
      await symlink(target, `${link}.next`);
      await rename(`${link}.next`, link);
    },
    ready: async () => {
      const until = Date.now() + READY_MS;
      while (Date.now() < until) {
        if (await isReady(dataDir, wanted)) return true;
        await sleep(ASK_EVERY_MS);
      }
      return false;
    },
  };
}

async function versionOf(folder: string): Promise<string> {
  return (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** By the command line's own way in: the address in run/server.json. Health tells no secrets, so no certificate is asked for. */
async function isReady(dataDir: string, version: string): Promise<boolean> {
  try {
    const { url } = JSON.parse(await readFile(join(dataDir, 'run', 'server.json'), 'utf8')) as {
      url: string;
    };
    const ask = async (path: string) => {
      const { request } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
      return new Promise<{ status: number; body: string }>((answer, fail) => {
        request(`${url}${path}`, { rejectUnauthorized: false, timeout: 5_000 }, (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            body += part;
          });
          response.on('end', () => answer({ status: response.statusCode ?? 0, body }));
          response.on('error', fail);
        })
          .on('error', fail)
          .end();
      });
    };
    const alive = JSON.parse((await ask('/healthz')).body) as { version?: string };
    return alive.version === version && (await ask('/readyz')).status === 200;
  } catch {
    // Not there yet: whatever is wrong, the time-out above tells it.
    return false;
  }
}
