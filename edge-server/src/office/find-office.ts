// Looks for LibreOffice and its Python bridge on this machine, and sees whether both work in the sandbox.
import { constants } from 'node:fs';
import { access, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram } from '../sandbox/find-sandbox.ts';
import { TRIAL_MS } from '../sandbox/limits.ts';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import type { Sandbox, SandboxFound } from '../sandbox/sandbox.ts';

export interface Office {
  readonly ok: true;
  /** As LibreOffice says it: "LibreOffice 7.4.7.2 40(Build:2)". */
  readonly version: string;
  /** The folder with soffice.bin. */
  readonly program: string;
  /** A Python that has LibreOffice's bridge (module uno). */
  readonly python: string;
  /** Folders to be shown in the sandbox because they are not below /usr. */
  readonly folders: readonly string[];
  /** Kinds of documents whose part of LibreOffice is not installed. */
  readonly missing: readonly string[];
}

/** Whole sentences for the administrator. */
export interface NoOffice {
  readonly ok: false;
  readonly why: string;
  readonly cure: string;
}

export type OfficeFound = Office | NoOffice;

/** Folders in which LibreOffice lies where no link in the search path leads to it. */
const USUAL = ['/usr/lib/libreoffice/program', '/usr/lib64/libreoffice/program'];

/** The library of each part, which Debian has in packages of their own. */
const PARTS = [
  ['texts (libreoffice-writer-nogui)', 'libswlo.so'],
  ['spreadsheets (libreoffice-calc-nogui)', 'libsclo.so'],
  ['presentations (libreoffice-impress-nogui)', 'libsdlo.so'],
] as const;

const INSTALL =
  'As root: apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui python3-uno (Debian, Ubuntu), ' +
  'dnf install libreoffice-writer libreoffice-calc libreoffice-impress libreoffice-pyuno (Fedora, RHEL). Then restart the server.';

/** `path` is a search path as in the environment. */
export async function findOffice(sandbox: SandboxFound, path?: string): Promise<OfficeFound> {
  if (!sandbox.ok) return { ok: false, why: sandbox.why, cure: sandbox.cure };
  for (const program of await programFolders(path)) {
    const found = await tryOut(sandbox, program);
    if (found !== undefined) return found;
  }
  return { ok: false, why: 'LibreOffice, or its Python bridge, is not installed.', cure: INSTALL };
}

async function programFolders(path: string | undefined): Promise<readonly string[]> {
  const linked = await findProgram('soffice', path);
  const vendor = (await names('/opt')).filter((name) => name.startsWith('libreoffice')).sort();
  const folders = [
    ...(linked === undefined ? [] : [dirname(await realpath(linked))]),
    ...USUAL,
    // The newest of those that were installed by hand.
    ...vendor.reverse().map((name) => join('/opt', name, 'program')),
  ];
  const there = await Promise.all(folders.map((folder) => exists(join(folder, 'soffice.bin'))));
  return [...new Set(folders.filter((_, index) => there[index]))];
}

async function tryOut(sandbox: Sandbox, program: string): Promise<Office | undefined> {
  const folders = program.startsWith('/usr/') ? [] : [dirname(program)];
  // Builds that are not a distribution's bring their own Python.
  const own = join(program, 'python');
  const python = (await exists(own)) ? own : '/usr/bin/python3';
  const run = (command: string, args: readonly string[]) =>
    runInSandbox(sandbox, {
      command,
      args,
      readOnly: folders,
      input: new Uint8Array(),
      signal: new AbortController().signal,
      timeLimitMs: TRIAL_MS,
    });
  const [bridge, asked] = await Promise.all([
    run(python, ['-B', '-c', 'import uno']),
    run(join(program, 'soffice.bin'), ['--version']),
  ]);
  if (!bridge.ok) return undefined;
  const version = asked.ok ? asked.output.toString('utf8').trim().split('\n').at(-1) : undefined;
  const missing = await Promise.all(
    PARTS.map(async ([name, library]) => ((await exists(join(program, library))) ? [] : [name])),
  );
  return { ok: true, version: version || 'LibreOffice', program, python, folders, missing: missing.flat() };
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () =>
      access(path, constants.R_OK).then(
        () => path.endsWith('.so'),
        () => false,
      ),
  );

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
