// Runs in the page from its first moment: notes the time at which a key with a 5 has been painted, in any shadow root. A file of
// its own, since functions that tsx has compiled lean on a helper that the page does not have.
(() => {
  const hasKey = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('button') && element.textContent.trim() === '5') return true;
      if (element.shadowRoot !== null && hasKey(element.shadowRoot)) return true;
    }
    return false;
  };
  const look = () => {
    if (!hasKey(document)) {
      requestAnimationFrame(look);
      return;
    }
    // The frame after the one in which the key exists is the first one that shows it.
    requestAnimationFrame(() => {
      document.documentElement.dataset.keypadAt = String(performance.now());
    });
  };
  requestAnimationFrame(look);
})();
