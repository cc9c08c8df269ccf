// Colours and measures of the try-out's sample report.

export const PALETTE = {
  navy: '#14233c',
  teal: '#0f7c86',
  aqua: '#7cc4c4',
  amber: '#f0a33a',
  coral: '#d9603b',
  grey: '#6b7684',
  rule: '#d9dee5',
  paper: '#f4f6f8',
} as const;

/** A4 in points. */
export const WIDTH = 595.28;
export const HEIGHT = 841.89;
export const LEFT = 56;
export const ROOM = WIDTH - 2 * LEFT;
export const BODY = { size: 10.5, leading: 16, color: '#2b3644' } as const;
