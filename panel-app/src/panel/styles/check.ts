// The sheet between Print and the printing: one card per finding, its choices as wide buttons.

export const checkStyles = /* css */ `
.finding{padding:14px 24px 16px;border-bottom:1px solid var(--line)}
.finding p{line-height:1.25}
.finding-what,.finding-age{display:flex;align-items:flex-start}
.finding b{font-weight:600;font-size:22px}
.finding-what .icon{width:28px;height:28px;margin-inline-end:12px}
.finding .hint{margin:4px 40px 0;margin-inline-end:0;font-size:20px}
[dir=rtl] .finding .hint{margin:4px 40px 0 0;text-align:right}
.finding-choices{display:flex;flex-wrap:wrap;margin:10px 36px -4px;margin-inline-end:-4px}
.finding-choices .button{flex:1 1 240px;min-height:72px;margin:4px}
.finding-age{padding:12px 24px 0}
.finding-age .icon{width:22px;height:22px;margin:1px 3px 0;margin-inline-end:14px}
.acts-check{display:flex}
.acts-check .button{flex:1}
.acts-check .button:first-child:last-child{flex:none;min-width:280px;margin-inline-start:auto}
@media(min-width:1000px) and (min-height:560px){
.finding{padding:20px 32px 24px}
.finding-age{padding:16px 32px 0}
}
@media(max-height:320px){
.finding{padding:8px 16px}
.finding b,.finding .hint{font-size:18px}
.finding .hint,[dir=rtl] .finding .hint{margin:2px 0 0}
.finding-choices{margin:6px -4px -4px}
.finding-choices .button{min-height:64px}
.acts-check{flex-direction:column}
.acts-check .button,.acts-check .button:first-child:last-child{flex:1;min-width:0;margin:0}
.acts-check .icon{display:none}
.acts-check .icon+.words{margin:0}
}
`;
