// Which of the server's languages a reader wants: Accept-Language (RFC 9110 section 12.5.4) by lookup (RFC 4647 section 3.4).
import { LANGUAGES, type Language } from './languages.ts';

/** What no person's browser sends: it lists some ten languages at most. */
const LONGEST = 1_000;
const MOST_RANGES = 50;

/** One member: a language range (RFC 4647 section 2.1) and its weight (RFC 9110 section 12.4.2). */
const MEMBER = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Tags of old that still come (RFC 5646 section 2.2.8, IANA registry: they have a preferred value). */
const OLD: Readonly<Record<string, Language>> = { cmn: 'zh', yue: 'zh', 'zh-cmn': 'zh', arb: 'ar' };

/** @returns undefined where the header is absent, malformed, or names none of ours: the site's language then. */
export function negotiateLanguage(header: string | undefined): Language | undefined {
  if (header === undefined || header.length > LONGEST) return undefined;
  const ranges: { readonly range: string; readonly weight: number }[] = [];
  for (const member of header.split(',', MOST_RANGES + 1)) {
    const text = member.trim();
    // RFC 9110 section 5.6.1: an empty element is no element.
    if (text === '') continue;
    const match = MEMBER.exec(text);
    const range = match?.[1]?.toLowerCase();
    if (range === undefined || ranges.length === MOST_RANGES) return undefined;
    ranges.push({ range, weight: Number(match?.[2] ?? 1) });
  }
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ range }) => range));
  // Stable: of the same weight the first one named comes first.
  for (const { range } of ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)) {
    const found = lookup(range);
    if (found !== undefined && !refused.has(found)) return found;
  }
  return undefined;
}

/** Cuts the range from its end until it is one of ours; `*` says nothing. */
function lookup(range: string): Language | undefined {
  for (let rest = range; rest !== ''; ) {
    const found = LANGUAGES.find((one) => one === rest) ?? (Object.hasOwn(OLD, rest) ? OLD[rest] : undefined);
    if (found !== undefined) return found;
    // A single letter goes with what follows it.
    rest = rest.slice(0, Math.max(0, rest.lastIndexOf('-'))).replace(/-[a-z0-9]$/, '');
  }
  return undefined;
}
