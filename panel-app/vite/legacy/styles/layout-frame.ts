// The frame of the legacy panel without grid: bar, body and acts in a column, or the acts at the side; rows of equal buttons.
// Widths of calc() have a plain one before them for engines before 2012.

export const frameLayout = /* css */ `
.panel{position:relative;display:flex;flex-direction:column;overflow:hidden}
.bar{flex:none;height:64px}
.panel main{flex:1;overflow:hidden}
.panel footer{flex:none}
.acts>.button{display:flex;width:100%}
.acts>*+*{margin-top:12px}
.acts-jobs>.button,.acts-check>.button{width:auto}
.acts-jobs>*+*,.acts-check>*+*,.acts-preview>*+*{margin-top:0}
.acts-check>*+*{margin-inline-start:12px}
.acts-progress .button{width:auto;min-width:240px;margin-inline-start:auto}
.acts-progress{display:flex}
.acts-progress>*+*{margin:0}
.pane-keys{display:flex;flex-direction:column}
.pane-keys .button{flex:1 1 0;width:100%;min-height:0}
.pane-keys .button+.button{margin-top:8px}
.dialog-actions,.decide-answers{display:flex}
.dialog-actions .button,.decide-answers .button{flex:1 1 0;width:0;min-width:0}
.dialog-actions .button+.button{margin-inline-start:12px}
.decide-answers .button+.button{margin-inline-start:8px}
@media(min-width:1000px) and (min-height:560px){
.bar{height:72px}
.acts>*+*{margin-top:16px}
.acts-jobs>*+*,.acts-check>*+*,.acts-preview>*+*{margin-top:0}
}
@media(max-height:320px){
.bar{height:40px}
.has-foot .bar{position:absolute;top:0;inset-inline-end:0;width:224px;height:64px}
.has-foot main{position:absolute;top:0;bottom:0;inset-inline-start:0;inset-inline-end:224px}
.has-foot footer{position:absolute;top:64px;bottom:0;inset-inline-end:0;width:224px}
.acts{display:flex;flex-direction:column}
.acts>.button,.acts-progress .button{flex:1 1 0;width:auto;margin:0}
.acts>*+*{margin-top:8px}
.acts-progress{justify-content:flex-end}
.acts-progress .button{flex:none;min-width:0}
.acts-jobs{display:block;position:relative;height:100%}
.acts-jobs .button{position:absolute;top:8px;width:46%;width:calc(50% - 12px);height:40%;height:calc(43% - 14px);inset-inline-start:8px;min-height:0;margin:0}
.acts-jobs .button:nth-child(2){inset-inline-start:50%;inset-inline-start:calc(50% + 4px)}
.acts-jobs .print{top:auto;bottom:8px;inset-inline-start:8px;inset-inline-end:8px;width:auto;height:54%;height:calc(57% - 10px)}
.decide-answers{display:flex;flex-wrap:wrap;margin:-4px}
.decide-answers .button,.decide-answers .button+.button{float:inline-start;flex:none;width:47%;width:calc(50% - 8px);margin:4px}
}
`;
