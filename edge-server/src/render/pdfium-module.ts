// Loads PDFium (WebAssembly) from disk with a heap that cannot grow past the limit. Only ever called in a render worker.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { MAX_WASM_BYTES } from './limits.ts';

/** The part of the WASM runtime that is used here: the package's own types lean on a package it does not bring along. */
interface WasmRuntime {
  /** A view of the whole heap; a new one after each growth, so never keep it. */
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: {
    readonly malloc: (bytes: number) => number;
    readonly free: (pointer: number) => void;
  };
  /** Makes a JavaScript function callable from WASM; `signature` has one letter for the result and each argument (i = 32 bit). */
  readonly addFunction: (callback: (...args: number[]) => number, signature: string) => number;
  readonly removeFunction: (pointer: number) => void;
  readonly getValue: (pointer: number, type: 'float' | 'i32') => number;
  readonly setValue: (pointer: number, value: number, type: 'float' | 'i32') => void;
}

export type Pdfium = Omit<WrappedPdfiumModule, 'pdfium'> & { readonly pdfium: WasmRuntime };

/** WebAssembly pages are 64 KiB (WebAssembly core specification 4.2.8). */
const WASM_PAGE_BYTES = 65_536;

/** Section id 5 is the memory section (WebAssembly core specification 5.5.2). */
const MEMORY_SECTION = 5;

/** Throws when the package is not installed or is not the build that was measured. */
export async function loadPdfium(): Promise<Pdfium> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const binary = capWasmMemory(new Uint8Array(await readFile(path)), MAX_WASM_BYTES / WASM_PAGE_BYTES);
  // Without the bytes the package would fetch its WASM from a public address.
  const settings: object = { wasmBinary: binary };
  const module = (await init(settings)) as unknown as Pdfium;
  module.PDFiumExt_Init();
  return module;
}

/**
 * Lowers the maximum that a WASM module declares for its memory, in place: the engine then refuses to grow the heap
 * further, which PDFium meets as "out of memory". There is no other way to cap it: the module creates its own memory.
 */
export function capWasmMemory(binary: Uint8Array, maxPages: number): Uint8Array {
  // Magic and version are 8 bytes.
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++];
      if (byte === undefined || shift > 28) throw new Error('WASM binary: bad number');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < binary.length) {
    const id = binary[at++];
    const end = number() + at;
    if (id === MEMORY_SECTION) {
      const memories = number();
      const flags = number();
      number(); // the initial size stays
      const start = at;
      if (memories !== 1 || flags !== 1 || number() < maxPages) break;
      // The number keeps its length (padded LEB128 is allowed, 5.2.2), so nothing else moves.
      for (let index = start, rest = maxPages; index < at; index++, rest >>>= 7) {
        binary[index] = (rest & 0x7f) | (index < at - 1 ? 0x80 : 0);
      }
      return binary;
    }
    at = end;
  }
  throw new Error('WASM binary: no memory section with a maximum to lower');
}
