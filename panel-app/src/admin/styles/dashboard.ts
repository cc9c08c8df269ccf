// The look of the dashboard, the decisions and the health page. Text only, so that the sections stay apart and load late.

export const dashboardStyles = /* css */ `
.dashboard{display:grid;gap:24px}
.dashboard h1{margin-bottom:-16px}
.verdict{display:flex;align-items:flex-start;gap:10px;font-size:var(--text-4);font-weight:600;line-height:1.25;letter-spacing:-.01em}
.verdict .icon{margin-top:1px}
.decisions{display:grid;gap:8px}
.dashboard h2{margin-bottom:8px}
.decisions h2{margin-bottom:0}
.failing{border-top:1px solid var(--line)}
.failing a{display:flex;align-items:center;gap:10px;min-height:52px;padding:8px;border-bottom:1px solid var(--line);color:var(--ink);text-decoration:none}
.failing a>span:nth-child(2){flex:1;min-width:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(148px,1fr));gap:12px}
.tile{display:grid;align-content:start;gap:2px;padding:14px 16px;border-radius:var(--radius-card);background:var(--paper-2);color:var(--ink);text-decoration:none}
.tile-label{color:var(--ink-2);font-size:var(--text-1)}
.tile-value{font-size:var(--text-4);font-weight:600;line-height:1.2}
.tile .day-bars{margin-top:8px}
.states{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(208px,100%),1fr));gap:32px}
.states .progress{height:6px;margin:10px 0 8px}
.states p{display:flex;gap:8px;align-items:flex-start}
.states h2 a{color:inherit;text-decoration:none}
.states h2 a:hover{text-decoration:underline}
.dash-setup{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px 24px;padding:16px 20px;border-radius:var(--radius-card);background:var(--accent-soft)}
.dash-setup h2{margin-bottom:0!important}
.dash-setup a{text-decoration:none}
.dash-news p{color:var(--ink-2)}
.states .icon{margin-top:1px}
.certificate-names{margin-top:6px;overflow-wrap:anywhere}
@media(hover:hover){.tile:hover{background:var(--paper-3)}.failing a:hover{background:var(--paper-2)}}
@media(max-width:699px){.verdict{font-size:var(--text-3)}.decision-acts{display:grid}}
.day-bars{width:137px;height:36px}
.day-bars rect{fill:var(--edge);opacity:.45}
.day-bars .today{fill:var(--accent);opacity:1}
admin-decision{display:block}
.decision{padding:16px;border-radius:var(--radius-card);background:var(--warn-soft)}
.decision h3{margin-bottom:4px;overflow-wrap:anywhere}
.decision h3 a{color:var(--ink)}
.decision .hint{margin-top:2px}
.decision-acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
.health{display:grid;gap:24px;max-width:760px}
.health h2{margin-bottom:4px}
.check{display:flex;gap:12px;padding:12px 0;border-bottom:1px solid var(--line)}
.check .icon{margin-top:1px}
.check .hint{margin-top:4px}
.check p{overflow-wrap:anywhere}
`;
