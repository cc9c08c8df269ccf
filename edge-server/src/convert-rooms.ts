// What a machine converts documents with: its sandbox, render workers, LibreOffice and one-shot programs, opened together. The edge
// server and a conversion server use the same.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '@platen/shared/settings';
import type { Log } from './deps.ts';
import type { ConvertRooms } from './flow/convert/convert.ts';
import type { DocumentEngine, SandboxTools } from './flow/convert/converter.ts';
import { makeInstalledFonts } from './office/installed-fonts.ts';
import { makeOfficeHost, type OfficeHost, type OfficeSettings } from './office/office-host.ts';
import type { BlobGrant, Blobs, StoredBlob } from './platform/blobs.ts';
import { makeRenderHost, type RenderHost } from './render/render-host.ts';
import { bindEngine } from './render-for-flow.ts';
import { chooseWorkers } from './render-in-sandbox.ts';
import { findProgram, findSandbox } from './sandbox/find-sandbox.ts';
import type { SandboxFound } from './sandbox/sandbox.ts';
import { POSTSCRIPT_TO_PDF, runTool, type Tool, XPS_TO_PDF } from './sandbox/tools.ts';

/** One for previews, and two that convert and draw for printers: sides of a document are drawn two at a time. One less on a single core. */
const RENDER_WORKERS = availableParallelism() > 1 ? 3 : 2;

/** Folders of the data directory that a render worker may read: encrypted documents, and what the training printer printed. */
const DOCUMENT_FOLDERS = ['blobs', 'training-printer'];

export interface Rooms {
  readonly sandbox: SandboxFound;
  readonly render: RenderHost;
  readonly office: OfficeHost;
  readonly engineFor: (grant: BlobGrant) => DocumentEngine;
  readonly roomsFor: (blobs: Pick<Blobs, 'read'>, original: StoredBlob) => ConvertRooms;
  /** Ends every process; what waits or runs ends as `not-ready`. */
  readonly close: () => Promise<void>;
}

const MEGABYTE = 1024 * 1024;

/** The administrator's settings in the office's words. */
export const officeSettings = ({ documents }: Settings): OfficeSettings => ({
  timeLimitMs: documents.convertSeconds * 1000,
  memoryBytes: documents.convertMemoryMegabytes * MEGABYTE,
  maxOutputBytes: documents.maxPrintMegabytes * MEGABYTE,
  paper: documents.imageMedia === 'letter' ? 'letter' : 'a4',
});

export interface RoomsOptions {
  /** As find-sandbox.ts found it, where it was asked before. */
  readonly sandbox?: SandboxFound;
  readonly dataDir: string;
  readonly log: Log;
  /** As the settings are now. */
  readonly settings?: () => OfficeSettings;
  /** Instead of the machine's own workers, e.g. in a test. */
  readonly render?: RenderHost | undefined;
}

/** Starts no process yet. What is missing makes converters refuse, and the doctor say why. */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const { dataDir, log, settings = () => ({}), sandbox = await findSandbox() } = options;
  if (!sandbox.ok) log.warn('there is no sandbox for converters', { why: sandbox.why, cure: sandbox.cure });
  const fonts = join(dataDir, 'fonts');
  const say = (level: 'info' | 'warn', message: string, values: Readonly<Record<string, unknown>>) =>
    log[level](message, values);
  const readOnly = DOCUMENT_FOLDERS.map((name) => join(dataDir, name));
  const render =
    options.render ??
    makeRenderHost({
      maxWorkers: RENDER_WORKERS,
      spawn: chooseWorkers(sandbox, { readOnly, fonts }),
      log: say,
    });
  const office = makeOfficeHost({ sandbox, fonts, settings, log: say });
  const installed = sandbox.ok
    ? makeInstalledFonts({ sandbox, fonts, log: (message, values) => log.warn(message, values) })
    : undefined;

  return {
    sandbox,
    render,
    office,
    engineFor: (grant) => bindEngine(render, grant),
    // Without a sandbox there are no tools at all. The office refuses by itself, and says why.
    roomsFor: (blobs, original) => ({
      office: { toPdf: office.toPdf },
      ...(sandbox.ok && installed !== undefined
        ? {
            fonts: installed.match,
            tools: bindTools(sandbox, () => blobs.read(original), fonts, settings),
          }
        : {}),
    }),
    close: async () => {
      await Promise.all([office.stop(), render.stop()]);
    },
  };
}

/** For files that name no paper: a tool's own is A4. */
function onPaper(tool: Tool, paper: 'a4' | 'letter'): Tool {
  const args = tool.ask.args.map((arg) => arg.replace('-sPAPERSIZE=a4', `-sPAPERSIZE=${paper}`));
  return { ...tool, ask: { ...tool.ask, args } };
}

function bindTools(
  sandbox: Extract<SandboxFound, { ok: true }>,
  read: () => AsyncIterable<Uint8Array>,
  fonts: string,
  settings: () => OfficeSettings,
): SandboxTools {
  const make = (tool: Tool) => async (signal: AbortSignal) => {
    // Asked each time: a program that is installed meanwhile works without a restart.
    const installed = (await findProgram(tool.program, '/')) !== undefined;
    const { timeLimitMs, maxOutputBytes, paper = 'a4' } = settings();
    const limits = { timeLimitMs, maxOutputBytes };
    return runTool(sandbox, onPaper(tool, paper), installed, { input: read(), signal, fonts, ...limits });
  };
  return { xpsToPdf: make(XPS_TO_PDF), postScriptToPdf: make(POSTSCRIPT_TO_PDF) };
}
