// How the preview of a document looks, as pictures of pages and in the browser's own viewer.

export const pageViewStyles = /* css */ `
portal-page,portal-reader{display:block}
.page-paper{position:relative;display:flex;align-items:center;justify-content:center;height:min(64vh,560px);padding:16px;border-radius:var(--radius-card);background:var(--paper-2);text-align:center;touch-action:pan-x pan-y}
.page-none{height:160px}
.page-paper img{max-width:100%;max-height:100%;opacity:0;background:#fff;border-radius:2px;box-shadow:0 0 0 1px var(--line),0 2px 10px rgba(15,23,38,.12);transition:opacity var(--quick)}
.page-paper img.shown{opacity:1}
.page-zoomed{display:block;overflow:auto}
.page-wait{position:absolute;animation:appear 1ms 300ms both}
.page-view figcaption{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px 24px;margin-top:12px}
.page-steps{display:inline-flex;align-items:center;gap:12px}
.page-steps>span{min-width:4ch;text-align:center;font-variant-numeric:tabular-nums}
.page-small .page-paper{height:240px;padding:12px}
.reader-frame{display:block;width:100%;height:min(78vh,860px);border:1px solid var(--line);border-radius:var(--radius-card);background:var(--paper-2)}
.reader-acts{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:8px;margin-bottom:8px}
`;
