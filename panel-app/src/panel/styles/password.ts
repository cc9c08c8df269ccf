// The password screen: field and acts above the keyboard, which shares its grid with the keyboard for email addresses.

export const passwordStyles = /* css */ `
.password{flex:1;display:flex;flex-direction:column;min-height:0;padding:12px 4px 8px}
.password-top{display:flex;flex:none;padding:0 4px}
.password-top>*+*{margin-inline-start:8px}
.password-top>.accent{min-width:160px}
.password-field{flex:1;display:flex;flex-direction:row-reverse;align-items:center;min-width:0;min-height:64px;padding:0 16px;overflow:hidden;
  border:2px solid var(--accent);border-radius:var(--radius);font-size:26px;white-space:pre}
.password-field span{margin-inline-end:auto}
[dir=rtl] .password-field{direction:ltr}
[dir=rtl] .password-field span{margin:0}
.password-line{display:flex;align-items:center;flex:none;height:56px;padding:0 4px}
.password-line .notice{flex:1;padding:8px 16px;font-size:20px}
platen-password-keys{flex:1;display:block;min-height:0}
.at-password .letters .key-layer{font-size:18px}
@media(min-width:1000px) and (min-height:560px){
.password{padding:16px 28px 20px}
.password-line{height:72px}
}
@media(max-height:320px){
.at-password{grid-template:"bar" 58px "main" minmax(0,1fr)/minmax(0,1fr)}
.at-password .bar{justify-content:flex-end;padding:0;border:0}
.at-password .bar h1{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.at-password .bar .button{order:1;min-height:58px;width:92px;margin:0;padding:0 4px}
.at-password .bar .bar-out{flex-direction:column;width:130px;white-space:nowrap}
.at-password .bar .icon,.password-top .button .icon{display:none}
.at-password .bar-away .icon{display:block}
.at-password .button .icon+.words{margin:0}
.at-password .bar-away{position:absolute;left:0;z-index:1;width:416px;height:58px;padding:0 12px;background:var(--warn-soft)}
[dir=rtl] .at-password .bar-away{left:auto;right:0}
.at-password .bar-time{margin:0;text-align:center}
.at-password main{grid-area:1/1/3/2;pointer-events:none}
.at-password main>*>*{pointer-events:auto}
.password{padding:0}
.password-top{width:416px;height:58px;padding:0}
.password-top>*+*{margin-inline-start:2px}
.password-top .button{min-height:58px;font-size:18px}
.password-top>.accent{min-width:92px}
.password-field{min-height:0;padding:0 10px;font-size:22px}
.password-top .notice{flex:1;min-width:0;padding:0 8px;font-size:18px;line-height:1.05}
.at-password .letters{grid-template-columns:repeat(10,1fr);gap:2px;padding:2px}
}
`;
