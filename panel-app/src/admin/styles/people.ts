// The look of what the people's screens have beside table and sheet: directories in their order, steps of a test, the slip of a guest. Text only.

export const peopleStyles = /* css */ `
admin-people,admin-directories,admin-guests,admin-directory-state{display:grid;gap:20px;min-width:0}
admin-directory-state{gap:24px}
admin-directory-fields,admin-directory-try{display:grid;gap:16px;min-width:0}
admin-directory-try{padding:20px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
admin-people>.button{justify-self:start}
.tab-panel>*{min-width:0}
.tab-count{display:inline-block;min-width:20px;margin-left:6px;padding:0 6px;border-radius:10px;background:var(--bad);color:var(--paper);font-size:12px;font-weight:600;line-height:20px}
.tag-off{display:inline-flex;align-items:center;gap:4px;margin-left:8px;background:var(--warn-soft);color:var(--warn);font-weight:500;vertical-align:1px}
.tag-off .icon{width:14px;height:14px}
.person-jobs,.person-things{border-top:1px solid var(--line)}
.person-jobs li{position:relative;padding:12px 0;border-bottom:1px solid var(--line)}
.person-jobs .row-link{overflow-wrap:anywhere}
.person-jobs .cell-tone{margin-top:2px;color:var(--ink-2)}
.person-things li{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:52px;padding:8px 0;border-bottom:1px solid var(--line)}
.person-things li>div{min-width:0;flex:1;overflow-wrap:anywhere}
.person-things+.sheet-acts{margin-top:16px}
.directories{display:grid;gap:12px;max-width:760px}
.directory-row{grid-template-columns:minmax(0,1fr) auto;align-items:center;gap:8px 12px}
.directory-words{display:grid;gap:2px;min-width:0}
.directory-words .cell-tone{margin-top:8px;overflow-wrap:anywhere}
.directory-moves{position:relative;z-index:1;display:grid}
admin-directory-state .hint+.facts{margin-top:10px}
.tested{display:grid;gap:16px}
.tried-steps li{display:flex;align-items:flex-start;gap:10px;padding:8px 0}
.tried-steps li+li{border-top:1px solid var(--line)}
.tried-steps .icon{width:18px;height:18px;margin-top:3px}
.tried-steps div{min-width:0;overflow-wrap:anywhere}
.shown-certificate{display:grid;gap:10px;justify-items:start;padding:16px;border:1px solid var(--line);border-radius:var(--radius-card)}
.shown-certificate .pin{user-select:all;-webkit-user-select:all}
.more-fields summary{min-height:44px;padding:10px 0;color:var(--accent);font-weight:500;cursor:pointer}
.more-fields .form{padding-top:8px}
.import-preview{display:grid;gap:14px;padding:16px;border:1px solid var(--line);border-radius:var(--radius-card)}
.import-preview h3{margin-bottom:0}
.slip{display:grid;gap:8px}
.slip .user-code-digits{margin:4px 0}
.slip-name{font-weight:600}
@media print{
.print-slip body *{visibility:hidden}
.print-slip .slip,.print-slip .slip *{visibility:visible}
.print-slip .slip{position:fixed;top:0;left:0;width:90mm;padding:6mm;color:#000;background:#fff;font-size:11pt;line-height:1.35}
.print-slip .slip .user-code-digits{color:#000;font-size:26pt}
.print-slip .sheet{animation:none;transform:none;box-shadow:none}
@page{margin:10mm}
}
`;
