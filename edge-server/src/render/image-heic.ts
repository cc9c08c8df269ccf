// Opens HEIC files (ISO 23008-12) with libheif as WebAssembly: its primary picture, turned upright by the decoder itself.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type sharpType from 'sharp';
import { decodedFile } from './image-decoded.ts';
import type { ImageFile } from './image-picture.ts';
import { MAX_HEIC_BYTES, MAX_IMAGE_SIDE, MAX_WHOLE_PIXELS } from './limits.ts';
import { capWasmMemory } from './pdfium-module.ts';
import { type Refusal, refuse } from './render-outcome.ts';

/** The part of libheif's C interface (libheif/heif.h) that is used; every number is a pointer into the heap unless it says otherwise. */
interface Heif {
  /** A view of the whole heap; a new one after each growth, so never keep it. */
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (pointer: number) => void;
  readonly _heif_context_alloc: () => number;
  readonly _heif_context_free: (context: number) => void;
  /** The limit is a side of a square, in pixels. */
  readonly _heif_context_set_maximum_image_size_limit: (context: number, side: number) => void;
  // Functions that return a `struct heif_error` get the place for it first.
  readonly _heif_context_read_from_memory: (
    error: number,
    context: number,
    data: number,
    size: number,
    options: number,
  ) => void;
  readonly _heif_context_get_primary_image_handle: (error: number, context: number, out: number) => void;
  readonly _heif_decode_image: (
    error: number,
    handle: number,
    out: number,
    colorspace: number,
    chroma: number,
    options: number,
  ) => void;
  readonly _heif_image_handle_release: (handle: number) => void;
  readonly _heif_image_release: (image: number) => void;
  readonly _heif_image_handle_get_width: (handle: number) => number;
  readonly _heif_image_handle_get_height: (handle: number) => number;
  readonly _heif_image_handle_get_ispe_width: (handle: number) => number;
  readonly _heif_image_handle_get_ispe_height: (handle: number) => number;
  readonly _heif_image_handle_has_alpha_channel: (handle: number) => number;
  readonly _heif_image_handle_get_raw_color_profile_size: (handle: number) => number;
  readonly _heif_image_handle_get_raw_color_profile: (error: number, handle: number, out: number) => void;
  readonly _heif_image_get_width: (image: number, channel: number) => number;
  readonly _heif_image_get_height: (image: number, channel: number) => number;
  readonly _heif_image_get_plane_readonly: (image: number, channel: number, outStride: number) => number;
}

/** enum heif_colorspace, heif_chroma, heif_channel. */
const RGB = 1;
const INTERLEAVED = { 3: 10, 4: 11 } as const;
const CHANNEL_INTERLEAVED = 10;

/** struct heif_error: code, subcode, text; 4 bytes each. Two more words are the places for results. */
const ERROR_BYTES = 12;
const WORDS_BYTES = ERROR_BYTES + 8;

/** heif_error_Memory_allocation_error, and heif_suberror_Security_limit_exceeded. */
const NO_MEMORY = 6;
const OVER_LIMIT = 1000;

/** WebAssembly pages are 64 KiB. */
const WASM_PAGE_BYTES = 65_536;

const MAX_ICC_BYTES = 1024 * 1024;

/** A worker reads one document at a time, so one decoder is enough; it is dropped after trouble, for its heap may be spoilt. */
let loaded: Promise<Heif> | undefined;

/** Throws when the package is not installed. */
async function loadHeif(): Promise<Heif> {
  const require = createRequire(import.meta.url);
  const make = require('libheif-js/libheif-wasm/libheif.js') as (settings: object) => Heif | Promise<Heif>;
  const path = require.resolve('libheif-js/libheif-wasm/libheif.wasm');
  const wasmBinary = capWasmMemory(new Uint8Array(await readFile(path)), MAX_HEIC_BYTES / WASM_PAGE_BYTES);
  return make({ wasmBinary });
}

export async function openHeic(sharp: typeof sharpType, bytes: Uint8Array): Promise<ImageFile | Refusal> {
  const heif = await (loaded ??= loadHeif());
  try {
    const decoded = decode(heif, bytes);
    if (!decoded.ok) return decoded;
    // The file's own rotation and mirroring are carried out; what its Exif says beside them is a copy of them.
    const facts = { grey: false, lossy: true, damaged: false };
    return decodedFile(sharp, { ...decoded, ...facts }, MAX_WHOLE_PIXELS);
  } catch (error) {
    loaded = undefined;
    if (!isTrap(error)) throw error;
    const full = heif.HEAPU8.length > MAX_HEIC_BYTES / 2;
    return refuse(full ? 'document-too-large' : 'document-broken', `libheif stopped: ${String(error)}`);
  }
}

interface Decoded {
  readonly ok: true;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
  readonly icc: Uint8Array | undefined;
}

function decode(heif: Heif, bytes: Uint8Array): Decoded | Refusal {
  const words = heif._malloc(WORDS_BYTES);
  const file = heif._malloc(bytes.length);
  const context = heif._heif_context_alloc();
  try {
    if (words === 0 || file === 0 || context === 0) return refuse('document-too-large', 'no memory for it');
    heif.HEAPU8.set(bytes, file);
    heif._heif_context_set_maximum_image_size_limit(context, Math.floor(Math.sqrt(MAX_WHOLE_PIXELS)));
    heif._heif_context_read_from_memory(words, context, file, bytes.length, 0);
    const unread = errorAt(heif, words);
    if (unread !== undefined) return unread;
    heif._heif_context_get_primary_image_handle(words, context, words + ERROR_BYTES);
    const none = errorAt(heif, words);
    if (none !== undefined) return none;
    const handle = wordAt(heif, words + ERROR_BYTES);
    try {
      return decodeHandle(heif, handle, words);
    } finally {
      heif._heif_image_handle_release(handle);
    }
  } finally {
    heif._heif_context_free(context);
    heif._free(file);
    heif._free(words);
  }
}

function decodeHandle(heif: Heif, handle: number, words: number): Decoded | Refusal {
  const [width, height] = [
    Math.max(heif._heif_image_handle_get_width(handle), heif._heif_image_handle_get_ispe_width(handle)),
    Math.max(heif._heif_image_handle_get_height(handle), heif._heif_image_handle_get_ispe_height(handle)),
  ];
  if (width * height > MAX_WHOLE_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE) {
    return refuse('document-too-large', `${width} x ${height} pixels`);
  }
  const channels = heif._heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4;
  heif._heif_decode_image(words, handle, words + ERROR_BYTES, RGB, INTERLEAVED[channels], 0);
  const failed = errorAt(heif, words);
  if (failed !== undefined) return failed;
  const image = wordAt(heif, words + ERROR_BYTES);
  try {
    const pixels = copyPixels(heif, image, channels, words);
    return pixels.ok ? { ...pixels, icc: readProfile(heif, handle, words) } : pixels;
  } finally {
    heif._heif_image_release(image);
  }
}

function copyPixels(
  heif: Heif,
  image: number,
  channels: 3 | 4,
  words: number,
): Omit<Decoded, 'icc'> | Refusal {
  const width = heif._heif_image_get_width(image, CHANNEL_INTERLEAVED);
  const height = heif._heif_image_get_height(image, CHANNEL_INTERLEAVED);
  const plane = heif._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, words + ERROR_BYTES);
  const stride = wordAt(heif, words + ERROR_BYTES);
  const row = width * channels;
  if (plane === 0 || width <= 0 || height <= 0 || stride < row || width * height > MAX_WHOLE_PIXELS) {
    return refuse('document-broken', `libheif gave ${width} x ${height} pixels`);
  }
  const data = Buffer.allocUnsafe(row * height);
  for (let y = 0; y < height; y++) {
    const from = plane + y * stride;
    data.set(heif.HEAPU8.subarray(from, from + row), y * row);
  }
  return { ok: true, width, height, channels, data };
}

function readProfile(heif: Heif, handle: number, words: number): Uint8Array | undefined {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (size <= 0 || size > MAX_ICC_BYTES) return undefined;
  const at = heif._malloc(size);
  try {
    heif._heif_image_handle_get_raw_color_profile(words, handle, at);
    return errorAt(heif, words) === undefined ? heif.HEAPU8.slice(at, at + size) : undefined;
  } finally {
    heif._free(at);
  }
}

function errorAt(heif: Heif, words: number): Refusal | undefined {
  const code = wordAt(heif, words);
  if (code === 0) return undefined;
  const subcode = wordAt(heif, words + 4);
  const tooLarge = code === NO_MEMORY || subcode === OVER_LIMIT;
  return refuse(tooLarge ? 'document-too-large' : 'document-broken', `libheif: error ${code}.${subcode}`);
}

function wordAt(heif: Heif, at: number): number {
  const { HEAPU8 } = heif;
  return new DataView(HEAPU8.buffer, HEAPU8.byteOffset, HEAPU8.byteLength).getInt32(at, true);
}

/** A WASM trap, or Emscripten's abort and failed growth, or C++ code that threw where nobody catches: it throws a bare number. */
function isTrap(error: unknown): boolean {
  if (typeof error === 'number') return true;
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}
