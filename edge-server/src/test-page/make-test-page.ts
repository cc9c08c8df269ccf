// The test page: who printed it where and how, whether the size is right, whether greys, colours, fine lines and small letters come out.
// Drawn when it is asked for; nothing of it is stored.
import { drawPage, type PagePen } from './page-pen.ts';

export interface TestPageFacts {
  readonly site: string;
  readonly printer: string;
  readonly model?: string | undefined;
  readonly location?: string | undefined;
  /** Where it is sent to, without a password. */
  readonly address: string;
  /** Unix ms. */
  readonly at: number;
  /** Whose it is: a person's page says how it was fetched. */
  readonly owner?: string | undefined;
  readonly color: boolean;
  readonly duplex: boolean;
  readonly finishings: readonly string[];
  readonly paper: 'a4' | 'letter';
}

/** ISO 216 and ANSI/ASME Y14.1, in points. */
const SIZES = { a4: [595.28, 841.89], letter: [612, 792] } as const;
/** Left and right edge of what is drawn: within what every laser printer can print (4.2 mm at most is lost). */
const LEFT = 18;
const STEPS = 10;
const LINES = [0.25, 0.5, 1, 2];
const LETTERS = [5, 6, 7, 8, 9, 10];

export function makeTestPage(facts: TestPageFacts): Promise<Uint8Array> {
  const texts = [facts.site, facts.printer, facts.model, facts.location, facts.owner].map(
    (text) => text ?? '',
  );
  return drawPage(`Test page of ${facts.printer}`, SIZES[facts.paper], texts, (pen) => {
    corners(pen);
    const right = pen.width - LEFT;
    pen.text(LEFT, 30, 'It works.', { size: 26, bold: true });
    pen.text(LEFT, 38.5, said(facts), { size: 11, grey: 0.25, room: right - LEFT });
    table(pen, facts, 48);
    greys(pen, 94);
    colours(pen, 120);
    fine(pen, 172);
    ruler(pen, 232);
    pen.text(LEFT, pen.height - 17, facts.site, { size: 8, grey: 0.35, room: 110 });
    pen.text(right - 12, pen.height - 17, 'Platen', { size: 8, bold: true });
  });
}

const said = ({ owner, printer }: TestPageFacts): string =>
  owner === undefined
    ? `This page came from the server to ${printer}, the way every document does.`
    : `${owner} fetched this page at ${printer} with a code.`;

function table(pen: PagePen, facts: TestPageFacts, top: number): void {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Site', facts.site],
    ['Printer', facts.printer],
    ['Model', facts.model],
    ['Location', facts.location],
    ['Address', facts.address],
    ['Printed', `${new Date(facts.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['Paper', facts.paper === 'a4' ? 'A4, 210 x 297 mm' : 'Letter, 8.5 x 11 in'],
    ['Can do', abilities(facts)],
  ];
  let y = top;
  for (const [name, value] of rows) {
    if (value === undefined || value === '') continue;
    pen.text(LEFT, y, name, { grey: 0.35 });
    pen.text(LEFT + 28, y, value, { room: pen.width - 2 * LEFT - 28 });
    y += 5;
  }
}

function abilities({ color, duplex, finishings }: TestPageFacts): string {
  return [color ? 'colour' : 'black only', duplex ? 'both sides' : 'one side', ...finishings].join(', ');
}

/** Eleven fields from white to black: two that look the same say that toner or calibration is off. */
function greys(pen: PagePen, top: number): void {
  const width = (pen.width - 2 * LEFT) / (STEPS + 1);
  pen.text(LEFT, top, 'Greys: every field differs from the next', { bold: true });
  for (let step = 0; step <= STEPS; step++) {
    const x = LEFT + step * width;
    pen.box(x, top + 3, width, 12, pen.grey(step / STEPS));
    pen.text(x + 1, top + 19, `${step * 10} %`, { size: 6.5, grey: 0.35 });
  }
  frame(pen, LEFT, top + 3, pen.width - 2 * LEFT, 12);
}

function colours(pen: PagePen, top: number): void {
  pen.text(LEFT, top, 'Colours: from pale to full, no stripes', { bold: true });
  const inks: readonly (readonly [string, readonly [number, number, number, number]])[] = [
    ['Cyan', [1, 0, 0, 0]],
    ['Magenta', [0, 1, 0, 0]],
    ['Yellow', [0, 0, 1, 0]],
    ['Black', [0, 0, 0, 1]],
    ['Red', [0, 1, 1, 0]],
    ['Green', [1, 0, 1, 0]],
    ['Blue', [1, 1, 0, 0]],
  ];
  const from = LEFT + 20;
  const width = (pen.width - LEFT - from) / STEPS;
  inks.forEach(([name, [c, m, y, k]], row) => {
    const at = top + 3 + row * 6;
    pen.text(LEFT, at + 4, name, { size: 8, grey: 0.25 });
    for (let step = 1; step <= STEPS; step++) {
      const share = step / STEPS;
      pen.box(from + (step - 1) * width, at, width, 5, pen.ink(c * share, m * share, y * share, k * share));
    }
  });
}

function fine(pen: PagePen, top: number): void {
  const middle = pen.width / 2 + 4;
  pen.text(LEFT, top, 'Lines', { bold: true });
  LINES.forEach((points, index) => {
    const y = top + 6 + index * 6;
    pen.line(LEFT, y, LEFT + 60, y, points);
    pen.text(LEFT + 63, y + 1, `${points} pt`, { size: 7, grey: 0.35 });
  });
  // A star shows a head or a mirror that is out of line in one direction only.
  for (let ray = 0; ray < 24; ray++) {
    const angle = (ray / 24) * Math.PI;
    const [dx, dy] = [Math.cos(angle) * 9, Math.sin(angle) * 9];
    pen.line(LEFT + 40 - dx, top + 41 - dy, LEFT + 40 + dx, top + 41 + dy, 0.25);
  }
  pen.ring(LEFT + 40, top + 41, 10, 0.25);
  pen.text(middle, top, 'Letters', { bold: true });
  LETTERS.forEach((size, index) => {
    pen.text(middle, top + 6 + index * 6, `${size} pt  Sphinx of black quartz, 0123456789`, {
      size,
      room: pen.width - LEFT - middle,
    });
  });
}

/** A hundred millimetres to lay a ruler on: a printer that fits pages into its margins shows here. */
function ruler(pen: PagePen, top: number): void {
  const from = LEFT;
  pen.text(from, top, 'Size: this line is 100 mm long', { bold: true });
  pen.line(from, top + 10, from + 100, top + 10, 0.5);
  for (let mm = 0; mm <= 100; mm++) {
    const length = mm % 10 === 0 ? 5 : mm % 5 === 0 ? 3.5 : 2;
    pen.line(from + mm, top + 10, from + mm, top + 10 - length, mm % 10 === 0 ? 0.5 : 0.25);
    if (mm % 10 === 0) pen.text(from + mm - 1.5, top + 14.5, String(mm), { size: 7, grey: 0.35 });
  }
}

/** Marks at ten millimetres from each corner: all four have to be there, and equally far from the edges. */
function corners(pen: PagePen): void {
  for (const x of [10, pen.width - 10]) {
    for (const y of [10, pen.height - 10]) {
      pen.line(x - 5, y, x + 5, y, 0.4);
      pen.line(x, y - 5, x, y + 5, 0.4);
      pen.ring(x, y, 2.5, 0.4);
    }
  }
}

function frame(pen: PagePen, x: number, y: number, width: number, height: number): void {
  pen.line(x, y, x + width, y, 0.25);
  pen.line(x, y + height, x + width, y + height, 0.25);
  pen.line(x, y, x, y + height, 0.25);
  pen.line(x + width, y, x + width, y + height, 0.25);
}
