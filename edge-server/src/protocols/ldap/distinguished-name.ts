// Distinguished names as text (RFC 4514): escaping a value, telling a name from what is none, the name of a DNS domain (RFC 2247).

/** RFC 4514 section 2.4, with the octets that break a line or end a string in some program on the way. */
export function escapeDnValue(value: string): string {
  const last = value.length - 1;
  return value.replace(/[\0-\x1f\x7f"+,;<=>\\ #]/g, (sign, at: number) => {
    if (sign === ' ') return at === 0 || at === last ? '\\ ' : sign;
    if (sign === '#') return at === 0 ? '\\#' : sign;
    return /[\0-\x1f\x7f]/.test(sign) ? `\\${Buffer.from(sign).toString('hex')}` : `\\${sign}`;
  });
}

/** Attribute and value pairs from the leaf up; undefined when the text is no distinguished name. The empty name has none. */
export function parseDn(
  text: string,
): readonly { readonly type: string; readonly value: string }[] | undefined {
  const pairs: { type: string; value: string }[] = [];
  // Blanks only: other white space may belong to a value.
  let rest = text.replace(/^ +/, '');
  while (rest !== '') {
    const type = /^ *(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *=/.exec(rest);
    if (type === null) return undefined;
    rest = rest.slice(type[0].length).replace(/^ +/, '');
    // Value octets, escaped pairs or hex; up to the sign that ends the pair.
    const value = /^(?:[^"+,;<>\\\0]|\\[0-9A-Fa-f]{2}|\\[ "#+,;<=>\\])*/.exec(rest)?.[0] ?? '';
    rest = rest.slice(value.length);
    pairs.push({ type: type[0].slice(0, -1).trim().toLowerCase(), value: unescapeValue(value) });
    if (rest === '') break;
    if (!/^[,+]/.test(rest)) return undefined;
    rest = rest.slice(1);
    if (/^ *$/.test(rest)) return undefined;
  }
  return pairs;
}

function unescapeValue(value: string): string {
  const bare = value.replace(/(?<!\\) +$/, '');
  const octets: Buffer[] = [];
  for (const [part] of bare.matchAll(/\\[0-9A-Fa-f]{2}|\\.|[^\\]+/gs)) {
    if (!part.startsWith('\\')) octets.push(Buffer.from(part));
    else octets.push(part.length === 3 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part.slice(1)));
  }
  return Buffer.concat(octets).toString('utf8');
}

/** RFC 2247: "ad.example.org" -> "dc=ad,dc=example,dc=org". */
export function baseOfDomain(domain: string): string {
  return domain
    .split('.')
    .filter((label) => label !== '')
    .map((label) => `dc=${escapeDnValue(label)}`)
    .join(',');
}
