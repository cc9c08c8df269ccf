// The large page and the keys that move over it: three rows of them, two on a short display, where the bar stands above them.

export const zoomStyles = /* css */ `
platen-zoom-pane{flex:1;display:flex;min-height:0;position:relative;background:var(--paper-2)}
.zoom-view{flex:1;min-width:0;overflow:auto;-webkit-overflow-scrolling:touch;display:flex;cursor:move;scrollbar-width:none}
.zoom-view::-webkit-scrollbar{display:none}
.zoom-view img{flex:none;margin:auto;background:#fff;user-select:none;-webkit-user-select:none}
.zoom-words{position:absolute;left:0;top:16px;padding:8px 16px;border-radius:0 var(--radius) var(--radius) 0;background:var(--paper);font-size:var(--text-1)}
[dir=rtl] .zoom-keys{direction:ltr}
[dir=rtl] .zoom-keys .icon>path{transform:none}
[dir=rtl] .zoom-keys .turn .icon>path{transform:scaleX(-1);transform-origin:12px}
[dir=rtl] .zoom-words{left:auto;right:0;border-radius:var(--radius) 0 0 var(--radius)}
.zoom-words.later{animation:appear 1ms 300ms both}
.zoom-keys{flex:none;align-self:stretch;display:grid;width:280px;padding:16px;gap:8px;background:var(--paper);border:solid var(--line);border-width:0 0 0 1px;
  align-content:center;grid-template:repeat(3,104px)/repeat(3,1fr)}
[dir=rtl] .zoom-keys{border-width:0 1px 0 0;direction:ltr}
.zoom-keys .button{min-width:0;padding:0}
.zoom-keys .icon{width:32px;height:32px}
.zoom-keys small{font-size:18px}
.zoom-less{grid-area:1/1}.zoom-up{grid-area:1/2}.zoom-more{grid-area:1/3}
.zoom-left{grid-area:2/1}.zoom-at{grid-area:2/2;align-self:center;text-align:center;font-size:24px;font-weight:600}.zoom-right{grid-area:2/3}
.zoom-before{grid-area:3/1}.zoom-down{grid-area:3/2}.zoom-after{grid-area:3/3}
[dir=rtl] .zoom-before{grid-area:3/3}[dir=rtl] .zoom-after{grid-area:3/1}
@media(min-width:1000px) and (min-height:560px){
.zoom-keys{width:360px;padding:24px;gap:12px;grid-template-rows:repeat(3,120px)}
}
@media(max-height:320px){
.at-zoom{grid-template:"main bar" 64px "main ." minmax(0,1fr)/minmax(0,1fr) 288px}
.at-zoom .bar{padding:0;border-bottom:0;border-inline-start:1px solid var(--line)}
.at-zoom .bar h1{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.at-zoom .bar .button{min-height:64px;flex:1;margin:0;padding:4px 8px}
.at-zoom .bar .bar-out{flex-direction:column}
.at-zoom .bar-time{margin:0;text-align:center}
.at-zoom .bar .bar-out .icon{display:none}
.at-zoom main{grid-area:1/1/3/3;pointer-events:none}
.at-zoom main>.centred,.zoom-view,.zoom-keys{pointer-events:auto}
platen-zoom-pane{background:none}
.zoom-view{background:var(--paper-2)}
.zoom-keys{width:288px;margin-top:64px;padding:8px;gap:4px;align-content:stretch;grid-template:1fr 1fr/repeat(4,1fr)}
.zoom-keys small{display:none}
.zoom-at{display:none}
.zoom-left{grid-area:2/1}.zoom-down{grid-area:2/2}.zoom-right{grid-area:2/3}
.zoom-before,[dir=rtl] .zoom-before{grid-area:1/4}.zoom-after,[dir=rtl] .zoom-after{grid-area:2/4}
}
`;
