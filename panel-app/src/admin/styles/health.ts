// The look of the checks, the log and the codes. Text only, so that the sections stay apart and load late.

export const healthStyles = /* css */ `
.check-progress{display:grid;gap:8px}
.check-area{border-bottom:1px solid var(--line)}
.check-area summary{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;min-height:48px;cursor:pointer;list-style:none}
.check-area summary::-webkit-details-marker{display:none}
.check-area summary::after{content:"";width:8px;height:8px;margin:0 6px 4px auto;border-right:2px solid var(--edge);border-bottom:2px solid var(--edge);transform:rotate(45deg)}
.check-area[open] summary::after{margin-bottom:-4px;transform:rotate(225deg)}
.check-area b{font-weight:600}
.check-area ul{padding:0 0 12px 32px}
.check-area .check{padding:6px 0;border:0}
.check-area .check>span{display:none}
admin-log{display:grid;gap:12px;min-width:0}
.log-tools{display:flex;flex-wrap:wrap;align-items:flex-end;gap:12px}
.log-tools .table-filter{flex:1 1 200px}
.log-tools .text-field{flex:0 1 150px}
.log-acts{display:flex;flex-wrap:wrap;gap:8px}
.log-acts a{text-decoration:none}
.log-lines{max-height:calc(100vh - 340px);min-height:240px;overflow:auto;border:1px solid var(--line);border-radius:var(--radius);background:var(--paper-2);overscroll-behavior:contain}
.log-lines ol{padding:8px 0}
.log-line{display:grid;grid-template-columns:auto 68px 84px minmax(0,1fr);gap:0 12px;padding:3px 14px;font-size:var(--text-1);line-height:1.45}
.log-line time{color:var(--ink-2);white-space:nowrap;font-variant-numeric:tabular-nums}
.log-level{font-weight:600}
.log-area{color:var(--ink-2)}
.log-message{min-width:0;overflow-wrap:anywhere}
.log-more{color:var(--ink-2);font-family:ui-monospace,monospace;font-size:13px}
.log-warn{background:var(--warn-soft)}
.log-error{background:var(--bad-soft)}
@media(max-width:820px){.log-tools .table-filter{flex-basis:100%;max-width:none}.log-line{grid-template-columns:auto auto 1fr;padding:6px 12px}.log-message{grid-column:1/-1}.log-lines{max-height:60vh}.log-tools .text-field{flex:1 1 130px}}
admin-codes{display:grid;gap:32px;min-width:0;max-width:860px}
.codes-part{display:grid;gap:8px;min-width:0}
.codes-part h2,.codes-part h3{margin-bottom:4px}
.code-source-name{display:flex;align-items:center;gap:8px}
.code-todo-head{margin-top:16px}
.code-facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px}
.code-fact{display:grid;align-content:start;gap:2px;padding:14px 16px;border-radius:var(--radius-card);background:var(--paper-2)}
.code-fact b{font-size:24px;font-weight:600;line-height:1.25;letter-spacing:-.01em}
.code-fact span{color:var(--ink-2);font-size:var(--text-1)}
.code-days{display:grid;gap:8px;justify-items:start}
.code-days .day-bars{width:280px;max-width:100%;height:72px}
.code-sources{border-top:1px solid var(--line)}
.code-source{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 0;border-bottom:1px solid var(--line)}
.code-source>div{flex:1 1 240px;min-width:0}
.code-source .tags{margin-top:4px}
.code-todo{display:grid;gap:6px;padding-left:20px;list-style:disc}
.company-code{display:flex;flex-wrap:wrap;align-items:center;gap:12px 20px}
.company-code b{font-size:28px;font-weight:600;letter-spacing:.12em}
.budget .progress{height:8px;margin:10px 0 8px;max-width:480px}
`;
