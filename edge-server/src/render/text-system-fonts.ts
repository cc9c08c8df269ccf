// Finds fonts of the machine for characters that the fonts shipped with the server lack: names known for their coverage, in the usual places.
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian, Fedora, Alpine, FreeBSD and hand-made installations keep fonts. */
const FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/usr/share/X11/fonts',
  '/usr/local/lib/X11/fonts',
];

/** Folders deep and files in all that are looked at: distributions use three levels; a font collection of an agency stays bounded. */
const MAX_DEPTH = 4;
const MAX_FILES = 5_000;

/** Fonts that only one script asks for. `\p{Script_Extensions}` also takes the marks that scripts share. */
const BY_SCRIPT: readonly (readonly [RegExp, RegExp])[] = [
  [
    /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\u3000-\u303f\uff00-\uffef]/u,
    /^(noto(sans|serif)(mono)?(cjk|sc|jp|tc|kr)|sourcehan|wqy|droidsansfallback|uming|ukai|ipa(ex)?[gm]|takao|vl-?gothic)/,
  ],
  [
    /\p{scx=Hang}/u,
    /^(noto(sans|serif)(mono)?(cjk|kr)|sourcehan|nanum|un(batang|dotum)|baekmuk|droidsansfallback|wqy)/,
  ],
  [/\p{scx=Deva}/u, /^(notosansdevanagari|lohit-devanagari|gargi|mangal)/],
  [/\p{scx=Beng}/u, /^(notosansbengali|lohit-bengali|lohit-assamese|muktinarrow)/],
  [/\p{scx=Taml}/u, /^(notosanstamil|lohit-tamil)/],
  [/\p{scx=Telu}/u, /^(notosanstelugu|lohit-telugu)/],
  [/\p{scx=Gujr}/u, /^(notosansgujarati|lohit-gujarati)/],
  [/\p{scx=Guru}/u, /^(notosansgurmukhi|lohit-gurmukhi|lohit-punjabi)/],
  [/\p{scx=Knda}/u, /^(notosanskannada|lohit-kannada)/],
  [/\p{scx=Mlym}/u, /^(notosansmalayalam|lohit-malayalam|meera|rachana)/],
  [/\p{scx=Sinh}/u, /^(notosanssinhala|lklug)/],
  [/\p{scx=Thai}/u, /^(notosansthai|garuda|loma|waree|norasi)/],
  [/\p{scx=Khmr}/u, /^(notosanskhmer|khmeros)/],
  [/\p{scx=Mymr}/u, /^(notosansmyanmar|padauk)/],
  [/\p{scx=Tibt}/u, /^(notosanstibetan|notoseriftibetan|jomolhari)/],
  [/\p{scx=Arab}/u, /^(notosansarabic|notonaskharabic|kacst|amiri)/],
  [/\p{scx=Hebr}/u, /^notosanshebrew/],
  [/\p{scx=Ethi}/u, /^(notosansethiopic|abyssinica)/],
  [/\p{Extended_Pictographic}/u, /^(notoemoji|symbola|notosanssymbols)/],
];

/** Fonts of wide coverage, the better looking first. Unifont is drawn in coarse squares and holds nearly everything. */
const GENERAL = [
  /^notosanssymbols2?-/,
  /^notosansmath-/,
  /^freesans/,
  /^code2000/,
  /^droidsansfallback/,
  /^unifont/,
];

/** Upright, of normal weight, and with outlines: a picture font cannot be put into a PDF as text. */
const UNWANTED = /(bold|italic|oblique|black|thin|light|medium|demi|semi|condensed|color|csur|sample)/;

interface FontFile {
  readonly path: string;
  /** Lower case, without its ending. */
  readonly name: string;
}

/** Files that may hold `character`, the likeliest first. */
export type FindFontFiles = (character: string) => readonly string[];

/** `folder` is looked into first: the fonts this server's administrator added. The walk happens at the first question. */
export function makeFindFontFiles(folder?: string): FindFontFiles {
  let known: readonly FontFile[] | undefined;
  return (character) => {
    known ??= list(folder === undefined ? FOLDERS : [folder, ...FOLDERS]);
    const patterns = [
      ...BY_SCRIPT.filter(([script]) => script.test(character)).map(([, names]) => names),
      ...GENERAL,
    ];
    const own = known.filter(({ path }) => folder !== undefined && path.startsWith(folder));
    const matching = patterns.flatMap((pattern) => known?.filter(({ name }) => pattern.test(name)) ?? []);
    return [...new Set([...own, ...matching].map(({ path }) => path))];
  };
}

function list(folders: readonly string[]): readonly FontFile[] {
  const files: FontFile[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const entry of read(folder)) {
      if (files.length >= MAX_FILES) return;
      const path = join(folder, entry.name);
      const name = entry.name.toLowerCase();
      if (entry.isDirectory() && depth < MAX_DEPTH) walk(path, depth + 1);
      else if (/\.(ttf|otf|ttc|otc)$/.test(name) && !UNWANTED.test(name))
        files.push({ path, name: name.slice(0, -4) });
    }
  };
  for (const folder of folders) walk(folder, 1);
  return files;
}

/** Sorted, so that the same machine draws the same page twice. A folder that is not there or not ours to read holds nothing. */
function read(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
