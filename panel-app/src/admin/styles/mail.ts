// The look of what the mail screens have beside table and sheet: the two sides with their cards, senders who wait, the result of a test. Text only.

export const mailStyles = /* css */ `
.screen-tabs{margin:-8px 0 20px}
.screen-tabs .tabs{padding:0;gap:12px}
.screen-tabs .tabs button:first-child{margin-left:-10px}
.mail-sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(320px,100%),1fr));gap:32px}
.mail-side h2{display:flex;align-items:center;gap:10px;font-size:var(--text-2);font-weight:600}
.mail-side h2 .icon{color:var(--accent)}
.mail-side>.hint{margin:2px 0 14px}
.mail-cards{display:grid;gap:12px}
.mail-card{position:relative;display:grid;gap:2px;padding:16px;border:1px solid var(--line);border-radius:var(--radius-card);transition:background-color var(--quick)}
.mail-card .row-link{overflow-wrap:anywhere}
.mail-card .row-link:focus-visible::after{outline-offset:-1px;border-radius:var(--radius-card)}
.mail-card.open{border-color:var(--accent);background:var(--accent-soft)}
.mail-card-address,.mail-card .hint{overflow-wrap:anywhere}
.mail-card .cell-tone{margin-top:10px}
.mail-card .tags{margin-top:8px}
.tag-bad{background:var(--bad-soft);color:var(--bad)}
.mail-card-add{display:flex;align-items:center;justify-content:center;gap:8px;min-height:56px;padding:8px 16px;border:1px dashed var(--edge);border-radius:var(--radius-card);color:var(--accent);font-weight:500;text-align:center;text-decoration:none}
@media(hover:hover){.mail-card:not(.open):hover,.mail-card-add:hover{background:var(--paper-2)}}
admin-mail-fields,admin-mail-try{display:grid;gap:16px;min-width:0}
fieldset.group{display:grid;gap:10px;margin:0;padding:0;border:0;min-width:0}
fieldset.group legend{padding:0;margin-bottom:8px;font-weight:600}
.mail-try{display:flex;flex-wrap:wrap;align-items:flex-end;gap:12px}
admin-mail-fields+admin-mail-try{padding-top:20px;border-top:1px solid var(--line)}
admin-mail-try:not(admin-mail-fields+admin-mail-try){padding-bottom:24px;border-bottom:1px solid var(--line)}
.mail-try .text-field{flex:1 1 220px}
.mail-try>.hint{flex:1 1 200px;align-self:center}
.mail-said{display:block;margin-top:4px;overflow-wrap:anywhere}
.mail-steps summary{min-height:32px;color:var(--ink-2);font-size:var(--text-1);font-weight:500;cursor:pointer}
.mail-steps ol{display:grid;gap:10px;padding-top:4px}
.mail-step{display:flex;gap:10px}
.mail-step .icon{width:18px;height:18px;margin-top:3px}
.mail-step>div{min-width:0}
.mail-step-said{font-family:ui-monospace,monospace;font-size:var(--text-1);color:var(--ink-2);overflow-wrap:anywhere}
.mail-step-cure{margin-top:2px}
.mail-compare{margin-top:10px}
.notice .pin{margin-top:6px;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
.mail-requests{margin-bottom:8px}
.mail-requests h2,admin-mail-senders h2{font-size:var(--text-2);font-weight:600}
.mail-requests ul{margin-top:12px;border:1px solid var(--line);border-radius:var(--radius-card)}
.mail-request{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 12px 12px 16px}
.mail-request+.mail-request{border-top:1px solid var(--line)}
.mail-request-words{flex:1 1 220px;min-width:0;line-height:1.35}
.mail-request-words b{font-weight:600;overflow-wrap:anywhere}
.mail-request-acts{display:flex;flex-wrap:wrap;gap:8px}
admin-mail-senders{display:grid;gap:24px;min-width:0}
admin-mail-messages,admin-mail-outbox{display:block;min-width:0}
.cell-note{display:block;color:var(--ink-2);font-size:var(--text-1);overflow-wrap:anywhere}
.no-break{white-space:nowrap}
/* A placeholder here says what holds while nothing is typed: it has to be read. */
admin-mail-fields ::placeholder{color:var(--ink-3);opacity:1}
.with-hint{display:grid;gap:6px}
.providers{grid-template-columns:repeat(2,minmax(0,1fr))}
.providers label:last-child{grid-column:1/-1}
.providers span{height:100%}
admin-mail-senders h2{margin-bottom:12px}
.mail-requests h2{margin-bottom:2px!important}
@media(max-width:600px){.screen-tabs .tabs{gap:0}.screen-tabs .tabs button{padding:0 8px}.screen-tabs .tabs button:first-child{margin-left:-8px}.screen-tabs .tabs [aria-selected=true]::after{right:8px;left:8px}.mail-request-acts{flex:1 1 100%}.mail-request-acts .button{flex:1 1 auto}}
`;
