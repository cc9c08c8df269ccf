// Puts a stylesheet into a document or shadow root at run time, for pages that do not get it written in by the build.

/** Adds `text` after the sheets that are there; a constructed sheet where the browser has them (no CSP `style-src` needed). */
export function installStyles(root: Document | ShadowRoot, text: string): void {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  const style = document.createElement('style');
  style.textContent = text;
  ('head' in root ? root.head : root).appendChild(style);
}
