// Asks fontconfig, in the sandbox that LibreOffice works in, which fonts are there and which one stands in for a name that is not.
import { stat } from 'node:fs/promises';
import { runInSandbox } from '../sandbox/run-in-sandbox.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

export interface FontAnswer {
  /** Name asked for -> family that is used: the same where it is there. */
  readonly matches: ReadonlyMap<string, string>;
  /** PostScript name -> family, of every font there is. */
  readonly families: ReadonlyMap<string, string>;
}

export interface InstalledFonts {
  /** Empty where fontconfig cannot be asked; `signal` then tells whether that was its reason. */
  readonly match: (names: readonly string[], signal: AbortSignal) => Promise<FontAnswer>;
}

export interface InstalledFontsOptions {
  readonly sandbox: Sandbox;
  /** The administrator's folder of further fonts. */
  readonly fonts?: string | undefined;
  readonly log?: (message: string, values: Readonly<Record<string, unknown>>) => void;
}

/** Names remembered: the fonts of every document of a year are some hundreds, hostile ones are without end. */
const MOST_REMEMBERED = 2_000;
/** Fontconfig answers in 10 ms per name; after its cache was lost it reads every font once. */
const TIME_LIMIT_MS = 15_000;
/** A line per font of 10,000 fonts. */
const MAX_OUTPUT_BYTES = 2 * 1024 * 1024;
const MEMORY_BYTES = 256 * 1024 * 1024;

/** The names come as arguments, so no letter of theirs is shell. An empty line ends the list of fonts; one line answers each name. */
const SCRIPT = [
  "fc-list --format '%{family[0]}\\t%{postscriptname}\\n'",
  'echo',
  'for name; do fc-match --format \'%{family[0]}\' -- "$name"; echo; done',
].join('\n');

export function makeInstalledFonts({
  sandbox,
  fonts,
  log = () => undefined,
}: InstalledFontsOptions): InstalledFonts {
  let families: ReadonlyMap<string, string> | undefined;
  let matches = new Map<string, string>();
  let seen = Number.NaN;

  /** A font that was added or taken away may change every answer. */
  async function forgetWhenChanged(): Promise<void> {
    if (fonts === undefined) return;
    const changed = await stat(fonts).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (changed === seen) return;
    seen = changed;
    families = undefined;
    matches = new Map();
  }

  async function ask(names: readonly string[], signal: AbortSignal): Promise<void> {
    const run = await runInSandbox(sandbox, {
      command: '/bin/sh',
      args: ['-c', SCRIPT, 'sh', ...names.map(asPattern)],
      fonts,
      input: new Uint8Array(0),
      timeLimitMs: TIME_LIMIT_MS,
      maxOutputBytes: MAX_OUTPUT_BYTES,
      memoryBytes: MEMORY_BYTES,
      signal,
    });
    if (!run.ok) {
      if (run.code !== 'aborted') log('fonts cannot be asked for', { detail: run.detail });
      return;
    }
    const lines = run.output.toString('utf8').split('\n');
    const end = lines.indexOf('');
    families = new Map(lines.slice(0, end).map((line) => splitFont(line)));
    if (matches.size + names.length > MOST_REMEMBERED) matches = new Map();
    for (const [index, name] of names.entries()) {
      const family = lines[end + 1 + index];
      if (family !== undefined && family !== '') matches.set(name, family);
    }
  }

  return {
    match: async (names, signal) => {
      await forgetWhenChanged();
      const unknown = names.filter((name) => !matches.has(name));
      if (unknown.length > 0 || families === undefined) await ask(unknown, signal);
      const found = names.flatMap((name) => {
        const family = matches.get(name);
        return family === undefined ? [] : [[name, family] as const];
      });
      return { matches: new Map(found), families: families ?? new Map() };
    },
  };
}

function splitFont(line: string): readonly [string, string] {
  const [family = '', postScriptName = ''] = line.split('\t');
  return [postScriptName, family];
}

/** Letters that end a family's name in a fontconfig pattern are escaped (FcNameParse). */
const asPattern = (name: string): string => name.replace(/[\\\-:,=]/g, '\\$&');
