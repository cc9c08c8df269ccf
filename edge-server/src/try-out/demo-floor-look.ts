// Colours, scale and measures of the try-out's sample floor plan.

export const INK = '#1c2733';
export const FINE = '#5c6b7a';
export const WET = '#dcecf5';
export const WOOD = '#f7efe2';
export const GREEN = '#e4f0df';

/** A3 landscape in points. */
export const WIDTH = 1190.55;
export const HEIGHT = 841.89;

/** 1:50 on A3: one metre is 20 mm of paper. */
export const METRE = (20 / 25.4) * 72;
/** Thickness of the walls in metres. */
export const OUTER_WALL = 0.36;
export const INNER_WALL = 0.14;
export const LEFT = 110;
export const TOP = 122;
export const x = (metres: number): number => LEFT + metres * METRE;
export const y = (metres: number): number => TOP + metres * METRE;
