// "Floor plan A3.pdf" of the try-out: one A3 landscape page, a line drawing of a flat.
import { drawFurniture } from './demo-floor-furniture.ts';
import {
  FINE,
  GREEN,
  HEIGHT,
  INK,
  INNER_WALL,
  LEFT,
  METRE,
  OUTER_WALL,
  TOP,
  WET,
  WIDTH,
  WOOD,
  x,
  y,
} from './demo-floor-look.ts';
import { newSheets, type Pen } from './demo-pen.ts';

export async function floorPlan(): Promise<Uint8Array> {
  const sheets = await newSheets('Floor plan A3');
  const pen = sheets.addPage(WIDTH, HEIGHT);
  pen.box(28, 28, WIDTH - 56, HEIGHT - 56, { stroke: INK, lineWidth: 2.2 });
  pen.box(34, 34, WIDTH - 68, HEIGHT - 68, { stroke: INK, lineWidth: 0.5 });
  drawFloors(pen);
  drawWalls(pen);
  drawOpenings(pen);
  drawFurniture(pen);
  drawLabels(pen);
  drawSchedule(pen);
  drawDimensions(pen);
  drawTitleBlock(pen);
  return sheets.save();
}

/** Metres: left, top, width, height. */
function room(pen: Pen, [left, top, w, h]: readonly [number, number, number, number], fill: string): void {
  pen.box(x(left), y(top), w * METRE, h * METRE, { fill });
}

function drawFloors(pen: Pen): void {
  room(pen, [0, 0, 6.2, 4.6], WOOD);
  room(pen, [6.2, 0, 4.0, 4.6], WOOD);
  room(pen, [10.2, 0, 4.0, 3.2], WOOD);
  room(pen, [10.2, 3.2, 4.0, 2.4], WET);
  room(pen, [0, 4.6, 4.4, 4.4], WET);
  room(pen, [4.4, 4.6, 5.8, 1.6], '#fbf8f1');
  room(pen, [4.4, 6.2, 5.8, 2.8], WOOD);
  room(pen, [10.2, 5.6, 4.0, 3.4], WOOD);
  room(pen, [0, 9.0, 6.2, 1.5], GREEN);
  // Floor boards, and tiles where it gets wet.
  for (let board = 0.2; board < 4.6; board += 0.2) {
    pen.line(
      [
        [x(0), y(board)],
        [x(10.2), y(board)],
      ],
      { stroke: '#e9dcc5', lineWidth: 0.4 },
    );
  }
  for (let tile = 0.4; tile < 4.4; tile += 0.4) {
    pen.line(
      [
        [x(tile), y(4.6)],
        [x(tile), y(9)],
      ],
      { stroke: '#c6dcea', lineWidth: 0.4 },
    );
    pen.line(
      [
        [x(0), y(4.6 + tile)],
        [x(4.4), y(4.6 + tile)],
      ],
      { stroke: '#c6dcea', lineWidth: 0.4 },
    );
  }
}

function drawWalls(pen: Pen): void {
  pen.box(x(0), y(0), 14.2 * METRE, 9 * METRE, { stroke: INK, lineWidth: OUTER_WALL * METRE });
  const walls = [
    [
      [6.2, 0],
      [6.2, 4.6],
    ],
    [
      [10.2, 0],
      [10.2, 9],
    ],
    [
      [0, 4.6],
      [10.2, 4.6],
    ],
    [
      [4.4, 4.6],
      [4.4, 9],
    ],
    [
      [4.4, 6.2],
      [10.2, 6.2],
    ],
    [
      [10.2, 3.2],
      [14.2, 3.2],
    ],
    [
      [10.2, 5.6],
      [14.2, 5.6],
    ],
  ] as const;
  for (const [from, to] of walls) {
    pen.line(
      [
        [x(from[0]), y(from[1])],
        [x(to[0]), y(to[1])],
      ],
      { stroke: INK, lineWidth: INNER_WALL * METRE },
    );
  }
  pen.line(
    [
      [x(0), y(9)],
      [x(0), y(10.5)],
      [x(6.2), y(10.5)],
      [x(6.2), y(9)],
    ],
    { stroke: INK, lineWidth: 2 },
  );
  for (let bar = 0.2; bar < 6.2; bar += 0.2) {
    pen.line(
      [
        [x(bar), y(10.42)],
        [x(bar), y(10.5)],
      ],
      { stroke: INK, lineWidth: 0.8 },
    );
  }
}

function drawOpenings(pen: Pen): void {
  // Windows: a gap in the wall with three lines. Centre in metres, width, wall.
  const windows = [
    [1.6, 0, 1.8, 'h'],
    [4.4, 0, 1.8, 'h'],
    [8.2, 0, 2.0, 'h'],
    [12.2, 0, 1.8, 'h'],
    [14.2, 1.6, 1.2, 'v'],
    [14.2, 4.4, 0.8, 'v'],
    [14.2, 7.3, 1.6, 'v'],
    [0, 2.3, 1.8, 'v'],
    [0, 6.8, 1.2, 'v'],
    [7.4, 9, 2.2, 'h'],
    [12.2, 9, 1.6, 'h'],
  ] as const;
  for (const [cx, cy, wide, way] of windows) {
    const half = (wide * METRE) / 2;
    const deep = 0.19 * METRE;
    const [dx, dy] = way === 'h' ? [half, deep] : [deep, half];
    pen.box(x(cx) - dx, y(cy) - dy, 2 * dx, 2 * dy, { fill: '#ffffff', stroke: INK, lineWidth: 0.9 });
    if (way === 'h')
      pen.line(
        [
          [x(cx) - half, y(cy)],
          [x(cx) + half, y(cy)],
        ],
        { stroke: '#3b82c4', lineWidth: 1.4 },
      );
    else
      pen.line(
        [
          [x(cx), y(cy) - half],
          [x(cx), y(cy) + half],
        ],
        { stroke: '#3b82c4', lineWidth: 1.4 },
      );
  }
  // Doors: hinge, where the leaf points, where it closes to; unit vectors.
  door(pen, 6.2, 4.3, [-1, 0], [0, -1], 0.9);
  door(pen, 7.0, 4.6, [0, -1], [1, 0], 0.9);
  door(pen, 4.4, 5.0, [-1, 0], [0, 1], 0.9);
  door(pen, 6.6, 6.2, [0, 1], [1, 0], 0.9);
  door(pen, 10.2, 1.4, [1, 0], [0, 1], 0.9);
  door(pen, 10.2, 4.85, [1, 0], [0, 0.9], 0.8);
  door(pen, 10.2, 5.9, [1, 0], [0, 1], 0.9);
  door(pen, 4.9, 9, [0, -1], [1, 0], 1.0, OUTER_WALL);
}

function door(
  pen: Pen,
  hx: number,
  hy: number,
  [ox, oy]: readonly [number, number],
  [cx, cy]: readonly [number, number],
  wide: number,
  wall = INNER_WALL,
): void {
  const [sx, sy] = [Math.sign(cx), Math.sign(cy)];
  const gap = [x(hx), y(hy), x(hx + sx * wide), y(hy + sy * wide)] as const;
  pen.line(
    [
      [gap[0], gap[1]],
      [gap[2], gap[3]],
    ],
    { stroke: '#ffffff', lineWidth: (wall + 0.02) * METRE },
  );
  const r = wide * METRE;
  const tip = [x(hx) + ox * r, y(hy) + oy * r] as const;
  // The sweep turns from the open leaf to the closed one.
  const sweep = ox * sy - oy * sx > 0 ? 1 : 0;
  pen.line([[x(hx), y(hy)], tip], { stroke: INK, lineWidth: 2.2 });
  pen.path(`M${tip[0]} ${tip[1]}A${r} ${r} 0 0 ${sweep} ${gap[2]} ${gap[3]}`, {
    stroke: FINE,
    lineWidth: 0.8,
  });
}

/** Name, area in square metres, and where the name stands, in metres. */
const ROOMS = [
  ['Living room', 28.5, 3.7, 3.4],
  ['Dining', 18.4, 8.2, 3.75],
  ['Bedroom', 12.8, 11.1, 2.75],
  ['Bath', 9.6, 11.9, 5.05],
  ['Kitchen', 19.4, 2.6, 7.5],
  ['Hall', 9.3, 8.5, 5.35],
  ['Child', 16.2, 5.6, 7.6],
  ['Study', 13.6, 11.4, 7.1],
  ['Balcony', 9.3, 1.7, 9.72],
] as const;

function drawLabels(pen: Pen): void {
  for (const [name, area, cx, cy] of ROOMS) {
    pen.text(x(cx), y(cy), name, { size: 15, face: 'bold', color: INK, align: 'center' });
    pen.text(x(cx), y(cy) + 15, `${area.toFixed(1)} m2`, { size: 10.5, color: FINE, align: 'center' });
  }
}

function drawSchedule(pen: Pen): void {
  const left = x(14.2) + 46;
  const right = WIDTH - 62;
  const top = 186;
  pen.text(left, top, 'Rooms', { size: 17, face: 'bold', color: INK });
  pen.line(
    [
      [left, top + 10],
      [right, top + 10],
    ],
    { stroke: INK, lineWidth: 1.4 },
  );
  ROOMS.forEach(([name, area], index) => {
    const row = top + 34 + index * 24;
    pen.text(left, row, name, { size: 11, color: INK });
    pen.text(right, row, `${area.toFixed(1)} m2`, { size: 11, color: INK, align: 'right' });
    pen.line(
      [
        [left, row + 8],
        [right, row + 8],
      ],
      { stroke: '#d5dbe1', lineWidth: 0.6 },
    );
  });
  const total = ROOMS.reduce((sum, [, area]) => sum + area, 0);
  const sum = top + 34 + ROOMS.length * 24;
  pen.text(left, sum + 4, 'Total', { size: 12, face: 'bold', color: INK });
  pen.text(right, sum + 4, `${total.toFixed(1)} m2`, { size: 12, face: 'bold', color: INK, align: 'right' });
  const keys = [
    [WOOD, 'Oak boards'],
    [WET, 'Tiles'],
    [GREEN, 'Open air'],
  ] as const;
  keys.forEach(([fill, name], index) => {
    const row = sum + 44 + index * 26;
    pen.box(left, row - 12, 26, 16, { fill, stroke: FINE, lineWidth: 0.7 });
    pen.text(left + 38, row, name, { size: 11, color: INK });
  });
  pen.paragraph(
    left,
    sum + 140,
    right - left,
    'Lengths in metres, between finished walls. Ceiling height 2.74 m. Check on site before ordering.',
    { size: 9.5, color: FINE, leading: 14 },
  );
}

function drawDimensions(pen: Pen): void {
  const chain = (
    from: readonly number[],
    at: (metres: number) => readonly [number, number],
    upright: boolean,
  ): void => {
    const points = from.map(at);
    pen.line(points, { stroke: FINE, lineWidth: 0.7 });
    points.forEach(([px, py], index) => {
      pen.line(
        [
          [px - 4, py + 4],
          [px + 4, py - 4],
        ],
        { stroke: INK, lineWidth: 1.3 },
      );
      const before = points[index - 1];
      if (before === undefined) return;
      const length = ((from[index] ?? 0) - (from[index - 1] ?? 0)).toFixed(2);
      const [mx, my] = [(px + before[0]) / 2, (py + before[1]) / 2];
      pen.text(upright ? mx - 8 : mx, upright ? my + 3 : my - 5, length, {
        size: 9,
        color: FINE,
        align: upright ? 'right' : 'center',
      });
    });
  };
  chain([0, 6.2, 10.2, 14.2], (metres) => [x(metres), TOP - 32], false);
  chain([0, 14.2], (metres) => [x(metres), TOP - 54], false);
  chain([0, 4.6, 9, 10.5], (metres) => [LEFT - 28, y(metres)], true);
}

function drawTitleBlock(pen: Pen): void {
  const left = WIDTH - 34 - 300;
  const top = HEIGHT - 34 - 92;
  pen.box(left, top, 300, 92, { fill: '#ffffff', stroke: INK, lineWidth: 1 });
  pen.line(
    [
      [left, top + 52],
      [left + 300, top + 52],
    ],
    { stroke: INK, lineWidth: 0.6 },
  );
  pen.line(
    [
      [left + 150, top + 52],
      [left + 150, top + 92],
    ],
    { stroke: INK, lineWidth: 0.6 },
  );
  pen.text(left + 14, top + 24, 'Third floor, flat 12', { size: 16, face: 'bold', color: INK });
  pen.text(left + 14, top + 41, 'Kanalgata 7, made up for the Platen try-out', { size: 9, color: FINE });
  pen.text(left + 14, top + 68, 'Scale', { size: 8, color: FINE });
  pen.text(left + 14, top + 84, '1 : 50 on A3', { size: 12, face: 'bold', color: INK });
  pen.text(left + 164, top + 68, 'Drawing', { size: 8, color: FINE });
  pen.text(left + 164, top + 84, 'A-301, 12 Oct 2026', { size: 12, face: 'bold', color: INK });

  const bar = left - 330;
  for (let metre = 0; metre < 4; metre++) {
    pen.box(bar + metre * METRE, HEIGHT - 84, METRE, 7, {
      fill: metre % 2 === 0 ? INK : '#ffffff',
      stroke: INK,
      lineWidth: 0.8,
    });
    pen.text(bar + metre * METRE, HEIGHT - 60, String(metre), { size: 9, color: FINE, align: 'center' });
  }
  pen.text(bar + 4 * METRE, HEIGHT - 60, '4 m', { size: 9, color: FINE, align: 'center' });
  const [nx, ny] = [WIDTH - 88, 92];
  pen.circle(nx, ny, 24, { stroke: INK, lineWidth: 1 });
  pen.path(`M${nx} ${ny - 32}l9 36l-9 -7l-9 7Z`, { fill: INK });
  pen.text(nx, ny + 44, 'N', { size: 13, face: 'bold', color: INK, align: 'center' });
}
