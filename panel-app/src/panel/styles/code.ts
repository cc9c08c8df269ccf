// The first screen: code field, keypad and letter keyboard. panel.html paints the same shapes before any script.

export const codeStyles = /* css */ `
.code{flex:1;display:grid;min-height:0;grid-template-columns:minmax(0,1fr) 376px}
.code-side{display:flex;flex-direction:column;justify-content:center;padding:16px 24px 32px;padding-inline-end:16px}
.code-side h1{flex:none}
.code-line{min-height:76px}
.code-side .notice{font-size:20px}
.code-display{display:flex;flex-wrap:wrap;margin:20px 0 16px;cursor:text}
.code-group{display:flex;margin:0 0 8px;margin-inline-end:16px}
.code-place{contain:strict;width:32px;height:56px;margin-inline-end:3px;border-bottom:3px solid var(--edge);font-size:40px;font-weight:600;line-height:56px;text-align:center}
.code-place.next{border-color:var(--accent);border-bottom-width:5px}
.code-display.long .code-place{width:25px;height:48px;margin-inline-end:2px;font-size:32px;line-height:48px}
.code-display.long .code-group{margin-inline-end:12px}
.code-display.two-lines{max-width:330px}
.code-ok{align-self:flex-start;min-width:160px}
.keypad{display:grid;grid-template-columns:repeat(3,1fr);grid-auto-rows:1fr;gap:8px;min-height:0;padding:12px 0;padding-inline-end:16px}
.key{flex-direction:column;min-height:0;padding:0;border-color:var(--line);background:var(--paper-2);box-shadow:0 1px 0 var(--line);transition:none}
.key.digit span{font-size:36px;font-weight:600}
.key.key-back,.key.key-clear{background:var(--paper);font-size:18px;font-weight:500}
.key .icon{width:28px;height:28px}
.key .icon+span:empty{display:none}
[dir=rtl] .code-display,[dir=rtl] .keypad,[dir=rtl] .letters{direction:ltr}
[dir=rtl] .code-display{justify-content:flex-end}
[dir=rtl] .code-group{margin-right:0;margin-left:16px}
[dir=rtl] .code-display.long .code-group{margin-right:0}
[dir=rtl] .keypad{padding-left:16px;padding-right:0}
.way-out{font-size:var(--text-1);line-height:40px;animation:way-out 1ms 12s both}
@keyframes way-out{from{visibility:hidden}}
.caret{display:inline-block;width:2px;height:1em;margin-inline-start:1px;background:var(--accent);vertical-align:-.1em}
.letters{display:grid;height:100%;grid-template-columns:repeat(11,1fr);grid-auto-rows:1fr;gap:8px;padding:0 4px}
.letters .key{min-width:0;font-size:26px}
.letters .key-layer{background:var(--paper);font-size:20px}
@media(min-width:1000px) and (min-height:560px){
.code{grid-template-columns:minmax(0,1fr) 44%}
.code-side{padding-inline-start:48px}
.code-side h1{font-size:36px}
.code-place{width:40px;height:72px;margin-inline-end:4px;font-size:48px;line-height:72px}
.code-group{margin-inline-end:20px}
.code-display.long .code-place{width:30px;height:60px;font-size:38px;line-height:60px}
.keypad{gap:12px;padding:24px 0;padding-inline-end:32px;max-height:640px;align-self:center;height:100%}
.key.digit span{font-size:44px}
.code-display.two-lines{max-width:440px}
.code-side .hint{font-size:20px}
[dir=rtl] .keypad{padding-left:32px}
}
@media(max-height:320px){
[dir=rtl] .keypad{padding:4px 8px 8px}
.code{grid-template:auto minmax(0,1fr)/minmax(0,1fr)}
.code-side{flex-direction:row;align-items:center;justify-content:flex-start;padding:0 16px;padding-inline-end:8px;min-height:56px}
.code-side h1{flex:none;max-width:176px;font-size:20px;margin-inline-end:12px}
.code-line{flex:1;min-width:0;min-height:0;margin-inline-start:4px;line-height:1.15}
.code-side .notice{padding:0;background:none;font-size:18px;line-height:1.15}
.code-side .notice>.icon{margin-inline-end:8px}
.code-display{flex:none;flex-wrap:nowrap;margin:0}
.code-group,.code-display.long .code-group{margin:0 0;margin-inline-end:8px}
[dir=rtl] .code-group{margin-left:8px}
.code-place{width:20px;height:40px;margin-inline-end:2px;font-size:28px;line-height:40px;border-bottom-width:2px}
.code-place.next{border-bottom-width:4px}
.code-display.two-lines{max-width:none}
.code-display.long .code-place,.code-display.two-lines .code-place{width:16px;height:40px;margin-inline-end:1px;font-size:24px;line-height:40px}
.code-ok{min-width:88px;min-height:52px;margin-inline-start:auto;align-self:center;order:5}
.keypad{grid-template-columns:repeat(6,1fr);grid-template-rows:1fr 1fr;padding:4px 8px 8px}
.key.key-back{grid-area:1/6}
.key .icon{width:24px;height:24px}
.key.key-clear{grid-area:2/6}
.letters{grid-template-columns:repeat(9,1fr)}
}
`;
