// The administrator's own fonts: files in `<dataDir>/fonts`, which converters see read-only. Files put there by hand count as well.
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { AppError } from '@platen/shared/app-error';
import { durableWrite } from './durable-write.ts';

export interface FontFile {
  /** Name of the file; the key for removing it. */
  readonly file: string;
  readonly family: string;
  readonly style: string;
  readonly bytes: number;
}

export interface FontFolder {
  /** Absolute; there from the first upload on. */
  readonly path: string;
  list(): Promise<FontFile[]>;
  /** Keeps a font. Rejects with `font-unusable` when it is none, is too large, or there are too many. */
  add(name: string, bytes: Uint8Array): Promise<FontFile>;
  /** Rejects with `not-found`. */
  remove(file: string): Promise<void>;
  /** Tells those who keep fonts in mind that they have changed. */
  onChange(act: () => void): void;
}

/** The largest fonts there are, for Chinese and Japanese in several weights, take some 20 MB. */
const MOST_BYTES = 50 * 1024 * 1024;
/** Every converter reads all of them when it starts. */
const MOST_FILES = 500;
const ENDINGS = new Set(['.ttf', '.otf', '.ttc', '.otc']);
/** OpenType specification, table directory: the first four bytes. */
const FIRST_BYTES: Readonly<Record<string, string>> = {
  '00010000': '.ttf',
  '74727565': '.ttf',
  '4f54544f': '.otf',
  '74746366': '.ttc',
};

export function openFontFolder(dataDir: string): FontFolder {
  const path = join(dataDir, 'fonts');
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const act of listeners) act();
  };

  async function names(): Promise<string[]> {
    try {
      const found = await readdir(path);
      return found.filter((name) => ENDINGS.has(extname(name).toLowerCase())).sort();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw cause;
    }
  }

  return {
    path,
    list: async () =>
      Promise.all(
        (await names()).map(async (file) => {
          const { size } = await stat(join(path, file));
          return (
            describe(file, await readFile(join(path, file))) ?? {
              file,
              family: file,
              style: 'unreadable',
              bytes: size,
            }
          );
        }),
      ),
    add: async (name, bytes) => {
      const ending = FIRST_BYTES[Buffer.from(bytes.subarray(0, 4)).toString('hex')];
      if (bytes.length > MOST_BYTES) throw unusable('it is larger than 50 MB');
      if (ending === undefined) throw unusable('only TrueType and OpenType files are fonts here');
      // The name is only for people: whatever could mean something to a file system is gone.
      const stem = basename(name, extname(name))
        .replace(/[^\p{L}\p{N} _-]+/gu, '-')
        .slice(0, 80);
      const file = `${stem === '' ? 'font' : stem}${ending}`;
      const font = describe(file, bytes);
      if (font === undefined) throw unusable('it is damaged');
      const present = await names();
      if (present.length >= MOST_FILES && !present.includes(file))
        throw unusable(`there are ${MOST_FILES} already`);
      await mkdir(path, { recursive: true, mode: 0o755 });
      // Readable by the converters' processes too; a font is no secret.
      await durableWrite(join(path, file), bytes, { mode: 0o644 });
      changed();
      return font;
    },
    remove: async (file) => {
      if (!(await names()).includes(file)) throw new AppError('not-found', { what: `font ${file}` });
      await rm(join(path, file), { force: true });
      changed();
    },
    onChange: (act) => listeners.push(act),
  };
}

const unusable = (why: string): AppError => new AppError('font-unusable', { why });

/** undefined when the file cannot be read as a font. */
function describe(file: string, bytes: Uint8Array): FontFile | undefined {
  try {
    const opened = fontkit.create(bytes) as unknown as {
      fonts?: { familyName: string; subfamilyName: string }[];
    } & {
      familyName: string;
      subfamilyName: string;
    };
    const font = opened.fonts?.[0] ?? opened;
    return { file, family: font.familyName, style: font.subfamilyName, bytes: bytes.length };
  } catch (cause) {
    // fontkit throws whatever the damage makes it trip over.
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}
