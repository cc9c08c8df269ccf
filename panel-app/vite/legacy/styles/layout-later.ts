// The larger page and the help for seeing and hearing of the legacy panel without grid. Their own styles come when they are opened, after these.
// Widths of calc() have a plain one before them for engines before 2012.

export const laterLayout = /* css */ `
.zoom-keys,.panel .zoom-keys{position:relative}
.zoom-keys>*{position:absolute;width:31%;height:31%;height:calc(33.33% - 16px);margin:0}
.zoom-keys>.button{display:block;flex-direction:row}
.zoom-keys .words{display:block}
.zoom-keys .icon{display:block;margin:0 auto}
.zoom-less,.zoom-left,.zoom-before{left:2%}
.zoom-up,.zoom-at,.zoom-down{left:34.5%}
.zoom-more,.zoom-right,.zoom-after{left:67%}
.zoom-less,.zoom-up,.zoom-more{top:16px}
.zoom-left,.zoom-at,.zoom-right{top:33.33%;margin-top:8px}
.zoom-before,.zoom-down,.zoom-after{bottom:16px}
.panel .zoom-at{height:auto;top:46%}
.access-modes{display:flex;flex-wrap:wrap}
.access .access-modes{margin:4px 0 0}
.access .access-modes .button{float:inline-start;width:47%;width:calc(50% - 12px);margin:0 0 12px;margin-inline-end:12px}
.access .access-modes .words{margin-inline-end:auto}
[data-large] .option-grid>.field{width:94%;width:calc(100% - 24px)}
[data-large] .decide-answers{flex-wrap:wrap;margin:-4px}
[data-large] .decide-answers .button,[data-large] .decide-answers .button+.button{float:inline-start;flex:none;width:47%;width:calc(50% - 8px);margin:4px}
@media(max-height:320px){
.at-zoom main{position:absolute;top:0;bottom:0;inset-inline-start:0;inset-inline-end:0}
.at-zoom .bar{position:absolute;top:0;inset-inline-end:0;width:288px;height:64px}
.zoom-keys>*{width:23%;height:46%}
.zoom-less,.zoom-left{left:1%}
.zoom-up,.zoom-down{left:26%}
.zoom-more,.zoom-right{left:51%}
.zoom-before,.zoom-after{left:76%}
.zoom-less,.zoom-up,.zoom-more,.zoom-before{top:8px;bottom:auto;margin:0}
.zoom-left,.zoom-down,.zoom-right,.zoom-after{top:auto;bottom:8px;margin:0}
.access .access-modes .button{width:23%;width:calc(25% - 8px);margin:0;margin-inline-end:8px}
}
`;
