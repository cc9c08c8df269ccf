// Says which fonts of a document the server does not have, and what stands in the print in their place (SPEC D9): stored sentences.
import { STORED } from '@platen/shared/say/saying';
import type { MatchFonts } from './converter.ts';

export interface AskedFont {
  readonly name: string;
  /** Seen in use; false for what is only listed. */
  readonly used: boolean;
}

/** Sentences of their own; the others are counted in a last one. */
const MOST_SENTENCES = 3;

/** Fonts of signs: every system has its own, and what is read stays the same. */
const SIGNS = /^(symbol|wingdings( [23])?|webdings|marlett|zapf ?dingbats|mt extra)$/i;

/**
 * `asked`, most used first, against what the system has and the fonts that are really in `pdf`. A listed font that left no trace
 * in the print was not used, and is not spoken of.
 */
export function replacedFonts(
  asked: readonly AskedFont[],
  { matches, families }: Awaited<ReturnType<MatchFonts>>,
  pdf: Uint8Array,
): readonly string[] {
  if (families.size === 0) return [];
  const there = new Set([...families.values()].map(squeeze));
  // LibreOffice leaves the hyphens out of some names.
  const familyOf = new Map([...families].map(([name, family]) => [lettersOf(name), family]));
  const printed = new Map<string, string>();
  for (const name of embeddedFonts(pdf)) {
    const family = familyOf.get(lettersOf(name)) ?? name;
    printed.set(squeeze(family), family);
  }
  const missing = asked.filter(
    ({ name }) => !there.has(squeeze(name)) && !printed.has(squeeze(name)) && !SIGNS.test(name),
  );
  const wanted = new Set(asked.map(({ name }) => squeeze(name)));
  const explained = new Set(missing.map(({ name }) => squeeze(matches.get(name) ?? '')));
  // In the print, asked for by nobody, and nobody's usual stand-in.
  const unexplained = [...printed].filter(([key]) => !wanted.has(key) && !explained.has(key));
  const replaced = missing.flatMap(({ name, used }) => {
    const usual = matches.get(name);
    if (usual !== undefined && printed.has(squeeze(usual))) return [{ name, by: usual }];
    // LibreOffice has a table of its own for some names; the print shows what it chose.
    const [other] = unexplained;
    return used && other !== undefined ? [{ name, by: other[1] }] : [];
  });
  return sentences(replaced);
}

function sentences(replaced: readonly { readonly name: string; readonly by: string }[]): readonly string[] {
  const said = replaced
    .slice(0, MOST_SENTENCES)
    .map(({ name, by }) => STORED.say('note.font-replaced', { name, by }));
  const more = replaced.length - said.length;
  if (more === 0) return said;
  return [...said, STORED.say('note.fonts-more', { count: more })];
}

/** Names in font descriptors (ISO 32000-1 9.8), which LibreOffice writes in the open: "/FontName/BAAAAA+Carlito-Bold". */
function embeddedFonts(pdf: Uint8Array): readonly string[] {
  const names = new Set<string>();
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  for (let at = bytes.indexOf('/FontName'); at >= 0; at = bytes.indexOf('/FontName', at + 9)) {
    const text = bytes.toString('latin1', at + 9, at + 120);
    const name = /^\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]{1,80})/.exec(text)?.[1];
    if (name !== undefined) names.add(name.replace(/#([0-9a-f]{2})/gi, unescapeHex));
  }
  return [...names];
}

const unescapeHex = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Without style ("-Bold"), spaces and case, which names of one family write in many ways. */
const squeeze = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[-,](?:bold|italic|oblique|regular|book|medium|light|roman|black|semibold|demi|mt).*$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?:psmt|mt)$/, '');
