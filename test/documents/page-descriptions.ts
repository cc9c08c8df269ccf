// PostScript, EPS and XPS documents of the project's own, written by hand.
import { writeZip } from './office/write-zip.ts';

export function samplePostScript(): Buffer {
  return Buffer.from(`%!PS-Adobe-3.0
/Helvetica findfont 24 scalefont setfont
72 700 moveto (First page) show showpage
72 700 moveto (Second page) show showpage
(printed to the terminal) ==
`);
}

/** 200 by 100 points. */
export function sampleEps(): Buffer {
  return Buffer.from(`%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 200 100
1 0 0 setrgbcolor 20 20 100 40 rectfill
showpage
`);
}

/** The same behind the header that DOS programs put before it, with a preview after it (EPSF specification 3.0, 5.2). */
export function dosEps(): Buffer {
  const program = sampleEps();
  const header = Buffer.alloc(30);
  header.writeUInt32BE(0xc5d0d3c6, 0);
  header.writeUInt32LE(header.length, 4);
  header.writeUInt32LE(program.length, 8);
  header.writeUInt32LE(header.length + program.length, 20);
  header.writeUInt32LE(16, 24);
  header.writeUInt16LE(0xffff, 28);
  return Buffer.concat([header, program, Buffer.from('II*\0'), Buffer.alloc(12)]);
}

/** One A4 page (793.7 by 1122.5 units of 1/96 inch) with a red square. `sequence`: the name of its first part. */
export function sampleXps({ sequence = 'FixedDocumentSequence.fdseq' } = {}): Buffer {
  const xps = 'http://schemas.microsoft.com/xps/2005/06';
  const part = (name: string, text: string) => ({ name, data: Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${text}`) });
  const type = (extension: string, mediaType: string): string =>
    `<Default Extension="${extension}" ContentType="application/vnd.${mediaType}+xml"/>`;
  return writeZip([
    part(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${type('rels', 'openxmlformats-package.relationships')}${type('fdseq', 'ms-package.xps-fixeddocumentsequence')}${type('fdoc', 'ms-package.xps-fixeddocument')}${type('fpage', 'ms-package.xps-fixedpage')}</Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R0" Type="${xps}/fixedrepresentation" Target="/${sequence}"/></Relationships>`,
    ),
    part(sequence, `<FixedDocumentSequence xmlns="${xps}"><DocumentReference Source="/Documents/1/FixedDoc.fdoc"/></FixedDocumentSequence>`),
    part('Documents/1/FixedDoc.fdoc', `<FixedDocument xmlns="${xps}"><PageContent Source="Pages/1.fpage"/></FixedDocument>`),
    part(
      'Documents/1/Pages/1.fpage',
      `<FixedPage Width="793.7" Height="1122.5" xml:lang="en" xmlns="${xps}"><Path Fill="#FFFF0000" Data="M 100,100 L 300,100 300,300 100,300 Z"/></FixedPage>`,
    ),
  ]);
}
