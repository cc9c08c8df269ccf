// The app comes to the front or leaves it: on Xerox devices by two events of their own, in every browser by those of pages. Whoever comes next is
// somebody else.

/** @param switched true: the app is in front again. @returns ends it. */
export function onFront(switched: (front: boolean) => void): () => void {
  const hear = (event: Event): void => {
    const { type } = event;
    // A page that was only just loaded was nobody's before.
    if (type === 'pageshow' && !(event as PageTransitionEvent).persisted) return;
    switched(type === 'resume' || type === 'pageshow');
  };
  const places: readonly (readonly [EventTarget, string])[] = [
    [document, 'suspend'],
    [document, 'resume'],
    [window, 'pagehide'],
    [window, 'pageshow'],
  ];
  for (const [place, name] of places) place.addEventListener(name, hear);
  return () => {
    for (const [place, name] of places) place.removeEventListener(name, hear);
  };
}
