// "Boarding pass.pdf" of the try-out: one A4 page of an airline that does not exist.
import { newSheets, type Pen } from './demo-pen.ts';

/** A4 in points. */
const WIDTH = 595.28;
const HEIGHT = 841.89;

const NIGHT = '#1d2a5b';
const SKY = '#3f8efc';
const DAWN = '#ff9f5a';
const MIST = '#f2f5fb';
const GREY = '#6d7690';
const LEFT = 44;
const CARD = WIDTH - 2 * LEFT;

export async function boardingPass(): Promise<Uint8Array> {
  const sheets = await newSheets('Boarding pass');
  const pen = sheets.addPage(WIDTH, HEIGHT);
  pen.text(LEFT, 64, 'Aurora Air', { size: 24, face: 'bold', color: NIGHT });
  pen.text(WIDTH - LEFT, 64, 'Boarding pass', { size: 14, color: GREY, align: 'right' });
  drawCard(pen, 92);
  drawSteps(pen, 452);
  drawNotice(pen, 640);
  return sheets.save();
}

function drawCard(pen: Pen, top: number): void {
  pen.box(LEFT, top, CARD, 320, { fill: MIST, radius: 18 });
  pen.path(roundedTop(LEFT, top, CARD, 132, 18), { fill: NIGHT });
  pen.text(LEFT + 28, top + 68, 'OSL', { size: 50, face: 'bold', color: '#ffffff' });
  pen.text(LEFT + 30, top + 92, 'Oslo', { size: 13, color: '#b9c6ef' });
  pen.text(LEFT + CARD - 28, top + 68, 'LIS', { size: 50, face: 'bold', color: '#ffffff', align: 'right' });
  pen.text(LEFT + CARD - 30, top + 92, 'Lisbon', { size: 13, color: '#b9c6ef', align: 'right' });
  const middle = WIDTH / 2;
  pen.path(`M${middle - 92} ${top + 70}Q${middle} ${top + 4} ${middle + 92} ${top + 70}`, {
    stroke: DAWN,
    lineWidth: 2,
    dash: [2, 6],
  });
  drawPlane(pen, middle, top + 38);
  pen.circle(middle - 92, top + 70, 5, { fill: '#ffffff' });
  pen.circle(middle + 92, top + 70, 5, { fill: DAWN });
  pen.text(middle, top + 96, '4 h 05 min, direct', { size: 11, color: '#ffffff', align: 'center' });

  const cells = [
    ['Passenger', 'LINDQVIST / MAYA', 0, 160],
    ['Flight', 'AU 2047', 250, 160],
    ['Date', '12 DEC 2026', 0, 212],
    ['Gate', 'D14', 140, 212],
    ['Seat', '11A', 210, 212],
    ['Group', '2', 280, 212],
  ] as const;
  for (const [name, value, x, y] of cells) {
    pen.text(LEFT + 28 + x, top + y, name, { size: 9, color: GREY });
    pen.text(LEFT + 28 + x, top + y + 20, value, { size: 16, face: 'bold', color: NIGHT });
  }
  pen.box(LEFT + 28, top + 252, 320, 48, { fill: '#ffffff', radius: 10 });
  pen.text(LEFT + 46, top + 282, 'Boarding', { size: 12, color: GREY });
  pen.text(LEFT + 112, top + 285, '09:25', { size: 22, face: 'bold', color: SKY });
  pen.text(LEFT + 200, top + 282, 'Departure', { size: 12, color: GREY });
  pen.text(LEFT + 272, top + 285, '09:55', { size: 22, face: 'bold', color: NIGHT });

  const tear = LEFT + CARD - 140;
  pen.line(
    [
      [tear, top + 144],
      [tear, top + 308],
    ],
    { stroke: '#b7c0d6', lineWidth: 1.4, dash: [3, 5] },
  );
  pen.circle(tear, top + 132, 9, { fill: '#ffffff' });
  pen.circle(tear, top + 320, 9, { fill: '#ffffff' });
  drawCode(pen, tear + 20, top + 152, 100);
  pen.text(tear + 70, top + 272, 'X7K2PD', {
    size: 15,
    face: 'mono',
    color: NIGHT,
    align: 'center',
    tracking: 1,
  });
  pen.text(tear + 70, top + 290, 'Booking', { size: 9, color: GREY, align: 'center' });
}

function roundedTop(x: number, y: number, w: number, h: number, r: number): string {
  return `M${x} ${y + h}V${y + r}q0 ${-r} ${r} ${-r}H${x + w - r}q${r} 0 ${r} ${r}V${y + h}Z`;
}

/** A plane flying to the right, seen from above, 40 points long. */
function drawPlane(pen: Pen, x: number, y: number): void {
  pen.path(
    `M${x + 20} ${y}q-1 -3.4 -7 -3.4h-9l-10 -16h-5l5 16h-9l-4 -5h-4l2.4 8.4l-2.4 8.4h4l4 -5h9l-5 16h5l10 -16h9q6 0 7 -3.4Z`,
    { fill: '#ffffff' },
  );
}

/** Squares that look like a matrix code but hold nothing: a sample must not be scannable as a real pass. */
function drawCode(pen: Pen, x: number, y: number, size: number): void {
  const modules = 25;
  const unit = size / modules;
  pen.box(x - 6, y - 6, size + 12, size + 12, { fill: '#ffffff', radius: 6 });
  const inEye = (row: number, column: number): boolean =>
    (row < 8 && column < 8) || (row < 8 && column > modules - 9) || (row > modules - 9 && column < 8);
  let seed = 20261212;
  let squares = '';
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      // A linear congruential generator (the constants of Numerical Recipes): the same squares every time.
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      if (seed < 2 ** 31 || inEye(row, column)) continue;
      squares += `M${x + column * unit} ${y + row * unit}h${unit}v${unit}h${-unit}Z`;
    }
  }
  pen.path(squares, { fill: NIGHT });
  for (const [row, column] of [
    [0, 0],
    [0, modules - 7],
    [modules - 7, 0],
  ] as const) {
    const [left, top] = [x + column * unit, y + row * unit];
    pen.box(left, top, unit * 7, unit * 7, { fill: NIGHT });
    pen.box(left + unit, top + unit, unit * 5, unit * 5, { fill: '#ffffff' });
    pen.box(left + unit * 2, top + unit * 2, unit * 3, unit * 3, { fill: NIGHT });
  }
}

function drawSteps(pen: Pen, top: number): void {
  pen.text(LEFT, top, 'On the day', { size: 18, face: 'bold', color: NIGHT });
  const steps = [
    ['07:55', 'Bag drop opens', 'Hall 2, rows F to H'],
    ['08:40', 'Security', 'About 12 minutes at this hour'],
    ['09:25', 'Boarding, gate D14', 'Group 2 boards second'],
    ['09:45', 'Gate closes', 'No one is let in after this'],
  ] as const;
  const room = CARD / steps.length;
  const y = top + 44;
  pen.line(
    [
      [LEFT + 8, y],
      [LEFT + room * 3 + 8, y],
    ],
    { stroke: SKY, lineWidth: 2 },
  );
  steps.forEach(([time, what, more], index) => {
    const x = LEFT + index * room;
    pen.circle(x + 8, y, 8, {
      fill: index === 2 ? DAWN : '#ffffff',
      stroke: index === 2 ? DAWN : SKY,
      lineWidth: 3,
    });
    pen.text(x, y + 40, time, { size: 20, face: 'bold', color: NIGHT });
    pen.text(x, y + 60, what, { size: 10.5, face: 'bold', color: NIGHT });
    pen.paragraph(x, y + 76, room - 12, more, { size: 9, color: GREY, leading: 12 });
  });
}

function drawNotice(pen: Pen, top: number): void {
  pen.box(LEFT, top, CARD, 96, { fill: '#fff3e9', radius: 12 });
  pen.box(LEFT, top, 8, 96, { fill: DAWN, radius: 4 });
  pen.text(LEFT + 28, top + 32, 'One cabin bag, one small bag', { size: 13, face: 'bold', color: NIGHT });
  pen.paragraph(
    LEFT + 28,
    top + 52,
    CARD - 56,
    'Cabin bag up to 55 x 40 x 23 cm and 8 kg. Liquids in containers of up to 100 ml, in one clear bag of one litre. Keep your identity card and this page at hand.',
    { size: 10, color: '#4b4f63', leading: 15 },
  );
  pen.text(
    LEFT,
    HEIGHT - 40,
    'Aurora Air is made up for the Platen try-out. This page lets nobody on board.',
    {
      size: 9,
      face: 'italic',
      color: GREY,
    },
  );
}
