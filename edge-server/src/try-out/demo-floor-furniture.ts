// The furniture in the try-out's sample floor plan.
import { FINE, METRE, x, y } from './demo-floor-look.ts';
import type { Pen } from './demo-pen.ts';

export function drawFurniture(pen: Pen): void {
  const look = { fill: '#ffffff', stroke: FINE, lineWidth: 0.9 };
  const piece = (left: number, top: number, w: number, h: number, radius = 4): void =>
    pen.box(x(left), y(top), w * METRE, h * METRE, { ...look, radius });
  const bed = (left: number, top: number, w: number): void => {
    piece(left, top, w, 2.05);
    piece(left + 0.1, top + 0.08, w / 2 - 0.15, 0.42, 8);
    piece(left + w / 2 + 0.05, top + 0.08, w / 2 - 0.15, 0.42, 8);
    pen.path(`M${x(left)} ${y(top + 0.75)}h${w * METRE}l${-0.5 * METRE} ${0.45 * METRE}H${x(left)}Z`, {
      ...look,
      fill: '#eef1f4',
    });
  };
  // Living room: sofa, low table, rug, shelf.
  pen.box(x(1.05), y(1.0), 2.8 * METRE, 2.0 * METRE, {
    fill: '#e7d9c8',
    stroke: '#cdb99e',
    lineWidth: 0.8,
    radius: 3,
  });
  piece(0.35, 1.0, 0.9, 2.1, 9);
  piece(0.35, 1.0, 0.25, 2.1, 5);
  piece(1.7, 0.35, 1.7, 0.85, 9);
  piece(1.7, 0.35, 1.7, 0.22, 5);
  piece(1.8, 1.65, 1.3, 0.75, 12);
  piece(2.0, 4.12, 3.0, 0.36, 2);
  for (let shelf = 2.5; shelf < 5; shelf += 0.5)
    pen.line(
      [
        [x(shelf), y(4.12)],
        [x(shelf), y(4.48)],
      ],
      { stroke: FINE, lineWidth: 0.7 },
    );
  // Dining: round table, four chairs.
  for (const [dx, dy] of [
    [0, -0.85],
    [0, 0.85],
    [-0.85, 0],
    [0.85, 0],
  ] as const) {
    pen.circle(x(8.2 + dx), y(2.1 + dy), 0.26 * METRE, look);
  }
  pen.circle(x(8.2), y(2.1), 0.65 * METRE, look);
  pen.circle(x(8.2), y(2.1), 0.12 * METRE, { stroke: FINE, lineWidth: 0.8 });
  // Kitchen: counter on two sides, hob, sink.
  pen.path(
    `M${x(0.2)} ${y(5.0)}v${3.8 * METRE}h${3.6 * METRE}v${-0.62 * METRE}h${-2.98 * METRE}v${-3.18 * METRE}Z`,
    look,
  );
  for (const [cx, cy] of [
    [0.38, 5.6],
    [0.64, 5.6],
    [0.38, 5.95],
    [0.64, 5.95],
  ] as const)
    pen.circle(x(cx), y(cy), 0.1 * METRE, { stroke: FINE, lineWidth: 1 });
  piece(1.5, 8.27, 0.75, 0.45, 6);
  piece(2.35, 8.27, 0.4, 0.45, 6);
  piece(1.9, 5.9, 1.5, 0.85, 4);
  // Bath.
  piece(12.2, 3.4, 1.75, 0.8, 6);
  pen.box(x(12.3), y(3.5), 1.55 * METRE, 0.6 * METRE, { stroke: FINE, lineWidth: 0.8, radius: 14 });
  piece(10.5, 3.32, 0.55, 0.42, 8);
  piece(11.35, 3.32, 0.42, 0.2, 2);
  pen.circle(x(11.56), y(3.74), 0.2 * METRE, look);
  piece(13.2, 4.85, 0.75, 0.6, 3);
  // Sleeping, children, study.
  bed(12.0, 0.35, 1.65);
  bed(7.2, 6.55, 1.45);
  piece(9.25, 6.4, 0.8, 2.3, 2);
  piece(12.9, 5.95, 0.95, 2.6, 3);
  piece(12.2, 7.0, 0.5, 0.5, 9);
  piece(10.5, 8.35, 1.8, 0.42, 2);
  // Balcony: a table, two chairs, plants.
  pen.circle(x(3.6), y(9.8), 0.32 * METRE, look);
  piece(2.75, 9.6, 0.4, 0.4, 7);
  piece(4.05, 9.6, 0.4, 0.4, 7);
  for (const cx of [0.5, 5.4, 5.85]) {
    pen.circle(x(cx), y(10.0), 0.18 * METRE, { fill: '#a9cf9b', stroke: '#6f9c61', lineWidth: 0.8 });
  }
}
