// Moments as IPP counts them: seconds since the printer came up (RFC 8011 section 5.4.29).

/** printer-up-time of a moment: never 0, and what was before the start counts as the start. Unix ms. */
export const upTime = (startedAt: number, at: number): number =>
  Math.max(1, Math.min(0x7fffffff, Math.floor((at - startedAt) / 1000) + 1));
