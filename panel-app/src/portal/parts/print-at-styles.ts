// How printing from the portal, the list of printers and the options look; apart from the elements, which are loaded later.

export const printAtStyles = /* css */ `
.print-dialog h2{overflow-wrap:anywhere}
.print-printers{max-height:min(40vh,420px);overflow-y:auto;margin-inline:-8px;border-block-start:1px solid var(--line)}
.print-printer{display:flex;align-items:flex-start;gap:12px;min-height:64px;padding:12px 8px;border-block-end:1px solid var(--line);color:var(--ink);cursor:pointer}
.print-printer input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--accent)}
.print-progress{display:grid;gap:8px;margin-block-end:12px}
.print-more{margin-block-start:12px;border-block-end:1px solid var(--line);color:var(--ink)}
.print-more summary{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:52px;cursor:pointer}
.print-more-in{display:grid;gap:16px;padding-block-end:16px}
.print-options{display:grid;gap:12px}
.options-pages{width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
@media(min-width:700px){.print-options{grid-template-columns:1fr 1fr}}
.print-more summary::-webkit-details-marker{display:none}
.print-more summary .icon{color:var(--ink-2);transition:transform var(--quick)}
.print-more[open] summary .icon{transform:rotate(180deg)}
.print-more summary b{flex:1}
.print-dialog .dialog{display:flex;flex-direction:column;max-height:100%}
.print-dialog .dialog-body{flex:1;min-height:0;overflow-y:auto;margin-inline:-16px;padding-inline:16px}
.print-dialog .dialog-actions{margin-block-start:16px}
@media(max-width:600px){
.print-dialog{align-items:flex-end;padding:0}
.print-dialog .dialog{max-height:94dvh;padding:20px 16px calc(16px + env(safe-area-inset-bottom));border-radius:var(--radius-card) var(--radius-card) 0 0}
}
.print-state{display:flex;gap:6px}
.print-state .icon{width:18px;height:18px;margin-top:2px}
.print-accounting{display:grid;gap:12px;margin-top:16px;color:var(--ink)}
.print-finding{display:grid;gap:8px;padding:12px 0;color:var(--ink)}
.print-finding p{display:flex;gap:8px;font-weight:600}
.print-finding+.print-finding{border-top:1px solid var(--line)}
.print-finding .button{min-height:48px}
`;
