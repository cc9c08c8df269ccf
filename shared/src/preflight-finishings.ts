// Finishings by what is done to the paper, whichever corner or edge: only one of a group can be chosen, and a printer that staples at
// all can take the place of one that does. Data of PWG 5100.1-2022 table 1.

export type FinishingGroup = 'staple' | 'punch' | 'fold';

/** The enums of each group, from-to. */
const FINISHINGS: Readonly<Record<FinishingGroup, readonly (readonly [number, number])[]>> = {
  // staple, saddle-stitch, edge-stitch, then the named corners and edges
  staple: [
    [4, 4],
    [8, 9],
    [20, 35],
  ],
  punch: [
    [5, 5],
    [70, 89],
  ],
  fold: [
    [10, 10],
    [90, 101],
  ],
};

export function finishingGroup(value: number): FinishingGroup | undefined {
  const groups: readonly FinishingGroup[] = ['staple', 'punch', 'fold'];
  return groups.find((group) => FINISHINGS[group].some(([from, to]) => value >= from && value <= to));
}
