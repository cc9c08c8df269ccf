// The faces text is set in: DejaVu as shipped with the server, and fonts of the machine for what DejaVu lacks.
import { createRequire } from 'node:module';
import { type Face, openFace } from './text-face.ts';
import { makeFindFontFiles } from './text-system-fonts.ts';

export type Family = 'mono' | 'sans' | 'serif';

export interface FontStyle {
  readonly family: Family;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Where to look for a character: in these faces, then wherever it can be found. */
export interface FaceChain {
  readonly first: Face;
  /** Undefined when no font has it. */
  readonly find: (character: string) => Face | undefined;
}

export interface Faces {
  readonly chain: (style: FontStyle) => FaceChain;
}

const FILES: Readonly<Record<Family, readonly [string, string, string, string]>> = {
  mono: ['DejaVuSansMono', 'DejaVuSansMono-Bold', 'DejaVuSansMono-Oblique', 'DejaVuSansMono-BoldOblique'],
  sans: ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique', 'DejaVuSans-BoldOblique'],
  serif: ['DejaVuSerif', 'DejaVuSerif-Bold', 'DejaVuSerif-Italic', 'DejaVuSerif-BoldItalic'],
};

/** Fonts of the machine that one document may open: each is read whole, and a document in twelve scripts has not been seen. */
const MAX_SYSTEM_FACES = 12;

/** DejaVu files stay open between documents: they are the same ten for everybody. */
const shipped = new Map<string, Face>();
const resolve = createRequire(import.meta.url).resolve;

function shippedFace(file: string): Face {
  let face = shipped.get(file);
  if (face === undefined) {
    face = openFace(resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`));
    if (face === undefined) throw new Error(`the font ${file} that came with the server cannot be read`);
    shipped.set(file, face);
  }
  return face;
}

/** `fontFolder`: fonts the administrator added. One per document, so that its fonts are let go with it. */
export function makeFaces(fontFolder?: string): Faces {
  const findFiles = makeFindFontFiles(fontFolder);
  const opened = new Map<string, Face | undefined>();
  const found = new Map<string, Face | undefined>();
  const chains = new Map<string, FaceChain>();

  const systemFace = (character: string, codePoint: number): Face | undefined => {
    for (const path of findFiles(character)) {
      if (!opened.has(path)) {
        if (opened.size >= MAX_SYSTEM_FACES) return undefined;
        opened.set(path, openFace(path));
      }
      const face = opened.get(path);
      if (face?.has(codePoint) === true) return face;
    }
    return undefined;
  };

  const makeChain = ({ family, bold, italic }: FontStyle): FaceChain => {
    const first = shippedFace(FILES[family][bold ? (italic ? 3 : 1) : italic ? 2 : 0]);
    const local = new Map<string, Face | undefined>();
    const search = (character: string): Face | undefined => {
      const codePoint = character.codePointAt(0) ?? 0;
      if (first.has(codePoint)) return first;
      // The upright face of the family, then DejaVu Sans, which has the most characters of all.
      for (const file of [
        FILES[family][bold ? 1 : 0],
        FILES[family][0],
        FILES.sans[bold ? 1 : 0],
        FILES.sans[0],
      ]) {
        if (shippedFace(file).has(codePoint)) return shippedFace(file);
      }
      if (!found.has(character)) found.set(character, systemFace(character, codePoint));
      return found.get(character);
    };
    return {
      first,
      find: (character) => {
        if (!local.has(character)) local.set(character, search(character));
        return local.get(character);
      },
    };
  };

  return {
    chain: (style) => {
      const key = `${style.family} ${style.bold} ${style.italic}`;
      let chain = chains.get(key);
      if (chain === undefined) {
        chain = makeChain(style);
        chains.set(key, chain);
      }
      return chain;
    },
  };
}
