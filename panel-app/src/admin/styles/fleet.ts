// The look of what the printers' screens have beside table and sheet: findings, credentials, panel steps, mistakes. Text only.

export const fleetStyles = /* css */ `
.head-acts{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px}
.screen-head:has(.head-acts){flex-wrap:wrap}
.table-space{flex:1}
.cell-host{color:var(--ink-2);font-size:var(--text-1)}
.row-link small{display:block;color:var(--ink-2);font-size:var(--text-1);font-weight:400}
.table .group th{height:44px;padding:12px 8px 4px;vertical-align:bottom;color:var(--ink);font-weight:600}
.table tbody+tbody .group th{padding-top:24px}
.table .group .hint{margin-left:6px;font-weight:400}
.cell-source{display:flex;align-items:flex-start;gap:6px}
.cell-source .icon{flex:none;width:14px;height:14px;margin-top:4px;color:var(--ink-2)}
.table-tools a.button{text-decoration:none}
admin-file-trouble{display:block}
.file-trouble{margin-bottom:16px}
.file-trouble .notice,.sheet .notice:has(.mistakes),.sheet .notice:has(.notice-text .button){align-items:flex-start}
.mistakes{display:grid;gap:10px;margin:10px 0 4px}
.mistakes code{font-family:ui-monospace,monospace;font-size:var(--text-1);overflow-wrap:anywhere}
.mistakes p{overflow-wrap:anywhere}
.mistake-cure{color:var(--ink-2)}
.notice .as-link{min-height:24px}
.boxed{padding:16px;border:1px solid var(--line);border-radius:var(--radius-card)}
section>.boxed{margin-top:12px}
.boxed h3{margin:0;font-weight:600;line-height:1.2}
.boxed .progress{margin-top:12px}
.section-act{margin-top:12px}
.stored{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin-top:12px;padding:8px 8px 8px 16px;border:1px solid var(--line);border-radius:var(--radius-card)}
.stored>.icon{color:var(--ink-2)}
.stored p{flex:1 1 120px;min-width:0;margin-left:4px;line-height:1.3}
.stored b{display:block;font-weight:600;overflow-wrap:anywhere}
.stored-now{display:flex;align-items:center;gap:6px;font-size:var(--text-1)}
.stored-now .icon{width:16px;height:16px}
.sheet section>.notice{margin:12px 0}
admin-printer-access,admin-printer-panel{display:grid;gap:28px;min-width:0}
admin-snmp-fields{display:grid;gap:16px;min-width:0}
.steps{display:grid;gap:12px;counter-reset:step}
.steps li{position:relative;padding-left:40px;min-height:28px;overflow-wrap:anywhere;counter-increment:step}
.steps li::before{content:counter(step);position:absolute;top:-1px;left:0;width:26px;height:26px;border-radius:50%;background:var(--paper-3);color:var(--ink);font-size:var(--text-1);font-weight:600;line-height:26px;text-align:center}
.steps code{display:block;word-break:break-all;margin-top:6px;padding:8px 12px;border-radius:var(--radius);background:var(--paper-2);color:var(--ink);font-family:ui-monospace,monospace;font-size:var(--text-1);user-select:all;-webkit-user-select:all}
.notice-text .button{margin-top:12px}
.panel-address{margin-top:12px}
.direct-address{margin:8px 0 4px}
.direct-address .notice{margin-bottom:8px}
.panel-address .address{margin-top:0}
.with-qr{display:flex;flex-wrap:wrap;align-items:flex-start;gap:16px}
.with-qr>div{flex:1 1 200px;min-width:0}
.qr{flex:none;width:168px;height:168px;border:1px solid var(--line);border-radius:var(--radius);background:#fff}
.more-options summary{display:inline-flex;align-items:center;min-height:44px;color:var(--accent);font-weight:500;cursor:pointer}
.more-options[open] summary{margin-bottom:8px}
.more-options pre{max-height:320px;overflow:auto;white-space:pre-wrap}
.find-progress{display:grid;gap:12px}
.tick-all{display:flex;align-items:center;gap:12px;min-height:44px;padding:0 12px;border-bottom:1px solid var(--line);font-weight:500;cursor:pointer}
.tick-all input,.finding-tick input,.check-field input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--accent)}
.finding{display:flex;border-bottom:1px solid var(--line)}
.finding-tick{flex:none;display:flex;justify-content:center;width:42px;padding-top:15px;cursor:pointer}
.finding-words{flex:1;min-width:0;padding:12px 0;line-height:1.35}
.finding-words b{font-weight:600;overflow-wrap:anywhere}
.finding-words .hint{overflow-wrap:anywhere}
.finding-address{margin-left:6px;color:var(--ink-2);font-size:var(--text-1);overflow-wrap:anywhere}
.finding-done b{font-weight:500}
.finding-state{display:flex;align-items:flex-start;gap:8px;margin-top:6px;font-size:var(--text-1)}
.finding-state .icon{width:18px;height:18px}
.tags{display:flex;flex-wrap:wrap;gap:6px;margin-top:6px}
.tag{padding:1px 8px;border-radius:6px;background:var(--paper-3);font-size:13px;line-height:20px;white-space:nowrap}
.find-add{position:sticky;bottom:-40px;margin:-12px -24px -40px;padding:16px 24px;border-top:1px solid var(--line);background:var(--paper)}
.find-add-row{display:flex;flex-wrap:wrap;align-items:flex-end;gap:12px}
.find-add-row .text-field{flex:1 1 200px}
.find-add-row>.button{flex:0 1 auto;min-width:160px}
.names{margin:0;padding-left:20px;list-style:disc}
.names li{padding:2px 0;overflow-wrap:anywhere}
section>.names{margin-top:8px}
@media(max-width:699px){.head-acts{flex:1 1 100%}.head-acts .button{flex:1;padding:4px 8px}.table-space{display:none}}
@media(max-width:600px){.sheet .notice{flex-wrap:wrap}.sheet .notice-text{flex-basis:200px}.sheet .notice>.button{margin:10px 0 0 32px}.find-add{bottom:-32px;margin:-12px -16px -32px;padding:12px 16px}.find-add-row>.button{flex:1 1 100%}}
`;
