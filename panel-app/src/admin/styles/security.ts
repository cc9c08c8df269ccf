// The look of the door's other ways in, the own account, sessions and the audit log. Text only, as its neighbours.

export const securityStyles = /* css */ `
.or{display:flex;align-items:center;gap:12px;color:var(--ink-2);font-size:var(--text-1)}
.or::before,.or::after{content:"";flex:1;height:1px;background:var(--line)}
.other-ways{display:grid;gap:8px}
.other-ways .button{width:100%;min-height:52px}
.other-ways .button.quiet{min-height:44px;color:var(--accent)}
admin-second-step,admin-join{display:flex;flex:1}
.text-field .one-time{min-height:56px;font-size:28px;font-weight:600;letter-spacing:.18em;text-align:center;font-variant-numeric:tabular-nums}
admin-prove .one-time{min-height:48px;font-size:22px}
.nav-group{display:grid}
.nav-group+.nav-group:not(:empty){margin-top:10px;padding-top:10px;border-top:1px solid var(--line)}
admin-my-account,admin-administrators,admin-audit,admin-factor-gate{display:grid;grid-template-columns:minmax(0,1fr);gap:20px;min-width:0}
.account-role{max-width:720px}
.account-role b{color:var(--ink)}
.account-parts{display:grid;gap:36px;max-width:720px}
.account-parts>*{display:grid;gap:36px;min-width:0}
.account-parts>admin-account-open-id:not(:has(section)){display:none}
admin-factor-gate>*{display:grid;gap:28px}
.account-part{display:grid;gap:12px;justify-items:stretch;min-width:0}
.account-part h2{display:flex;align-items:center;gap:10px;padding-bottom:8px;border-bottom:1px solid var(--line);font-size:var(--text-2);font-weight:600}
.tag-ok{background:var(--ok-soft);color:var(--ok)}
.narrow{max-width:400px}
.enrol-qr{width:200px;height:200px;padding:8px;border-radius:var(--radius);background:#fff}
.recovery-codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:4px 20px;padding:14px 16px;border-radius:var(--radius);background:var(--paper-2);font-family:ui-monospace,monospace;user-select:all;-webkit-user-select:all}
.entries{border:1px solid var(--line);border-radius:var(--radius-card)}
.entry{display:flex;flex-wrap:wrap;align-items:center;gap:8px 14px;padding:12px 12px 12px 16px}
.entry+.entry{border-top:1px solid var(--line)}
.entry>.icon{color:var(--ink-2)}
.entry-words{flex:1 1 200px;min-width:0;line-height:1.35;overflow-wrap:anywhere}
.entry-words b{font-weight:600}
.roles{display:grid;gap:12px;margin:0;padding:0;border:0}
.roles legend{padding:0;margin-bottom:8px;font-weight:500}
.roles input{flex:none;width:18px;height:18px;accent-color:var(--accent)}
.audit-tools{align-items:flex-end;margin-bottom:0}
.tool-field{display:grid;gap:4px;color:var(--ink-2);font-size:var(--text-1)}
.tool-field input,.tool-field .select{min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink);font-size:var(--text-base,16px)}
.audit-tools a.button{text-decoration:none}
admin-audit .only-narrow{display:none}
.audit-more{display:flex;justify-content:center;margin-top:16px}
admin-audit .table td{height:auto;padding-top:10px;padding-bottom:10px;vertical-align:top}
@media(max-width:520px){.tool-field{flex:1 1 40%;min-width:0}.tool-field .select,.tool-field input{width:100%;min-width:0}.audit-tools .table-filter{flex:1 1 100%;max-width:none}admin-audit .only-narrow{display:block}admin-audit .notice{flex-wrap:wrap}admin-audit .notice>.button{flex:1 1 100%;margin:10px 0 0}}
`;
