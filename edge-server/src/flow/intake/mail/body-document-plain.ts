// Plain text of a message as HTML that is set like a letter: format=flowed (RFC 3676) undone, quotations as quotations, tables kept in line.
import { escapeHtml } from './body-document-head.ts';

export interface PlainFormat {
  /** format=flowed: a line that ends in a blank goes on in the next. */
  readonly flowed: boolean;
  /** delsp=yes: that blank is not part of the text. */
  readonly delSp: boolean;
}

interface Line {
  /** Quotation marks before it. */
  readonly depth: number;
  readonly text: string;
}

/** Quotations inside each other that are shown so; deeper ones would leave no room for words. */
const MOST_DEPTH = 6;

/** @returns HTML in pieces, each whole in itself but for quotations that reach over several. */
export function plainHtml(text: string, format: PlainFormat): readonly string[] {
  const html: string[] = [];
  let depth = 0;
  let paragraph: string[] = [];
  let inSignature = false;
  const close = (): void => {
    if (paragraph.length > 0) html.push(paragraphHtml(paragraph, inSignature));
    paragraph = [];
  };
  for (const line of readLines(text, format)) {
    const wanted = Math.min(line.depth, MOST_DEPTH);
    if (wanted !== depth) {
      close();
      inSignature = false;
      html.push(wanted > depth ? QUOTE.repeat(wanted - depth) : UNQUOTE.repeat(depth - wanted));
      depth = wanted;
    }
    if (line.text === '-- ') {
      close();
      inSignature = true;
    } else if (line.text.trim() === '') close();
    else paragraph.push(line.text);
  }
  close();
  html.push(UNQUOTE.repeat(depth));
  return html;
}

/** text/enriched (RFC 1896) without its commands, which no program has written in this century: single line ends are blanks. */
export function enrichedText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/<param>[^<]{0,200}<\/param>/gi, '')
    .replaceAll(/<<|<\/?[a-z][a-z0-9-]{0,59}>/gi, (found) => (found === '<<' ? '<' : ''))
    .replaceAll(/\n+/g, (ends) => (ends.length === 1 ? ' ' : ends.slice(1)));
}

const QUOTE = '<blockquote style="color:#404040">';
const UNQUOTE = '</blockquote>\n';

/** RFC 3676 section 4; without format=flowed every line stands for itself. */
function readLines(text: string, { flowed, delSp }: PlainFormat): readonly Line[] {
  const lines: Line[] = [];
  let open: { depth: number; pieces: string[] } | undefined;
  const close = (): void => {
    if (open !== undefined) lines.push({ depth: open.depth, text: open.pieces.join('') });
    open = undefined;
  };
  for (const raw of text.replaceAll('\0', '').split(/\r\n?|\n/)) {
    const { depth, rest } = flowed ? flowedDepth(raw) : quotedDepth(raw);
    // Section 4.3: the line before a signature ends whatever stood before it, and never flows.
    if (rest === '-- ' || !flowed) {
      close();
      lines.push({ depth, text: rest });
      continue;
    }
    // Section 4.5: a quotation of another depth begins a new paragraph, even where the last line wanted to go on.
    if (open !== undefined && open.depth !== depth) close();
    const soft = rest.endsWith(' ');
    open ??= { depth, pieces: [] };
    open.pieces.push(soft && delSp ? rest.slice(0, -1) : rest);
    if (!soft) close();
  }
  close();
  return lines;
}

/** Section 4.5: marks stand together; section 4.4: one blank after them is stuffing. */
function flowedDepth(line: string): { depth: number; rest: string } {
  const depth = /^>*/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(depth);
  return { depth, rest: rest.startsWith(' ') ? rest.slice(1) : rest };
}

/** As people and programs quote: blanks may stand between the marks. `>From` is a From that some server was afraid of. */
function quotedDepth(line: string): { depth: number; rest: string } {
  const marks = /^(?:>[ \t]?){1,40}/.exec(line)?.[0];
  if (marks === undefined || /^>From /.test(line)) return { depth: 0, rest: line.replace(/^>(?=From )/, '') };
  return { depth: marks.split('>').length - 1, rest: line.slice(marks.length) };
}

function paragraphHtml(lines: readonly string[], inSignature: boolean): string {
  if (isDrawn(lines)) return `<pre style="font-size:8.5pt">${lines.map(escapeHtml).join('\n')}</pre>\n`;
  const style = inSignature ? ' style="color:#595959;font-size:9.5pt"' : '';
  return `<p${style}>${lines.map((line) => keepIndent(escapeHtml(line))).join('<br>')}</p>\n`;
}

/** Columns made with blanks, tabs or lines of signs need letters of one width. Two such lines at least: one is a slip of the thumb. */
function isDrawn(lines: readonly string[]): boolean {
  let drawn = 0;
  for (const line of lines)
    if (/\S(?: {3}|\t)[ \t]*\S|[\u2500-\u257f]|^\s*[|+].*[|+]\s*$/.test(line)) drawn += 1;
  return drawn >= 2 && drawn * 2 >= lines.length;
}

/** Blanks at the beginning of a line are meant; HTML would drop them. */
const keepIndent = (line: string): string =>
  line.replace(/^[ \t]{1,40}/, (blanks) => '\u00a0'.repeat(blanks.replaceAll('\t', '    ').length));
