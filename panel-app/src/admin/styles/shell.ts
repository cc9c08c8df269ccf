// The look of the frame: navigation at the left, a bar at the bottom on phones, the place of the section. Text only, as its neighbours.

export const shellStyles = /* css */ `
body{min-height:100vh;min-height:100dvh}
admin-app{display:flex;min-height:100vh;min-height:100dvh}
.nav{position:sticky;top:0;align-self:flex-start;flex:none;display:flex;flex-direction:column;gap:8px;width:220px;height:100vh;height:100dvh;padding:16px 12px;border-right:1px solid var(--line);background:var(--paper-2);overflow-y:auto}
.nav-site{display:flex;align-items:center;gap:10px;min-height:40px;padding:0 8px;font-weight:600}
.nav-site>.icon{color:var(--accent)}
.nav-site>span{line-height:1.25}
.nav-search-small,.nav-bar,.nav-more{display:none}
.try-out{align-self:flex-start;margin:0 8px;padding:2px 10px;border-radius:8px;background:var(--warn-soft);color:var(--warn);font-size:var(--text-1);font-weight:500}
.nav-search{display:flex;align-items:center;gap:8px;min-height:40px;margin:4px 0 8px;padding:0 10px;border:1px solid var(--line);border-radius:var(--radius);background:var(--paper);color:var(--ink-2);cursor:pointer}
.nav-search span{flex:1;text-align:left}
.nav-search kbd{padding:0 7px;border:1px solid var(--line);border-radius:6px;font:inherit;font-size:var(--text-1)}
.nav nav a{display:flex;align-items:center;gap:12px;min-height:44px;padding:0 10px;border-radius:var(--radius);color:var(--ink-2);font-weight:500;text-decoration:none}
.nav nav a[aria-current]{background:var(--accent-soft);color:var(--accent)}
.account{display:grid;justify-items:stretch;margin-top:auto;padding-top:16px}
.account .hint{padding:0 10px 4px}
.account .button{justify-content:flex-start;padding:0 10px;font-weight:500;color:var(--ink-2)}
.screen{flex:1;min-width:0;width:100%;max-width:1240px;padding:24px 32px 64px}
.start{display:grid;align-content:start;gap:16px;max-width:560px;margin:0 auto}
.screen-head{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:44px;margin-bottom:16px}
.screen h1{font-size:var(--text-3)}
.screen>.notice,.screen>*>.notice{margin-bottom:16px}
.problem{color:var(--bad)}
.dialog-body .problem{margin-top:12px}
@media(hover:hover){.nav nav a:not([aria-current]):hover,.nav-search:hover{background:var(--paper-3)}}
@media(max-width:1000px){.nav{width:188px}.screen{padding:24px 24px 64px}}
@media(max-width:699px){
admin-app{flex-direction:column}
.nav{position:static;align-self:stretch;width:auto;height:auto;padding:0;border:0;background:none;overflow:visible;gap:0}
.nav-site{height:56px;padding:0 6px 0 16px;border-bottom:1px solid var(--line)}
.nav-site>span{flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.nav-search,.nav-all,.nav>.account{display:none}
.nav-search-small{display:inline-flex}
.try-out{align-self:stretch;margin:0;padding:4px 16px;border-radius:0}
.nav-bar{position:fixed;right:0;bottom:0;left:0;z-index:14;display:grid;grid-template-columns:repeat(5,1fr);padding-bottom:env(safe-area-inset-bottom);border-top:1px solid var(--line);background:var(--paper)}
.nav-bar a,.nav-bar button{display:flex!important;flex-direction:column;align-items:center;justify-content:center;gap:2px!important;min-height:60px!important;padding:0 2px!important;border:0;border-radius:0!important;background:none!important;color:var(--ink-2);font-size:12px;font-weight:500;cursor:pointer}
.nav-bar a[aria-current],.nav-bar .chosen{color:var(--accent)}
.nav-bar .icon{width:24px;height:24px}
.nav-more{position:fixed;right:8px;bottom:calc(68px + env(safe-area-inset-bottom));z-index:14;display:block;width:220px;padding:8px;border:1px solid var(--line);border-radius:var(--radius-card);background:var(--paper);box-shadow:var(--shadow);animation:appear var(--quick)}
.nav-more .account{margin-top:8px;border-top:1px solid var(--line);padding-top:12px}
.screen{padding:16px 16px calc(92px + env(safe-area-inset-bottom))}
}
`;
