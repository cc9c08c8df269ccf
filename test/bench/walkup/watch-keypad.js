// Runs in the page from its first moment: notes when the keypad was first painted, in any shadow root. A file of its own, since
// functions that tsx has compiled lean on a helper that the page does not have.
(() => {
  const hasKey = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('button') && element.textContent.trim() === '5') return true;
      if (element.shadowRoot !== null && hasKey(element.shadowRoot)) return true;
    }
    return false;
  };
  const note = (at) => {
    document.documentElement.dataset.keypadAt ??= String(at);
  };
  const look = () => {
    if (!hasKey(document)) {
      requestAnimationFrame(look);
      return;
    }
    // The frame after the one in which the key exists is the first one that shows it.
    requestAnimationFrame(() => note(performance.now()));
  };
  // The browser's own mark of the first paint with content (Paint Timing) counts when the keys are there by then: frames are
  // asked for later than they are painted on a slow processor. Keys that come after that paint are waited for.
  new PerformanceObserver((list) => {
    for (const paint of list.getEntriesByName('first-contentful-paint')) {
      if (hasKey(document)) note(paint.startTime);
      else requestAnimationFrame(look);
    }
  }).observe({ type: 'paint', buffered: true });
})();
