// How a document goes to which printer: every combination of what is held, asked for and offered that makes a difference.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Choice, choosePlans, type Plan } from '@platen/edge-server/flow/deliver/choose-format';
import { type PrinterOffers, readPrinterOffers } from '@platen/edge-server/flow/deliver/printer-offers';
import {
  boolean,
  collection,
  integer,
  keyword,
  rangeOfInteger,
  resolution,
} from '@platen/edge-server/protocols/ipp/message';
import type { DocumentFacts } from '@platen/shared/document-facts';
import type { Ticket } from '@platen/shared/ticket';

const PDF = { mediaType: 'application/pdf', blobId: 'pdf' };
const JPEG = { mediaType: 'image/jpeg', blobId: 'jpeg' };
const A4 = { count: 3, width: 210, height: 297 };
const FACTS: DocumentFacts = { pages: 3, pageSizes: [A4], colour: 'color', notes: [] };

const ABLE: PrinterOffers = {
  formats: ['application/pdf', 'image/pwg-raster', 'image/urf', 'image/jpeg'],
  maxCopies: 99,
  colorModes: ['auto', 'color', 'monochrome'],
  doesNumberUp: () => true,
  doesPageRanges: true,
  media: ['iso_a4_210x297mm', 'na_letter_8.5x11in'],
  loaded: [{ name: 'iso_a4_210x297mm', source: 'tray-1', width: 21_000, height: 29_700 }],
  mediaDefault: 'na_letter_8.5x11in',
  color: true,
  collates: true,
  scalings: ['auto', 'fit', 'none'],
  pwg: {
    colors: ['srgb_8', 'sgray_8', 'black_1'],
    dots: [
      { x: 300, y: 300 },
      { x: 600, y: 600 },
    ],
    sheetBack: 'rotated',
  },
  urf: { colors: ['srgb_8', 'sgray_8'], dots: [{ x: 600, y: 600 }], sheetBack: 'flipped' },
};
const PLAIN: Partial<PrinterOffers> = { doesNumberUp: (up) => up === 1, doesPageRanges: false, scalings: [] };

const plansFor = (
  printer: Partial<PrinterOffers> = {},
  ticket: Ticket = {},
  more: Partial<Choice> = {},
): readonly Plan[] =>
  choosePlans({
    held: [PDF],
    ticket,
    facts: FACTS,
    printer: { ...ABLE, ...printer },
    canMake: true,
    ...more,
  });
const hows = (plans: readonly Plan[]): string =>
  plans
    .map((plan) => (plan.how === 'as-is' ? `as-is ${plan.format}` : `${plan.how} ${plan.format}`))
    .join(', ');
const first = (...asked: Parameters<typeof plansFor>): Plan =>
  plansFor(...asked)[0] ?? assert.fail('no plan');

test('a printer that does everything gets the document as it is, the print document before the original', () => {
  const plans = plansFor(
    {},
    { numberUp: 2, pageRanges: [{ from: 1, to: 3 }], printScaling: 'fit', copies: 2 },
    { held: [PDF, JPEG] },
  );
  assert.equal(plans[0]?.how, 'as-is');
  assert.equal(plans[0].document, PDF);
  assert.deepEqual(plans[0].ticket, {
    numberUp: 2,
    pageRanges: [{ from: 1, to: 3 }],
    printScaling: 'fit',
    copies: 2,
  });
  assert.equal(plans[0].collate, true);
  assert.equal(hows(plans), 'as-is application/pdf, impose application/pdf, raster image/pwg-raster');
});

test('media types are compared without case and parameters; a printer that lists none is asked with the best', () => {
  assert.equal(
    hows(plansFor({ formats: ['Application/PDF; version=1.7'] }).slice(0, 1)),
    'as-is application/pdf',
  );
  assert.equal(hows(plansFor({ formats: [] }, {}, { held: [PDF, JPEG] })), 'as-is application/pdf');
  assert.equal(hows(plansFor({ formats: ['image/tiff', 'application/octet-stream'] })), '');
  assert.equal(
    hows(plansFor({ formats: ['image/jpeg', 'image/tiff'] }, {}, { held: [PDF, JPEG] })),
    'as-is image/jpeg',
  );
});

test('programs and look-alikes never go as they are, whatever the printer takes', () => {
  for (const mediaType of [
    'application/postscript',
    'application/vnd.hp-pcl',
    'image/urf',
    'image/pwg-raster',
    'text/plain',
  ]) {
    const held = [{ mediaType, blobId: 'x' }];
    assert.deepEqual(plansFor({ formats: [mediaType] }, {}, { held }), [], mediaType);
    assert.notEqual(
      plansFor({ formats: [mediaType] }, {}, { held: [PDF, ...held] })[0]?.how,
      'as-is',
      mediaType,
    );
  }
});

test('what only the layout lacks is laid out anew as a PDF, all of it at once', () => {
  const cases: readonly Ticket[] = [
    { numberUp: 2 },
    { numberUp: 16 },
    { pageRanges: [{ from: 2, to: 2 }] },
    { printScaling: 'fill' },
    { orientation: 'landscape' },
    { booklet: true },
    { watermark: 'DRAFT' },
  ];
  for (const asked of cases) {
    const ticket: Ticket = { ...asked, finishings: [20], printColorMode: 'monochrome', copies: 2 };
    const plan = first(PLAIN, ticket);
    assert.ok(plan.how === 'impose', JSON.stringify(asked));
    assert.deepEqual(plan.making.ticket, asked);
    assert.equal(plan.making.copies, 1);
    assert.deepEqual(plan.making.media, { width: 21_000, height: 29_700 });
    const sides = asked.booklet === true ? { sides: 'two-sided-short-edge' } : {};
    assert.deepEqual(plan.ticket, {
      copies: 2,
      printColorMode: 'monochrome',
      finishings: [20],
      media: 'iso_a4_210x297mm',
      ...sides,
    });
  }
  // One that the printer lacks takes the others along: its page numbers would count our sheets.
  const both = first({ ...PLAIN, doesPageRanges: true }, { numberUp: 2, pageRanges: [{ from: 1, to: 1 }] });
  assert.ok(both.how === 'impose');
  assert.deepEqual(both.ticket, { media: 'iso_a4_210x297mm' });
  // Even a printer that does all else knows no booklet and no watermark.
  assert.equal(first({}, { booklet: true }).how, 'impose');
  assert.equal(first({}, { watermark: 'DRAFT' }).how, 'impose');
  assert.equal(first({}, { watermark: '  ' }).how, 'as-is');
  assert.equal(first(PLAIN, { printScaling: 'auto', numberUp: 1, pageRanges: [] }).how, 'as-is');
});

test('a drawn or laid out document is not scaled once more where the printer can be told', () => {
  assert.equal(first({}, { booklet: true }).ticket.printScaling, 'none');
  assert.equal(first({ ...PLAIN }, { booklet: true }).ticket.printScaling, undefined);
});

test('a printer without PDF gets the first drawn format it takes', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['image/urf', 'image/pwg-raster'], 'image/pwg-raster'],
    [['image/urf', 'image/jpeg'], 'image/urf'],
    [
      ['application/vnd.hp-PCL', 'application/vnd.hp-PCLXL', 'application/postscript'],
      'application/vnd.hp-pclxl',
    ],
    [['application/vnd.hp-PCL', 'application/postscript'], 'application/postscript'],
    [['application/vnd.hp-PCL'], 'application/vnd.hp-pcl'],
  ];
  for (const [formats, format] of cases) assert.equal(hows(plansFor({ formats })), `raster ${format}`);
});

test('one picture is one side: JPEG alone takes what fits on one', () => {
  const formats = ['image/jpeg'];
  assert.equal(hows(plansFor({ formats })), '');
  assert.equal(hows(plansFor({ formats }, { numberUp: 4 })), 'raster image/jpeg');
  assert.equal(hows(plansFor({ formats }, { pageRanges: [{ from: 3, to: 3 }] })), 'raster image/jpeg');
  assert.equal(hows(plansFor({ formats, maxCopies: 1 }, { numberUp: 4, copies: 2 })), '');
});

test('grey that a colour printer cannot be asked for is drawn; where it can, the attribute does it', () => {
  const ticket: Ticket = { printColorMode: 'monochrome' };
  assert.equal(first({}, ticket).how, 'as-is');
  const drawn = first({ colorModes: ['auto', 'color'] }, ticket);
  assert.ok(drawn.how === 'raster' && drawn.drawing.color === 'sgray_8');
  // It prints grey anyway, or nothing can be done about it.
  assert.equal(first({ colorModes: [], color: false }, ticket).how, 'as-is');
  assert.equal(first({ colorModes: ['color'], formats: ['application/pdf'] }, ticket).how, 'as-is');
  assert.equal(
    first({ colorModes: ['color'], formats: ['application/pdf'] }, { ...ticket, booklet: true }).how,
    'impose',
  );
});

test('colours and dots: what the document needs, of what the printer draws', () => {
  const drawing = (
    printer: Partial<PrinterOffers>,
    ticket: Ticket = {},
    colour: DocumentFacts['colour'] = 'color',
  ) => {
    const plan = first({ formats: ['image/pwg-raster'], ...printer }, ticket, {
      facts: { ...FACTS, colour },
    });
    assert.ok(plan.how === 'raster');
    const { color, dots, sheetBack } = plan.drawing;
    return `${color} ${dots.x}x${dots.y} ${sheetBack}`;
  };
  assert.equal(drawing({}), 'srgb_8 300x300 rotated');
  assert.equal(drawing({}, {}, 'unknown'), 'srgb_8 300x300 rotated');
  assert.equal(drawing({}, {}, 'monochrome'), 'sgray_8 300x300 rotated');
  assert.equal(drawing({}, { printColorMode: 'monochrome' }), 'sgray_8 300x300 rotated');
  assert.equal(drawing({ color: false }), 'sgray_8 300x300 rotated');
  const pwg = ABLE.pwg ?? assert.fail('no offer');
  assert.equal(drawing({ pwg: { ...pwg, colors: ['black_1'] } }), 'black_1 600x600 rotated');
  assert.equal(
    drawing({
      pwg: {
        ...pwg,
        colors: ['sgray_8'],
        dots: [
          { x: 600, y: 600 },
          { x: 1200, y: 1200 },
        ],
      },
    }),
    'sgray_8 600x600 rotated',
  );
  assert.equal(
    drawing({
      pwg: {
        ...pwg,
        dots: [
          { x: 150, y: 150 },
          { x: 200, y: 200 },
        ],
      },
    }),
    'srgb_8 200x200 rotated',
  );
  assert.equal(drawing({ formats: ['image/urf'] }), 'srgb_8 600x600 flipped');
  assert.equal(drawing({ formats: ['image/urf'], urf: undefined }), 'srgb_8 300x300 normal');
  assert.equal(drawing({ formats: ['application/vnd.hp-PCL'] }, {}, 'monochrome'), 'black_1 600x600 normal');
});

test('copies are the printer’s unless it makes too few or would mix them', () => {
  const ask = (printer: Partial<PrinterOffers>, copies: number, more: Partial<Choice> = {}) => {
    const plan = first(printer, { copies }, more);
    const here = plan.how === 'as-is' ? 1 : plan.making.copies;
    return `${plan.how} here ${here} asked ${plan.ticket.copies ?? 1}${plan.collate ? ' collated' : ''}`;
  };
  const raster = { formats: ['image/pwg-raster'] };
  assert.equal(ask({}, 3), 'as-is here 1 asked 3 collated');
  assert.equal(ask({ collates: undefined }, 3), 'as-is here 1 asked 3');
  assert.equal(ask({ collates: false }, 3), 'impose here 3 asked 1');
  assert.equal(ask({ maxCopies: 1 }, 3), 'impose here 3 asked 1');
  assert.equal(ask(raster, 3), 'raster here 1 asked 3 collated');
  assert.equal(ask({ ...raster, collates: undefined }, 3), 'raster here 3 asked 1');
  assert.equal(
    ask({ ...raster, collates: false }, 3, { facts: { ...FACTS, pages: 1 } }),
    'raster here 1 asked 3',
  );
});

test('the paper: asked for, in the tray asked for, of the document’s size, the default, what is loaded', () => {
  const media = (printer: Partial<PrinterOffers>, ticket: Ticket = {}, size = A4) => {
    const plan = first(printer, { ...ticket, booklet: true }, { facts: { ...FACTS, pageSizes: [size] } });
    assert.ok(plan.how === 'impose');
    const { width, height } = plan.making.media ?? { width: 0, height: 0 };
    return `${width}x${height} ${plan.ticket.media ?? '-'}`;
  };
  const tray = { source: 'tray-2', width: 14_800, height: 21_000 };
  const a5 = { count: 3, width: 148, height: 210.3 };
  assert.equal(media({}), '21000x29700 iso_a4_210x297mm');
  assert.equal(media({}, { media: 'na_legal_8.5x14in' }), '21590x35560 na_legal_8.5x14in');
  assert.equal(media({ loaded: [...ABLE.loaded, tray] }, { mediaSource: 'tray-2' }), '14800x21000 -');
  assert.equal(media({ loaded: [...ABLE.loaded, tray] }, {}, a5), '14800x21000 -');
  assert.equal(media({}, {}, a5), '21590x27940 na_letter_8.5x11in');
  assert.equal(media({ mediaDefault: undefined }, {}, a5), '21000x29700 iso_a4_210x297mm');
  assert.equal(media({ mediaDefault: undefined, loaded: [] }, {}, a5), '0x0 -');
});

test('where nothing can be made, documents go as they are and what the printer lacks is left out', () => {
  const plans = plansFor(PLAIN, { numberUp: 4, copies: 3 }, { canMake: false });
  assert.equal(hows(plans), 'as-is application/pdf');
  assert.equal(plans[0]?.ticket.numberUp, 4);
  assert.equal(hows(plansFor({ formats: ['image/urf'] }, {}, { canMake: false })), '');
});

test('offers are read from attributes, and nonsense among them is dropped', () => {
  const dots = (crossFeed: number, feed: number, units: number) => ({ crossFeed, feed, units });
  const offers = readPrinterOffers(
    [
      keyword('pwg-raster-document-type-supported', 'srgb_8', 'sgray_16', 'sgray_8'),
      resolution(
        'pwg-raster-document-resolution-supported',
        dots(600, 600, 3),
        dots(118, 118, 4),
        dots(9, 9, 3),
        dots(300, 300, 77),
      ),
      keyword('pwg-raster-document-sheet-back', 'manual-tumble'),
      keyword('urf-supported', 'V1.4', 'CP1', 'DM3', 'RS300-600', 'W8', 'SRGB24', 'RS0'),
      keyword('multiple-document-handling-supported', 'separate-documents-uncollated-copies'),
      keyword('print-scaling-supported', 'auto', 'none'),
      boolean('color-supported', true),
      rangeOfInteger('number-up-supported', { lower: 1, upper: 4 }),
      rangeOfInteger('copies-supported', { lower: 1, upper: 100_000 }),
      keyword('media-ready', 'iso_a4_210x297mm', 'nonsense'),
      collection('media-col-ready', [keyword('media-source', 'tray-1')]),
      integer('page-ranges-supported', 1),
    ],
    ['application/pdf'],
  );
  assert.deepEqual(offers.pwg, {
    colors: ['srgb_8', 'sgray_8'],
    dots: [
      { x: 600, y: 600 },
      { x: 300, y: 300 },
    ],
    sheetBack: 'manual-tumble',
  });
  assert.deepEqual(offers.urf, {
    colors: ['srgb_8', 'sgray_8'],
    dots: [
      { x: 300, y: 300 },
      { x: 600, y: 600 },
    ],
    sheetBack: 'rotated',
  });
  assert.deepEqual(
    [offers.collates, offers.color, offers.maxCopies, offers.doesPageRanges],
    [false, true, 999, false],
  );
  assert.deepEqual([offers.doesNumberUp(4), offers.doesNumberUp(6)], [true, false]);
  assert.deepEqual(
    offers.loaded.map(({ name }) => name),
    ['iso_a4_210x297mm'],
  );
  const silent = readPrinterOffers([], []);
  assert.deepEqual(
    [silent.pwg, silent.urf, silent.collates, silent.color],
    [undefined, undefined, undefined, undefined],
  );
});
