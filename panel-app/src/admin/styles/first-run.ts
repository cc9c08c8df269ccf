// The look of the first-run assistant. Text only, so that the sections stay apart and load late.

export const firstRunStyles = /* css */ `
admin-first-run{display:block}
.first-run{display:grid;gap:16px;max-width:960px}
.first-run>.first-run-lead{margin-top:-12px}
.first-run-lead{color:var(--ink-2)}
.first-run-progress{display:grid;gap:8px}
.first-run-progress .progress{height:6px}
.first-run-body{display:grid;grid-template-columns:240px minmax(0,1fr);gap:40px;align-items:start;margin-top:8px}
.first-run-list{display:grid;gap:2px}
.first-run-list a{display:flex;align-items:center;gap:12px;min-height:48px;padding:4px 10px;border-radius:var(--radius);color:var(--ink-2);text-decoration:none}
.first-run-list a[aria-current]{background:var(--accent-soft);color:var(--accent);font-weight:600}
.first-run-mark{flex:none;display:grid;place-items:center;width:28px;height:28px;border:1px solid var(--edge);border-radius:50%;font-size:var(--text-1);font-weight:600}
.first-run-done .first-run-mark{border-color:var(--ok);background:var(--ok-soft);color:var(--ok)}
.first-run-done .first-run-mark .icon{width:16px;height:16px;stroke-width:3}
.first-run-list a[aria-current] .first-run-mark{border-color:var(--accent);background:var(--accent);color:var(--accent-ink)}
.first-run-name{line-height:1.25}
.first-run-name .hint{display:block;font-weight:400}
.first-run-step{display:grid;gap:20px;min-width:0;padding:24px;border:1px solid var(--line);border-radius:var(--radius-card)}
.first-run-step>h2{font-size:var(--text-3)}
.first-run-step>h2:focus{outline:none}
.first-run-step h3{margin-bottom:8px}
admin-step-site,admin-step-certificate,admin-step-mail,admin-step-printer,admin-step-page,admin-step-user,admin-step-walk{display:grid;gap:20px;min-width:0}
.first-run-acts{display:flex;justify-content:flex-end;padding-top:12px;border-top:1px solid var(--line)}
.first-run-acts:not(:has(*)){display:none}
.first-run-acts a{text-decoration:none}
.first-run-acts .words+.icon{margin-left:6px}
.first-run-foot{display:flex;flex-wrap:wrap;gap:8px 24px}
.first-run-step .more-options summary{min-height:32px}
.first-run-findings{border-top:1px solid var(--line)}
.first-run-found{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 0;border-bottom:1px solid var(--line)}
.first-run-found>div{flex:1 1 200px;min-width:0;overflow-wrap:anywhere}
.first-run-panel{padding:16px;border-radius:var(--radius-card);background:var(--paper-2)}
.first-run-panel .address{background:var(--paper)}
.first-run-panel>.hint,.first-run-panel>p{margin-top:12px}
.first-run-step a.button{text-decoration:none}
@media(hover:hover){.first-run-list a:not([aria-current]):hover{background:var(--paper-2)}}
@media(max-width:820px){
.first-run-body{grid-template-columns:minmax(0,1fr);gap:16px}
.first-run-list{grid-auto-flow:column;grid-auto-columns:1fr;gap:4px}
.first-run-list a{justify-content:center;padding:4px 0}
.first-run-list .first-run-name{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.first-run-step{padding:16px}
}
`;
