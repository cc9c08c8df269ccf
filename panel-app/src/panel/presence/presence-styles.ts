// The code for phones: whole pixels for each module, on white whatever the panel's colours are; beside its words, in the help above them. A display of 480 px has
// room for it and for the OK key only where the key stands beside it.

export const presenceStyles = /* css */ `
platen-presence{display:flex;align-items:center;min-height:147px;color:var(--ink-2);font-size:18px;line-height:1.3}
platen-presence img{flex:none;max-width:176px;max-height:176px;margin-inline-start:-12px;margin-inline-end:8px;border-radius:4px;background:#fff;image-rendering:pixelated}
platen-presence img[hidden]{display:none}
.dialog-body platen-presence{display:block;float:right;width:176px;margin-inline-start:24px}
[dir=rtl] .dialog-body platen-presence{float:left}
.dialog-body platen-presence img{display:block;margin:0 0 8px;margin-inline-start:0}
.dialog-body::after{content:'';display:table;clear:both}
@media(max-height:639px){
.dialog-body platen-presence{width:200px;margin-inline-start:16px;line-height:1.15}
.code-ok.beside{align-self:stretch;position:relative;margin-inline-start:143px}
.code-ok~platen-presence{display:none}
.beside+platen-presence{display:flex;align-items:flex-start;margin-top:-76px}
.beside+platen-presence span{margin-top:80px;line-height:1.15}
.two-lines~.beside,.code-email~.beside,[data-large] .beside{align-self:flex-start;margin-inline-start:0}
.two-lines~platen-presence,.code-email~platen-presence,[data-large] .code-side platen-presence{display:none}
}
@media(max-height:320px){
.dialog-body .help-steps li{margin-top:2px;line-height:1.15}
.dialog{padding:6px 16px 8px}
.dialog .dialog-actions{margin-top:4px}
.dialog .dialog-actions .button{min-height:58px;padding:4px 8px;font-size:18px}
platen-presence{font-size:16px}
.dialog-body platen-presence{width:84px;min-height:0;margin-inline-start:16px}
.dialog-body platen-presence img{width:84px;height:84px;margin:0;image-rendering:auto}
.dialog-body platen-presence span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
}
`;
