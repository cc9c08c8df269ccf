// The look of fields, switches, settings and the sign-in page. Text only, so that the sections stay apart and load late.

export const formsStyles = /* css */ `
.form{display:grid;gap:16px}
.text-field{display:grid;gap:6px;color:var(--ink)}
.text-field>span{font-weight:500}
.text-field small{color:var(--ink-2);font-size:var(--text-1);font-weight:400}
.text-field input,.select{width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
.select{width:auto;max-width:100%;padding-right:8px}
.text-field .select{width:100%}
.text-field textarea{width:100%;min-height:44px;padding:10px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink);resize:vertical}
.mono textarea{font-family:ui-monospace,monospace;font-size:var(--text-1);line-height:1.5}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:16px;align-items:start}
.check-field{display:flex;align-items:flex-start;gap:12px;min-height:28px;cursor:pointer}
.check-field input{margin-top:3px!important}
.check-field small{display:block;color:var(--ink-2);font-size:var(--text-1)}
.locked>.locked-name{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 12px}
.locked-value{min-height:44px;padding:10px 12px;border:1px dashed var(--line);border-radius:var(--radius);background:var(--paper-2);overflow-wrap:anywhere}
.locked-by{display:flex;align-items:center;gap:6px;color:var(--ink-2);font-size:var(--text-1);font-weight:400!important}
.locked-by .icon{width:14px;height:14px}
.switch{position:relative;display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:44px;cursor:pointer}
.switch-words{min-width:0}
.switch small{display:block;color:var(--ink-2);font-size:var(--text-1)}
.switch input{position:absolute;right:0;width:48px;height:28px;margin:0;opacity:0;cursor:pointer}
.switch-track{flex:none;width:48px;height:28px;padding:3px;border:1px solid var(--edge);border-radius:14px;background:var(--paper-2);transition:background-color var(--quick)}
.switch-track::after{content:"";display:block;width:20px;height:20px;border-radius:50%;background:var(--edge);transition:transform var(--quick)}
.switch input:checked+.switch-track{border-color:var(--accent);background:var(--accent)}
.switch input:checked+.switch-track::after{background:var(--accent-ink);transform:translateX(20px)}
.switch input:focus-visible+.switch-track{outline:3px solid var(--accent);outline-offset:2px}
.switch input:disabled+.switch-track{opacity:.5}
admin-setting{display:block}
.setting{display:grid;grid-template-columns:minmax(0,1fr);gap:8px 32px;padding:16px 0;border-bottom:1px solid var(--line)}
.setting-name{font-weight:600}
.setting .hint{margin-top:2px}
.setting-control input:not([type=checkbox]){width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper)}
.setting-text{width:100%;min-height:96px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);resize:vertical;font-family:ui-monospace,monospace;font-size:var(--text-1);line-height:1.4}
.setting-control .switch-words{font-weight:500}
.setting-number{display:flex;align-items:center;gap:8px}
.setting-number input{width:120px!important}
.setting-number span{color:var(--ink-2)}
.setting-after{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;grid-column:1/-1}
.as-link{padding:0;border:0;background:none;color:var(--accent);text-decoration:underline;cursor:pointer;font-size:inherit}
@media(min-width:700px){.setting{grid-template-columns:minmax(0,1fr) 240px}.setting-control .switch{gap:12px;justify-content:flex-end;flex-direction:row-reverse}.setting-control .switch input{right:auto;left:0}}
.settings{max-width:1080px}
.settings-tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;min-height:8px;margin:-8px 0 16px}
.settings-tools:not(:has(.button)):has(.hint:empty){margin:0}
.settings-body{display:grid;grid-template-columns:200px minmax(0,1fr);gap:40px;align-items:start}
.settings-nav{position:sticky;top:24px}
.settings-nav button{display:flex;align-items:center;width:100%;min-height:40px;padding:4px 10px;border:0;border-radius:var(--radius);background:none;color:var(--ink-2);font-weight:500;text-align:left;line-height:1.2;cursor:pointer}
.settings-groups{min-width:0}
.settings-group h2,.settings-groups>[tabindex]{scroll-margin-top:16px}
.settings-group h2:focus,.settings-groups>[tabindex]:focus{outline:none}
.setting-name .tag{margin-left:8px;font-weight:500}
.setting-idle .setting-words,.setting-idle .setting-control{opacity:1}
.setting-idle .setting-name,.setting-idle .hint{color:var(--ink-2)}
.open-id-secret{display:grid;gap:10px}
.open-id-secret .text-field>span{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.setting .address{margin:8px 0 0}
@media(hover:hover){.settings-nav button:hover{background:var(--paper-2)}}
@media(max-width:960px){.settings-body{grid-template-columns:minmax(0,1fr);gap:16px}.settings-nav{position:static}.settings-nav ul{display:flex;gap:4px;margin:0 -16px;padding:0 16px 4px;overflow-x:auto}.settings-nav button{width:auto;min-height:44px;border:1px solid var(--line);white-space:nowrap}}
.settings-search{display:block;margin-bottom:24px}
.settings-group{margin-bottom:36px}
.settings-group h2{padding-bottom:8px;border-bottom:1px solid var(--line);font-size:var(--text-3)}
.drop-place.over{outline:3px dashed var(--accent);outline-offset:8px;border-radius:var(--radius)}
.settings-group>.hint{margin:12px 0}
.few{margin-bottom:16px}
.few th{color:var(--ink-2);font-size:var(--text-1);font-weight:500}
.few .act{width:60px;padding:0;text-align:right}
.few-none{margin:12px 0 16px}
.token{font-family:monospace;overflow-wrap:anywhere;user-select:all}
admin-sign-in{display:flex;flex:1}
.sign-in-mark{background:var(--ink);color:var(--paper)}
.password{position:relative;display:block}
.password input{padding-right:52px!important}
.password .button{position:absolute;right:0;top:0}
.text-field>label{font-weight:500}
`;
