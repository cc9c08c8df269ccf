// A CSV file as an answer, row by row, however many there are: RFC 4180, a byte order mark so that Excel reads UTF-8, and cells that a
// spreadsheet would take for a formula made harmless (threats T35).
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

export type Cell = string | number;

/**
 * @param name of the file: letters, digits, dots and hyphens.
 * @param failed is told what went wrong after the answer began; the client sees a broken download, never a short file that looks whole.
 */
export function csvReply(
  name: string,
  heads: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
  failed: (cause: unknown) => void,
  signal: AbortSignal,
): Response {
  const lines = stringify({
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    header: true,
    columns: [...heads],
  });
  pipeline(Readable.from(rows), lines, { signal }).catch((cause: unknown) => {
    if (!signal.aborted) failed(cause);
  });
  return new Response(Readable.toWeb(lines) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9.-]/g, '-')}"`,
    },
  });
}
