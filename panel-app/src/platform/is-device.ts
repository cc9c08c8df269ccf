// Is this a device's own browser? Asked by the bundle that everybody waits for: what a device needs is loaded only there.

/** By what it says of itself, or by what only such a browser has (panel-platforms.md sections 2 and 4.2). */
export const isDevice = (): boolean =>
  /\bx[23]g|galio|FX-EWB/i.test(navigator.userAgent) ||
  'EwbClass' in window ||
  'EIP_CloseEmbeddedKeyboard' in window;
