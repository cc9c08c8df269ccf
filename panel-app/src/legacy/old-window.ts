// The rest of what a window lacks: frames, watching of the page for the custom elements, pictures drawn by lines.

function hasSvg(): boolean {
  return (
    'createElementNS' in document &&
    'createSVGRect' in document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  );
}

export function mendWindow(): void {
  const all = window as unknown as Record<string, unknown>;
  // 16 ms: sixty frames a second.
  all['requestAnimationFrame'] ??=
    all['webkitRequestAnimationFrame'] ?? ((draw: () => void) => window.setTimeout(draw, 16));
  all['cancelAnimationFrame'] ??=
    all['webkitCancelAnimationFrame'] ??
    all['webkitCancelRequestAnimationFrame'] ??
    ((frame: number) => window.clearTimeout(frame));
  all['MutationObserver'] ??= all['WebKitMutationObserver'];
  // Asked for by `instanceof` only: nothing is one.
  all['ShadowRoot'] ??= function ShadowRoot() {
    return undefined;
  };
  // The icons then give way to signs of the font (legacy styles).
  if (!hasSvg()) document.documentElement.setAttribute('data-no-svg', '');
}
