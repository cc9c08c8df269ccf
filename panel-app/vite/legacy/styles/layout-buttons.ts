// Buttons of the legacy panel: old WebKit lays a button out in a box of its own inside, which takes over neither the centring nor
// the direction of the button's own flexible box. So what stands side by side is centred by its margins, and what stands in a column is blocks.

export const buttonLayout = /* css */ `
.button>*{align-self:center}
.button>:first-child{margin-inline-start:auto}
.button>:last-child{margin-inline-end:auto}
.button small{font-size:18px}
.segmented .button,.turn,.pane-keys .button,.key,.acts-jobs .button,.code-email{display:block;flex-direction:row}
.segmented .button{text-align:center}
.key span,.acts-jobs .words,.turn .words,.pane-keys .words,.code-email>*{display:block}
.key .icon,.acts-jobs .icon,.turn .icon,.pane-keys .icon{display:block;margin:0 auto}
.acts-jobs .print{display:flex}
.acts-jobs .print .icon{margin:0;margin-inline-start:auto}
.acts-jobs .print .icon+.words{margin-inline-start:12px;margin-inline-end:auto}
.stepper .button,.chooser .button{display:block}
.stepper .icon,.chooser .icon{margin:0 auto}
.stepper output{align-self:stretch}
.stepper .button b{display:block}
.code-email{text-align:start;align-items:center}
.code-email .field-label,.code-email .code-email-text{margin:0}
button.job-line>*{align-self:center}
.password-field{white-space:normal}
.password-field span{white-space:pre}
[data-no-svg] .icon{display:none}
[data-no-svg] [aria-checked=true]>.job-check:before{content:"\\2713";display:block;font-size:28px;line-height:32px;text-align:center}
[data-no-svg] .stepper .button:first-child:before{content:"\\2212";font-size:28px}
[data-no-svg] .stepper .button:last-child:before{content:"+";font-size:28px}
[data-no-svg] .chooser .button:first-child:before,[data-no-svg] .turn:first-child:before{content:"\\2039";font-size:28px}
[data-no-svg] .chooser .button:last-child:before,[data-no-svg] .turn:last-child:before{content:"\\203a";font-size:28px}
[data-no-svg] .letters .key>.icon:first-child+span:before,[data-no-svg] .pages-acts .key>.icon:first-child+span:before{content:"\\2190"}
[data-no-svg] .key .icon+span:empty{display:block}
@media(max-height:320px){
.has-foot .bar .bar-out{display:block}
.has-foot .bar-out .words,.has-foot .bar-out .bar-time{display:inline-block;min-width:0;margin:0 4px}
.acts-jobs .print .icon{display:none}
.acts-jobs .print .words{margin:0 auto}
}
`;
