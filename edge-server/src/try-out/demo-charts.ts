// Charts and tables of the try-out's sample report, drawn with vectors.
import type { Pen, TextLook } from './demo-pen.ts';
import { PALETTE } from './demo-report-look.ts';

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SMALL: TextLook = { size: 8, color: PALETTE.grey };

/** Horizontal lines with their values at the left, from 0 to `top` in four steps. */
function drawScale(pen: Pen, { x, y, width, height }: Frame, top: number, unit: string): void {
  for (let step = 0; step <= 4; step++) {
    const level = y + height - (height * step) / 4;
    pen.line(
      [
        [x, level],
        [x + width, level],
      ],
      { stroke: PALETTE.rule, lineWidth: step === 0 ? 1 : 0.5 },
    );
    pen.text(x - 6, level + 3, `${(top * step) / 4}${unit}`, { ...SMALL, align: 'right' });
  }
}

/** Groups of bars: one colour per series. */
export function drawBars(
  pen: Pen,
  frame: Frame,
  labels: readonly string[],
  series: readonly { readonly name: string; readonly color: string; readonly values: readonly number[] }[],
  top: number,
  unit = '',
): void {
  drawScale(pen, frame, top, unit);
  const group = frame.width / labels.length;
  const bar = (group * 0.68) / series.length;
  labels.forEach((label, index) => {
    const left = frame.x + group * index + group * 0.16;
    series.forEach(({ color, values }, order) => {
      const tall = (frame.height * (values[index] ?? 0)) / top;
      const x = left + order * bar;
      pen.box(x, frame.y + frame.height - tall, bar * 0.9, tall, { fill: color });
    });
    pen.text(left + group * 0.34, frame.y + frame.height + 14, label, { ...SMALL, align: 'center' });
  });
  drawLegend(pen, frame.x, frame.y - 14, series);
}

export function drawLines(
  pen: Pen,
  frame: Frame,
  labels: readonly string[],
  series: readonly { readonly name: string; readonly color: string; readonly values: readonly number[] }[],
  top: number,
  unit = '',
): void {
  drawScale(pen, frame, top, unit);
  const step = frame.width / (labels.length - 1);
  const level = (value: number): number => frame.y + frame.height - (frame.height * value) / top;
  labels.forEach((label, index) => {
    pen.text(frame.x + step * index, frame.y + frame.height + 14, label, { ...SMALL, align: 'center' });
  });
  for (const { color, values } of series) {
    const points = values.map((value, index) => [frame.x + step * index, level(value)] as const);
    const outline = points.map(([x, y]) => `L${x} ${y}`).join('');
    const floor = frame.y + frame.height;
    pen.path(`M${frame.x} ${floor}${outline}L${frame.x + frame.width} ${floor}Z`, {
      fill: color,
      opacity: 0.1,
    });
    pen.line(points, { stroke: color, lineWidth: 2.5 });
    for (const [x, y] of points) pen.circle(x, y, 3, { fill: '#ffffff', stroke: color, lineWidth: 1.8 });
  }
  drawLegend(pen, frame.x, frame.y - 14, series);
}

function drawLegend(
  pen: Pen,
  x: number,
  y: number,
  series: readonly { name: string; color: string }[],
): void {
  let at = x;
  for (const { name, color } of series) {
    pen.box(at, y - 7, 8, 8, { fill: color, radius: 2 });
    pen.text(at + 13, y, name, { size: 8.5, color: PALETTE.navy });
    at += 30 + pen.measure(name, { size: 8.5 });
  }
}

/** A ring of shares (in percent) with its legend at the right. */
export function drawRing(
  pen: Pen,
  centre: readonly [number, number],
  radius: number,
  shares: readonly { readonly name: string; readonly color: string; readonly percent: number }[],
): void {
  const [x, y] = centre;
  let turn = -Math.PI / 2;
  const at = (angle: number, r: number): string => `${x + r * Math.cos(angle)} ${y + r * Math.sin(angle)}`;
  shares.forEach(({ name, color, percent }, index) => {
    const end = turn + (percent / 100) * 2 * Math.PI;
    const large = percent > 50 ? 1 : 0;
    const inner = radius * 0.6;
    pen.path(
      `M${at(turn, radius)}A${radius} ${radius} 0 ${large} 1 ${at(end, radius)}` +
        `L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(turn, inner)}Z`,
      { fill: color, stroke: '#ffffff', lineWidth: 2 },
    );
    const row = y - shares.length * 12 + index * 26 + 12;
    pen.box(x + radius + 40, row - 9, 11, 11, { fill: color, radius: 3 });
    pen.text(x + radius + 60, row, name, { size: 11 });
    pen.text(x + radius + 250, row, `${percent} %`, { size: 11, face: 'bold', align: 'right' });
    turn = end;
  });
}

/** First column left, the others right; the last row is the sum when `total`. Returns the y below. */
export function drawTable(
  pen: Pen,
  x: number,
  y: number,
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  total = false,
): number {
  const rowHeight = 22;
  const width = widths.reduce((sum, one) => sum + one, 0);
  rows.forEach((cells, index) => {
    const top = y + index * rowHeight;
    const head = index === 0;
    const sum = total && index === rows.length - 1;
    if (head) pen.box(x, top, width, rowHeight, { fill: PALETTE.navy });
    else if (sum) pen.box(x, top, width, rowHeight, { fill: '#dcebed' });
    else if (index % 2 === 0) pen.box(x, top, width, rowHeight, { fill: PALETTE.paper });
    let right = x;
    cells.forEach((cell, column) => {
      right += widths[column] ?? 0;
      const look: TextLook = {
        size: 9,
        face: head || sum ? 'bold' : 'regular',
        color: head ? '#ffffff' : PALETTE.navy,
        align: column === 0 ? 'left' : 'right',
      };
      pen.text(column === 0 ? x + 8 : right - 8, top + 14.5, cell, look);
    });
  });
  const end = y + rows.length * rowHeight;
  pen.line(
    [
      [x, end],
      [x + width, end],
    ],
    { stroke: PALETTE.navy, lineWidth: 0.8 },
  );
  return end;
}
