// How the history looks; apart from its element, which is loaded later.

export const historyStyles = /* css */ `
.history-screen{max-width:720px}
.history-screen h1{margin-block-end:4px}
portal-history{display:grid;gap:24px}
portal-history h2{margin-block-end:8px;color:var(--ink-2);font-size:var(--text-1);font-weight:600}
portal-history>.button{justify-self:start}
.history{border-block-start:1px solid var(--line)}
.history-entry{border-block-end:1px solid var(--line)}
.history-entry>button{display:flex;align-items:center;gap:12px;width:calc(100% + 16px);min-height:64px;margin-inline:-8px;padding:12px 8px;border:0;border-radius:var(--radius);background:none;color:var(--ink);font:inherit;text-align:start;cursor:pointer}
.history-words{flex:1;min-width:0}
.history-words b{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-weight:600;line-height:1.3;overflow-wrap:anywhere}
.history-entry time{flex:none;color:var(--ink-2);font-size:var(--text-1);font-variant-numeric:tabular-nums}
.history-entry>button>.icon{color:var(--ink-2)}
.history-more{display:grid;gap:12px;padding:4px 0 20px}
.history-again{display:inline-flex;align-items:center;min-height:44px;justify-self:start;font-weight:600}
@media(hover:hover){.history-entry>button:hover{background:var(--paper-2)}}
`;
