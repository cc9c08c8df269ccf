// Writes a valid PDF of any size whose bulk is a hole in the file: for measuring what a size costs, without the disk.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** One page of text; `bytes` in all, nearly all of it an unused stream of zeros between the page and the cross-reference table. */
export function writeLargePdf(path: string, bytes: number): void {
  const content = '0 0 0 rg BT /F 24 Tf 50 780 Td (A very large file) Tj ET 1 0 0 rg 50 50 200 100 re f';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let head = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = head.length;
    head += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  offsets.push(head.length);
  const tailRoom = 600;
  const filler = bytes - head.length - tailRoom;
  head += `6 0 obj\n<< /Length ${filler} >>\nstream\n`;
  const start = head.length + filler + '\nendstream\nendobj\n'.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const tail =
    `\nendstream\nendobj\nxref\n0 7\n0000000000 65535 f \n${rows}` +
    `trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  const file = openSync(path, 'w');
  try {
    writeSync(file, head, 0, 'latin1');
    ftruncateSync(file, head.length + filler);
    writeSync(file, tail, head.length + filler, 'latin1');
  } finally {
    closeSync(file);
  }
}
