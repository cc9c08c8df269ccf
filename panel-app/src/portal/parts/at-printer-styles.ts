// How standing at a printer looks: large rows to press with a thumb, and what prints above the bar at the bottom.

export const atPrinterStyles = /* css */ `
portal-at-printer{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;max-width:640px;margin-inline:auto}
.at-head p{display:flex;align-items:flex-start;gap:8px;margin-block-start:6px;color:var(--ink-2)}
.at-head p .icon{display:block;margin-block-start:2px}
.at-list{border-block-start:1px solid var(--line)}
.at-list li{border-block-end:1px solid var(--line)}
.at-job{display:flex;align-items:center;gap:16px;min-height:72px;padding:12px 4px;cursor:pointer}
.at-job input{flex:none;width:28px;height:28px;margin:0;accent-color:var(--accent)}
.at-job>span{flex:1;min-width:0}
.at-job b{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;line-height:1.3;overflow-wrap:anywhere}
.at-job small{display:flex;align-items:flex-start;gap:6px;margin-block-start:4px;color:var(--ink-2);font-size:var(--text-1);line-height:20px}
.at-job small .icon{display:block;width:16px;height:16px;margin-block-start:2px}
.at-job .progress{height:8px;margin-block-start:8px}
.at-acts{flex-wrap:wrap;position:sticky;inset-block-end:calc(60px + env(safe-area-inset-bottom));display:flex;gap:12px;padding-block:12px;background:var(--paper)}
.at-acts .button{flex:1 0 auto;min-height:56px}
.at-acts .accent{flex-grow:4}
.at-acts .words{white-space:nowrap}
.at-again{justify-self:center;min-height:44px}
.at-steps{display:grid;gap:12px;margin:0;padding-inline-start:24px;list-style:decimal}
.at-steps ::marker{color:var(--ink-2);font-weight:600}
.scan-view{display:block;width:100%;max-height:60vh;object-fit:cover;border-radius:var(--radius);background:#000}
.scan-view[hidden]{display:none}
portal-scan-camera{display:grid;gap:12px}
portal-at-greeting:not(:empty){display:block;width:100%;max-width:440px;margin-inline:auto;padding:16px 16px 0}
.at-greeting{display:grid;gap:8px}
@media(max-width:400px){.at-acts .button{padding-inline:8px}.at-acts .icon{display:none}.at-acts .accent .icon+.words{margin:0}}
@media(min-width:900px){.at-acts{inset-block-end:0}}
`;
