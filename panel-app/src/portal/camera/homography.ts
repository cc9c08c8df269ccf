// The plane projective map between a photographed sheet and the sheet itself (Hartley and Zisserman, Multiple View Geometry, section 4.1).

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top left, top right, bottom right, bottom left, as the page is read. */
export type Corners = readonly [Point, Point, Point, Point];

/** Row by row, 3 x 3, the last one 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number];

/** Gauss with pivots; undefined: there is not one answer. */
function solve(rows: number[][]): number[] | undefined {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    const [pivot, other] = [rows[best], rows[column]];
    if (pivot === undefined || other === undefined || Math.abs(pivot[column] ?? 0) < 1e-10) return undefined;
    rows[best] = other;
    rows[column] = pivot;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let i = column; i <= size; i++) row[i] = (row[i] ?? 0) - factor * (pivot[i] ?? 0);
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/** The map from the rectangle 0, 0 to `width`, `height` onto `corners`; undefined where three of them are on a line. */
export function homography(width: number, height: number, corners: Corners): Homography | undefined {
  const from: Corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const rows = corners.flatMap(({ x: u, y: v }, index) => {
    const { x, y } = from[index] ?? { x: 0, y: 0 };
    return [
      [x, y, 1, 0, 0, 0, -x * u, -y * u, u],
      [0, 0, 0, x, y, 1, -x * v, -y * v, v],
    ];
  });
  return solve(rows) as Homography | undefined;
}

export function mapPoint(map: Homography, x: number, y: number): Point {
  const [a, b, c, d, e, f, g, h] = map;
  const below = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / below, y: (d * x + e * y + f) / below };
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

const cross = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);

/** No corner bends inwards and none is crossed: a sheet can look like this. */
export function isConvex(corners: Corners): boolean {
  const turns = corners.map((corner, index) =>
    cross(corner, corners[(index + 1) % 4] ?? corner, corners[(index + 2) % 4] ?? corner),
  );
  return turns.every((turn) => turn > 0);
}

/** Twice the triangle formula; square pixels. */
export const area = ([a, b, c, d]: Corners): number =>
  Math.abs((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y)) / 2;
