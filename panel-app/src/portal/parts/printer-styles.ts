// How printers look: the search, the list, and one that is opened; apart from the elements, which are loaded later.

export const printerStyles = /* css */ `
.printers-screen{max-width:720px}
.printers-screen h1{margin-block-end:4px}
portal-printer-list{display:grid;grid-template-columns:minmax(0,1fr);gap:12px}
portal-printers portal-printer-list{margin-block-start:16px}
.printers-at{margin-block-start:12px;text-decoration:none}
.finder{display:flex;flex-wrap:wrap;gap:8px}
.finder-field{position:relative;flex:1 1 260px;display:block}
.finder-field .icon{position:absolute;inset-inline-start:14px;top:14px;color:var(--ink-2)}
.finder-field input{width:100%;min-height:48px;padding-block:8px;padding-inline:44px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
.finder-site{flex:1 1 140px;min-width:0}
.finder-site select{width:100%;min-height:48px;padding-block:8px;padding-inline:10px 6px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
.finder .button{flex:1 0 auto;min-height:48px;padding-inline:10px}
.finder-note{flex-basis:100%}
.finder-none{padding:24px 0;text-align:center}
.printers{border-block-start:1px solid var(--line)}
.printer{border-block-end:1px solid var(--line)}
.printer-row{display:flex;width:calc(100% + 16px);min-height:64px;margin-inline:-8px;padding:12px 8px;border:0;border-radius:var(--radius);background:none;color:var(--ink);font:inherit;text-align:start;cursor:pointer}
.printer-words{display:grid;gap:2px;flex:1;min-width:0;overflow-wrap:anywhere}
.printer-words b small{margin-inline-start:6px;color:var(--ink-2);font-weight:400}
.printer-more{display:grid;gap:16px;padding:8px 0 20px}
.printer-more>.button{justify-self:start}
portal-printer-details{display:grid;gap:16px}
portal-printer-details h2{margin-block-end:8px;color:var(--ink-2);font-size:var(--text-1);font-weight:600}
.trays{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:8px}
.tray{display:flex;align-items:center;gap:12px;min-height:56px;padding:8px 12px;border:1px solid var(--line);border-radius:var(--radius)}
.tray b,.tray small{display:block}
.tray small{color:var(--ink-2);font-size:var(--text-1);line-height:1.3}
.tray-box{flex:none;display:grid;align-content:end;gap:3px;width:30px;height:28px;padding:3px;border:2px solid var(--edge);border-block-start:0;border-radius:0 0 5px 5px}
.tray-box i{height:5px;border-radius:1px}
.tray-box i.on{background:var(--ok)}
.tray-low .tray-box i.on{background:var(--warn)}
.tray-empty{border-color:var(--bad)}
.tray-empty small{color:var(--bad)}
.supplies{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px 24px}
.supply{display:grid;grid-template-columns:1fr auto;gap:4px 12px;align-items:baseline}
.supply small{font-size:var(--text-1)}
.supply .progress{grid-column:1/-1;height:6px}
.abilities{display:flex;flex-wrap:wrap;gap:8px}
.abilities li{display:inline-flex;align-items:center;gap:6px;min-height:32px;padding:2px 8px;padding-inline-end:12px;border-radius:16px;background:var(--paper-2);font-size:var(--text-1)}
.abilities .icon{color:var(--ok)}
@media(hover:hover){.printer-row:hover{background:var(--paper-2)}}
`;
