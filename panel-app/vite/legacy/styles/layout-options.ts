// Preview and options of the legacy panel without grid: the picture beside its options, fields in two columns.
// Widths of calc() have a plain one before them for engines before 2012.

export const optionLayout = /* css */ `
.at-preview main{position:absolute;top:64px;bottom:0;inset-inline-start:0;inset-inline-end:376px}
.at-preview footer{position:absolute;top:64px;bottom:0;inset-inline-end:0;width:376px}
.at-preview .acts{overflow:hidden}
.sheet{position:relative}
.sheet platen-page-picture{position:absolute;top:16px;right:16px;bottom:16px;left:16px;width:auto;height:auto}
.at-preview .field,.at-options .field{display:flex}
.at-preview .field>*,.at-options .field>*{flex:1;min-width:0}
.at-preview .field>.field-label,.at-options .field>.field-label{flex:none;width:98px}
.option-grid{display:flex;flex-wrap:wrap;align-items:center;padding-inline-end:0}
.option-grid:after{content:"";display:block;clear:both}
.option-grid>.field{float:inline-start;flex:none;width:47%;width:calc(50% - 24px);margin-bottom:8px;margin-inline-end:24px}
.option-grid>.wide{width:94%;width:calc(100% - 24px)}
.options-live .option-grid{display:block}
.options-live .option-grid>.field,.options-live .option-grid>.wide{float:none;width:auto;margin-inline-end:0}
.acts-options{display:flex;align-items:center}
.acts-options .print-takes{flex:1;width:auto;min-width:0}
.acts-options>.button{flex:none;width:auto;min-width:340px;margin-top:0;margin-inline-start:12px}
.at-ways .acts,.at-domains .acts{display:flex;flex-wrap:wrap}
.at-ways .acts>.button,.at-domains .acts>.button{float:inline-start;flex:none;width:47%;width:calc(50% - 8px);margin:4px}
@media(min-width:1000px) and (min-height:560px){
.at-preview main{top:72px;inset-inline-end:456px}
.at-preview footer{top:72px;width:456px}
.sheet platen-page-picture{top:24px;right:24px;bottom:24px;left:24px}
.at-preview .field>.field-label,.at-options .field>.field-label{width:112px}
.option-grid>.field{width:46%;width:calc(50% - 40px);margin-bottom:20px;margin-inline-end:40px}
.option-grid>.wide{width:94%;width:calc(100% - 40px)}
.acts-options>.button{margin-top:0}
}
@media(max-height:320px){
.at-preview .bar{width:280px}
.at-preview main{top:0;inset-inline-end:280px}
.at-preview footer{width:280px}
.sheet platen-page-picture{top:8px;right:8px;bottom:8px;left:8px}
.option-grid{display:block}
.option-grid>.field,.option-grid>.wide{float:none;width:auto;margin-inline-end:8px}
.acts-options>.button{flex:none;min-width:0;margin:0}
.at-ways .acts>.button,.at-domains .acts>.button{height:auto}
}
`;
