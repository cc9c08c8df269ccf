// The frame of every panel screen: bar, body and acts as grid areas; on a short display the bar and the acts are a rail at the right.

export const frameStyles = /* css */ `
html,body{height:100%}
body{overflow:hidden;position:relative}
platen-panel{display:block;height:100%}
.panel{display:grid;height:100%;grid-template:"bar" 64px "main" minmax(0,1fr) "foot" auto/minmax(0,1fr)}
.panel h1{flex:1;min-width:0}
h1:focus,h2:focus{outline:none}
.panel .button{font-size:20px}
.bar{grid-area:bar;display:flex;align-items:center;padding:0 24px;padding-inline-end:8px;border-bottom:1px solid var(--line)}
.bar .button{padding:4px 16px}
.bar h1{font-size:24px;text-align:left}
[dir=rtl] .bar h1{text-align:right}
.bar-back{margin-inline-start:-20px;margin-inline-end:8px}
.bar-printer{flex:1;min-width:0;display:flex;align-items:center;font-weight:600}
.bar-printer .icon{margin-inline-end:12px;color:var(--ink-2)}
.bar-printer bdi{overflow:hidden;text-overflow:ellipsis}
.bar-insecure{display:flex;align-items:center;margin:0 16px;color:var(--warn);font-size:var(--text-1)}
.bar-insecure .icon{margin-inline-end:8px}
.bar-time{min-width:2.6em;margin-inline-start:12px;text-align:end;font-weight:400;color:var(--ink-2)}
.bar.away{background:var(--warn-soft)}
.bar-away{flex:1;min-width:0;display:flex;align-items:center;font-size:var(--text-1);line-height:1.25}
.bar-away .icon{margin-inline-end:12px;color:var(--warn);width:28px;height:28px}
.panel main{grid-area:main;display:flex;flex-direction:column;min-height:0;position:relative}
.panel footer{grid-area:foot;border-top:1px solid var(--line)}
.panel main>.notice{flex:none;margin:12px 16px;font-size:20px}
.acts{display:grid;gap:12px;padding:12px 16px}
.acts>.button{min-height:72px;padding:4px 12px}
.acts>.print,.acts>.accent{font-size:22px}
.centred{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:16px 24px;text-align:center}
.centred>.icon,.centred>span>.icon{width:64px;height:64px;margin-bottom:16px;color:var(--ink-3)}
.centred>span>.icon{width:88px;height:88px;color:inherit}
.centred h2{font-size:var(--text-3)}
.centred p{margin-top:8px}
platen-scroll-pane{flex:1;min-height:0;display:flex}
.pane{flex:1;min-width:0;overflow-y:auto;-webkit-overflow-scrolling:touch;position:relative;scrollbar-width:none}
.pane::-webkit-scrollbar{display:none}
.pane:focus{outline-offset:-3px}
.pane-keys{display:grid;grid-template-rows:1fr 1fr;gap:8px;flex:none;width:80px;padding:12px 0;padding-inline-end:16px}
.pane-keys .button{padding:0;font-size:18px;font-weight:500}
.idle-warning .dialog-actions .button{min-height:96px}
.pane-keys .words{display:flex;flex-direction:column;align-items:center}
.pane-keys .icon{width:32px;height:32px}
.help-steps{counter-reset:step}
.help-steps li{position:relative;margin-top:12px;padding-inline-start:44px;counter-increment:step;font-size:20px}
.help-steps li::before{content:counter(step);position:absolute;left:0;top:0;width:30px;height:30px;border-radius:50%;
  background:var(--accent-soft);color:var(--accent);font-weight:600;line-height:30px;text-align:center}
[dir=rtl] .help-steps li::before{left:auto;right:0}
@media(min-width:1000px) and (min-height:560px){
.panel{grid-template-rows:72px minmax(0,1fr) auto}
.bar{padding:0 32px;padding-inline-end:16px}
.bar h1{font-size:28px}
.panel .button{font-size:22px}
.acts{gap:16px;padding:16px 32px}
.acts>.button{min-height:80px}
.panel main>.notice{margin:16px 32px}
.pane-keys{width:104px;padding:16px 0;padding-inline-end:32px}
}
@media(max-height:320px){
.panel{grid-template:"bar" 40px "main" minmax(0,1fr)/minmax(0,1fr)}
.bar{padding:0 16px;padding-inline-end:8px;font-size:18px}
.bar .button{min-height:40px;font-size:18px;line-height:1}
.has-foot{grid-template:"main bar" 64px "main foot" minmax(0,1fr)/minmax(0,1fr) 224px}
.has-foot .bar{padding:0;border-inline-start:1px solid var(--line)}
.has-foot .bar h1{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.has-foot .bar .button{min-height:64px;flex:1;padding:4px 8px;margin:0}
.has-foot .bar .bar-back{flex:none;padding:0 8px}
.bar-back .icon+.words{margin-inline-start:4px}
.has-foot .bar-back~.bar-out .icon{display:none}
.has-foot .bar-back~.bar-out{flex-direction:column}
.has-foot .bar-back~.bar-out .bar-time{margin:0;text-align:center}
.bar>.notice{flex:1;min-width:0;padding:0 0;padding-inline-end:12px;margin-inline-start:-16px;padding-inline-start:16px;height:100%;border-radius:0;font-size:18px;line-height:1.05}
.bar-away{line-height:1.05}
.away .bar-language{display:none}
.has-foot .bar-away{position:fixed;left:0;bottom:0;z-index:5;width:calc(100% - 224px);padding:8px 12px;border-top:1px solid var(--line);background:var(--warn-soft)}
[dir=rtl] .has-foot .bar-away{left:auto;right:0}
.has-foot .bar.away{background:none}
.has-foot .bar-time{margin-inline-start:8px;min-width:2.2em}
.has-foot footer{border-inline-start:1px solid var(--line);border-top:0;display:flex;flex-direction:column}
.acts{flex:1;gap:8px;padding:8px}
.acts>.button{min-height:64px;font-size:18px;padding:4px 8px}
.acts>.print,.acts>.accent{font-size:20px}
.panel main>.notice{margin:8px;padding:6px 12px;font-size:18px}
.pane-keys{width:76px;padding:8px 0;padding-inline-end:8px}
.centred{padding:8px 16px}
.centred>.icon,.centred>span>.icon{width:40px;height:40px;margin-bottom:4px}
.dialog{padding:12px 16px}
.dialog-actions{margin-top:12px}
.dialog-body{font-size:18px}
platen-dialog{padding:8px}
.help-steps li{margin-top:4px;font-size:18px;padding-inline-start:36px;line-height:1.25}
.help-steps li::before{width:26px;height:26px;line-height:26px}
}
`;
