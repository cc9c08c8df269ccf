// The look of the side sheet and of everything that is shown in one. Text only, so that the sections stay apart and load late.

export const sheetStyles = /* css */ `
.sheet{position:fixed;top:0;right:0;bottom:0;z-index:15;display:flex;flex-direction:column;width:min(520px,100%);border-left:1px solid var(--line);background:var(--paper);box-shadow:var(--shadow);animation:sheet-in 160ms}
@keyframes sheet-in{from{transform:translateX(24px);opacity:0}}
.sheet.wide{width:min(760px,100%)}
.tabs{display:flex;flex:none;gap:4px;padding:0 14px;border-bottom:1px solid var(--line);overflow-x:auto}
.tabs button{position:relative;min-height:48px;padding:0 10px;border:0;background:none;color:var(--ink-2);font-weight:500;white-space:nowrap;cursor:pointer}
.tabs button:focus-visible{outline-offset:-4px;border-radius:8px}
.tabs [aria-selected=true]{color:var(--accent);font-weight:600}
.tabs [aria-selected=true]::after{content:"";position:absolute;right:10px;bottom:-1px;left:10px;height:3px;border-radius:3px 3px 0 0;background:var(--accent)}
.tab-mark{position:absolute;top:13px;right:1px;width:8px;height:8px;border-radius:50%;background:var(--bad)}
.tab-panel{display:grid;gap:28px;min-width:0}
.sheet-head{display:flex;align-items:flex-start;justify-content:space-between;gap:8px;padding:16px 12px 12px 24px;border-bottom:1px solid var(--line)}
.sheet-head:has(+.tabs){padding-bottom:4px;border-bottom:0}
.sheet-head h2{font-size:var(--text-3);padding-top:8px;overflow-wrap:anywhere}
.sheet-head h2:focus{outline:none}
.sheet-body{flex:1;display:grid;gap:28px;align-content:start;padding:20px 24px 40px;overflow-y:auto;overscroll-behavior:contain}
.sheet-body h3{margin-bottom:10px}
.sheet-acts{display:flex;flex-wrap:wrap;gap:8px}
@media(max-width:600px){.tabs{padding:0 6px}.sheet-head{padding-left:16px}.sheet-body{padding:16px 16px 32px}}
.facts{display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:6px 16px}
.facts dt{color:var(--ink-2)}
.facts dd{overflow-wrap:anywhere}
@media(max-width:480px){.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:8px}}
.address{margin:8px 0 12px;padding:10px 12px;border-radius:var(--radius);background:var(--paper-2);font-family:ui-monospace,monospace;font-size:var(--text-1);overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
.switches{display:grid;gap:12px}
.sheet a.button{text-decoration:none}
.pin{font-family:ui-monospace,monospace;font-size:var(--text-1)}
.sheet .notice .hint{display:block}
.supply{display:inline-block;width:120px;height:8px;margin-right:10px;border-radius:4px;background:var(--paper-3);overflow:hidden}
.supply span{display:block;height:100%;background:var(--ok)}
.supply-low span{background:var(--warn)}
.trays{display:grid;grid-template-columns:repeat(auto-fill,minmax(120px,1fr));gap:12px}
.tray{padding:12px;border:1px solid var(--line);border-radius:var(--radius-card)}
.tray svg{width:80px;height:54px}
.tray .box{fill:none;stroke:var(--edge);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.tray .stack{fill:var(--paper-3);stroke:var(--edge);stroke-width:1}
.tray .sheet-edge{stroke:var(--edge);stroke-width:.6;opacity:.6}
.tray-fine .stack{fill:var(--ok-soft);stroke:var(--ok)}
.tray-low .stack{fill:var(--warn-soft);stroke:var(--warn)}
.tray-none .box{stroke:var(--bad);stroke-dasharray:4 4}
.tray figcaption{display:grid;margin-top:8px;line-height:1.35}
.tray figcaption span{color:var(--ink-2);font-size:var(--text-1)}
.tray-low .tray-words{color:var(--warn)!important}
.tray-none .tray-words{color:var(--bad)!important}
.virtual{display:grid;gap:12px}
.virtual h3{margin-bottom:0}
.conditions{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:8px;margin:0;padding:0;border:0}
.conditions legend{padding:0;margin-bottom:6px;color:var(--ink-2);font-size:var(--text-1)}
.conditions label{position:relative;display:block}
.conditions input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.conditions span{display:flex;align-items:center;justify-content:center;min-height:44px;padding:4px 8px;border:1px solid var(--edge);border-radius:var(--radius);text-align:center;line-height:1.2}
.conditions input:checked+span{border-color:var(--accent);background:var(--accent-soft);color:var(--accent);font-weight:600}
.conditions input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
.prints{border-top:1px solid var(--line)}
.prints li{padding:10px 0;border-bottom:1px solid var(--line)}
.prints a{display:flex;align-items:flex-start;gap:6px;font-weight:600;overflow-wrap:anywhere}
.prints .icon{width:16px;height:16px;margin-top:4px}
.user-code{display:grid;gap:8px;justify-items:start;padding:16px;border-radius:var(--radius-card);background:var(--ok-soft)}
.user-code-digits{color:var(--ink);font-size:32px;font-weight:600;line-height:1.2;letter-spacing:.05em;user-select:all;-webkit-user-select:all}
`;
