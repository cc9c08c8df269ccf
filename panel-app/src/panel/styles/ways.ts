// The other ways to sign in: installed with them (ways/ways.ts), since most panels never show them.

export const waysStyles = /* css */ `
.code-email{flex-direction:column;align-items:flex-start;justify-content:center;margin-top:12px;padding:4px 12px;text-align:start;overflow:hidden}
.code-email .field-label{margin:0}
.code-email-text{width:100%;min-height:1.25em;font-weight:500}
[dir=rtl] .code-email-text{direction:ltr;text-align:right}
.code-email[aria-pressed=true]{background:var(--paper);border:2px solid var(--accent);color:var(--ink)}
.code-letters{flex:1;display:flex;flex-direction:column;min-height:0;padding:8px 4px}
.code-fields{display:flex;flex:none;padding:0 4px 8px}
.code-fields .code-email{flex:1;margin:0;min-width:0}
.code-fields .button+.button{margin-inline-start:8px}
.code-fields .key{flex:none;width:80px}
platen-letter-keys{flex:1;display:block;min-height:0}
.at-ways .acts,.at-domains .acts{width:100%;grid-template-columns:1fr 1fr;align-content:start}
.at-ways .acts>.button,.at-domains .acts>.button{min-height:96px;font-size:22px}
.user-domain{max-width:240px}
.letters .key-next{grid-column:span 2;background:var(--accent);border-color:var(--accent);color:var(--accent-ink);font-size:22px;font-weight:700}
@media(min-width:1000px) and (min-height:560px){
.code-letters{padding:16px 12px}
}
@media(max-height:320px){
.at-ways,.at-domains{grid-template:"bar" 64px "main" minmax(0,1fr)/minmax(0,1fr)}
.at-ways .bar .button,.at-domains .bar .button{min-height:62px;margin-inline-start:-8px}
.at-ways .acts>.button,.at-domains .acts>.button{min-height:72px;font-size:18px}
.password-top .user-domain{max-width:110px;padding:0 6px;line-height:1.05}
.code-email~.code-display{margin-inline-start:auto}
.code-email{margin:0 0;margin-inline-end:8px;min-height:52px;max-width:130px}
.code-email .field-label{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.bar-language .words{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.code-letters{padding:0 4px 8px}
.code-fields{padding:0 4px 6px}
.code-fields .code-email{max-width:none}
.code-fields .button{min-height:52px}
}
`;
