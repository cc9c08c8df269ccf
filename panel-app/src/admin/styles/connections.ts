// The look of what connections and backups have beside table, sheet and form: the grid of scopes, a webhook's messages. Text only.

export const connectionsStyles = /* css */ `
admin-tokens,admin-webhooks,admin-queues,admin-backup{display:block;min-width:0}
admin-queues .lead:last-of-type{margin-top:16px}
admin-queues>.notice{margin-bottom:16px}
.queue-unmapped{display:grid;gap:4px}
.queue-unmapped h3,.queue-unmapped p{margin:0!important}
.queue-refused li{align-items:center}
.queue-refused small,admin-queue .facts small{display:block}
.lead{max-width:64ch;margin-bottom:16px}
.scopes{gap:0!important}
.scope-row{display:grid;grid-template-columns:minmax(0,1fr) 72px 72px;align-items:center;min-height:44px;border-bottom:1px solid var(--line)}
.scope-row:last-child{border-bottom:0}
.scope-head{min-height:28px;color:var(--ink-2);font-size:var(--text-1);text-align:center}
.scope-box{display:flex;align-items:center;justify-content:center;min-height:44px;cursor:pointer}
@media(hover:hover){.scope-row,.scope-box{min-height:34px}}
.scope-box input{width:18px;height:18px;margin:0;accent-color:var(--accent)}
.scope-list{margin:4px 0 0;padding:0;list-style:none}
.scope-list li{display:flex;justify-content:space-between;gap:12px;padding:8px 0;border-bottom:1px solid var(--line)}
.scope-list li:last-child{border-bottom:0}
.event-groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(220px,100%),1fr));gap:16px 24px}
.event-group{display:grid;align-content:start;gap:8px}
.breaks-anywhere{overflow-wrap:anywhere}
.hook-messages{margin:0;padding:0;list-style:none;border:1px solid var(--line);border-radius:var(--radius-card)}
.hook-message+.hook-message{border-top:1px solid var(--line)}
.hook-message summary{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:2px 16px;min-height:44px;padding:8px 14px;cursor:pointer;list-style:none}
.hook-message summary::-webkit-details-marker{display:none}
.hook-message details[open] summary{border-bottom:1px solid var(--line)}
.hook-message details>:not(summary){margin:10px 14px}
.hook-body{max-height:280px;padding:12px;border-radius:var(--radius);background:var(--paper-2);font-family:ui-monospace,monospace;font-size:var(--text-1);line-height:1.5;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
admin-webhook h3,admin-queue h3,admin-tokens .sheet h3{margin:8px 0 -8px;font-size:var(--text-2);font-weight:600}
.backup{max-width:760px}
.backup .acts{display:flex;flex-wrap:wrap;gap:8px;margin:20px 0}
.backup caption{padding:0 0 8px;color:var(--ink-2);font-size:var(--text-1);text-align:left}
.backup .notice{margin:12px 0 16px}
@media(min-width:900px){admin-webhooks .table td:first-child{min-width:220px}}
admin-queues .table td:first-child{min-width:120px}
@media(hover:hover){.hook-message summary:hover{background:var(--paper-2)}}
@media(max-width:600px){.backup .acts .button{flex:1 1 100%}.scope-row{grid-template-columns:minmax(0,1fr) 60px 60px}}
`;
