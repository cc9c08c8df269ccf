// The next name where one is taken (RFC 6762 section 9): "Hall (2)" for people, "hall-2" for hosts. Within the 63 octets of a label.

const LONGEST_LABEL = 63;

export function numbered(name: string, number: number, kind: 'host' | 'instance'): string {
  const end = number === 1 ? '' : kind === 'host' ? `-${number}` : ` (${number})`;
  return `${cutTo(name, LONGEST_LABEL - end.length)}${end}`;
}

/** At most so many octets of UTF-8, no character cut in two. */
export function cutTo(text: string, octets: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > octets) break;
    kept += character;
  }
  return kept;
}
