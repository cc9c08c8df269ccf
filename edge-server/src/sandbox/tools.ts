// The one-shot programs of the system that may see a document, each with its command, its arguments and its limits; always in the sandbox.

import { FILE_BYTES, TIME_LIMIT_MS, TOOL_ADDRESS_BYTES } from './limits.ts';
import { runInSandbox } from './run-in-sandbox.ts';
import type { Sandbox, SandboxAsk } from './sandbox.ts';

export interface Tool {
  /** The program that has to be there. */
  readonly program: string;
  /** Names of its packages, for the doctor. */
  readonly packages: string;
  readonly ask: Omit<SandboxAsk, 'readOnly' | 'fonts'>;
}

/** Tools want files to seek in: they are made in the sandbox's own temporary folder, which is memory and goes with it. */
const SHELL = '/bin/sh';
const IN_AND_OUT = { addressBytes: TOOL_ADDRESS_BYTES, fileBytes: FILE_BYTES, cpuSeconds: 60, tasks: 16 };

export const XPS_TO_PDF: Tool = {
  program: '/usr/bin/xpstopdf',
  packages: 'libgxps-utils (Debian, Ubuntu), libgxps-tools (Fedora)',
  ask: {
    command: SHELL,
    args: ['-ec', 'cd "$TMPDIR"; cat >in.xps; xpstopdf in.xps out.pdf >&2; cat out.pdf'],
    ...IN_AND_OUT,
  },
};

/**
 * -dSAFER: no file may be opened but those named here, nothing is run. The document comes by stdin, so that not even its
 * own folder is known to it, and what it prints goes to the error output, not between the PDF's bytes. Pictures keep their
 * resolution; an EPS makes a page of its own size; A4 is the paper of a file that names none.
 */
export const POSTSCRIPT_TO_PDF: Tool = {
  program: '/usr/bin/gs',
  packages: 'ghostscript',
  ask: {
    command: SHELL,
    args: [
      '-ec',
      `cd "$TMPDIR"; gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sPAPERSIZE=a4 -dAutoRotatePages=/None ` +
        `-sstdout=%stderr -sDEVICE=pdfwrite -dCompatibilityLevel=1.7 -sOutputFile=out.pdf - >&2; cat out.pdf`,
    ],
    ...IN_AND_OUT,
  },
};

export type ToolOutcome =
  | { readonly ok: true; readonly pdf: Buffer }
  | {
      readonly ok: false;
      readonly code: 'converter-missing' | 'document-too-slow' | 'document-broken' | 'not-ready' | 'aborted';
      readonly detail: string;
    };

export interface ToolRun {
  readonly input: AsyncIterable<Uint8Array> | Uint8Array;
  readonly signal: AbortSignal;
  /** Milliseconds. Default: the sandbox's. */
  readonly timeLimitMs?: number | undefined;
  readonly maxOutputBytes?: number | undefined;
  /** A host folder of further fonts. */
  readonly fonts?: string | undefined;
}

/** `installed`: whether the tool's program was found. The PDF has still to be looked over: exit code 0 proves nothing. */
export async function runTool(
  sandbox: Sandbox,
  tool: Tool,
  installed: boolean,
  { input, signal, fonts, timeLimitMs = TIME_LIMIT_MS, maxOutputBytes = FILE_BYTES }: ToolRun,
): Promise<ToolOutcome> {
  if (!installed) return { ok: false, code: 'converter-missing', detail: `${tool.program} is not installed` };
  const ran = await runInSandbox(sandbox, { ...tool.ask, fonts, input, signal, timeLimitMs, maxOutputBytes });
  if (ran.ok) {
    return ran.output.length > 0
      ? { ok: true, pdf: ran.output }
      : { ok: false, code: 'document-broken', detail: `${tool.program} made nothing` };
  }
  // What is too large here is what it made or needed, not what was sent.
  const code = ran.code === 'document-too-large' ? 'document-too-slow' : ran.code;
  return { ok: false, code, detail: ran.detail };
}
