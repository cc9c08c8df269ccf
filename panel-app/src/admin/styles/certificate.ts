// The look of the certificate's tab: cards, the bar of its life, steps of renewal, the levels of plain HTTP. Text only.

export const certificateStyles = /* css */ `
admin-certificate{display:block}
.cert{display:grid;gap:40px;max-width:860px}
.cert>section{display:grid;gap:16px;min-width:0}
.cert h2{padding-bottom:8px;border-bottom:1px solid var(--line);font-size:var(--text-3)}
.cert-card{display:grid;gap:16px;padding:20px;border:1px solid var(--line);border-radius:var(--radius-card);min-width:0}
.cert-head{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px}
.cert-head h3{font-size:var(--text-3);overflow-wrap:anywhere}
.cert-life{display:grid;gap:6px}
.cert-life-words{font-weight:600;font-variant-numeric:tabular-nums}
.cert-more summary{min-height:32px;padding:4px 0;color:var(--accent);cursor:pointer}
.cert-more .facts{margin-top:8px}
.cert-findings{display:grid;gap:4px}
.cert a.button{text-decoration:none;color:var(--ink)}
.cert-way{display:grid;gap:16px;min-width:0}
.cert-way[hidden]{display:none}
admin-certificate-upload,admin-certificate-request,admin-certificate-acme,admin-certificate-wire{display:grid;gap:20px;min-width:0}
.cert-drop{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:12px;padding:20px;border:1px dashed var(--edge);border-radius:var(--radius-card)}
.cert-drop.over{border-color:var(--accent);background:var(--accent-soft)}
.cert-files{flex:1 1 100%;display:grid;gap:4px}
.cert-files li{display:flex;align-items:center;gap:10px;min-height:44px;padding-left:12px;border-radius:var(--radius);background:var(--paper-2)}
.cert-files span:not(.words){flex:1;min-width:0;overflow-wrap:anywhere}
.cert-result{display:grid;gap:16px;padding-top:20px;border-top:1px solid var(--line)}
.cert-result h3:focus{outline:none}
.cert-pem{width:100%;padding:12px;border:1px solid var(--line);border-radius:var(--radius);background:var(--paper-2);color:var(--ink);font:13px/1.5 ui-monospace,monospace;resize:vertical}
.cert-line{display:block}
.cert-fine{display:flex;align-items:center;gap:12px}
.cert-link{display:inline-flex;align-items:center;gap:6px;min-height:32px}
.cert-link .icon{width:16px;height:16px}
.cert-steps{display:grid;gap:4px;margin:0;padding:0;list-style:none}
.cert-steps li{display:flex;align-items:center;gap:12px;min-height:36px;color:var(--ink-2)}
.cert-step-done .icon{color:var(--ok)}
.cert-step-now{color:var(--ink)!important;font-weight:600}
.cert-step-now .icon{color:var(--accent)}
.wire-levels{display:grid;gap:12px;margin:0;padding:0;border:0}
.wire-level{display:flex;align-items:flex-start;gap:14px;padding:16px;border:1px solid var(--line);border-radius:var(--radius-card);cursor:pointer}
.wire-level input{flex:none;width:20px;height:20px;margin:2px 0 0;accent-color:var(--accent)}
.wire-level b{display:block;font-weight:600}
.wire-level small{display:block;margin-top:2px;color:var(--ink-2);font-size:var(--text-1)}
.wire-level.chosen{border-color:var(--accent);background:var(--accent-soft)}
.wire-open.chosen{border-color:var(--warn);background:var(--warn-soft)}
.wire-open input{accent-color:var(--warn)}
.wire-switches{padding-left:16px;border-left:3px solid var(--warn)}
@media(hover:hover){.wire-level:not(.chosen):hover{background:var(--paper-2)}}
@media(max-width:600px){.cert-card{padding:16px}.cert .facts{grid-template-columns:minmax(0,1fr);gap:0}.cert .facts dd{margin-bottom:8px}.cert .sheet-acts>*{flex:1 1 auto}.cert .sheet-acts admin-copy .button{width:100%}}
`;
