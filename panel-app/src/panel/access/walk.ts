// Which button lies in the direction of an arrow key. Pure geometry.

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const gap = (fromLow: number, fromHigh: number, toLow: number, toHigh: number): number =>
  Math.max(0, toLow - fromHigh, fromLow - toHigh);

interface Seen {
  readonly index: number;
  readonly to: Box;
  /** From centre to centre, and between the edges, in the direction of the arrow; and between the edges across it. */
  readonly far: number;
  readonly ahead: number;
  readonly aside: number;
}

/**
 * The next row (or, sideways, column) of buttons first, and of those the one straightest ahead: nobody is led past a control that is only
 * a little to the side. Sideways, the same row goes before all: a bar is walked along and not left for what stands below it.
 * @returns the index of a box; -1: there is none in that direction.
 */
export function nearest(from: Box, boxes: readonly Box[], arrow: Arrow): number {
  const across = arrow === 'ArrowLeft' || arrow === 'ArrowRight';
  const sign = arrow === 'ArrowLeft' || arrow === 'ArrowUp' ? -1 : 1;
  const middle = ({ left, right, top, bottom }: Box): number => (across ? left + right : top + bottom) / 2;
  const sideways = (to: Box): number => gap(from.left, from.right, to.left, to.right);
  const upright = (to: Box): number => gap(from.top, from.bottom, to.top, to.bottom);
  const seen = boxes
    .map((to, index): Seen => {
      const [ahead, aside] = across ? [sideways(to), upright(to)] : [upright(to), sideways(to)];
      return { index, to, far: sign * (middle(to) - middle(from)), ahead, aside };
    })
    // A pixel more or less of layout is no direction, and what lies beside it is none of this one.
    .filter(({ far, ahead, aside }) => far > 2 && (ahead > 0 || aside === 0));
  const least = (list: readonly Seen[], by: (one: Seen) => number): Seen | undefined =>
    list.reduce<Seen | undefined>(
      (best, one) => (best === undefined || by(one) < by(best) ? one : best),
      undefined,
    );
  const byNext = ({ ahead, far }: Seen): number => ahead * 10_000 + far;
  const along = across ? seen.filter(({ aside }) => aside === 0) : [];
  const next = least(along.length > 0 ? along : seen, byNext);
  if (next === undefined) return -1;
  if (along.length > 0) return next.index;
  const overlaps = ({ to }: Seen): boolean =>
    across
      ? gap(next.to.left, next.to.right, to.left, to.right) === 0
      : gap(next.to.top, next.to.bottom, to.top, to.bottom) === 0;
  return least(seen.filter(overlaps), ({ aside, far }) => aside * 10_000 + far)?.index ?? -1;
}
