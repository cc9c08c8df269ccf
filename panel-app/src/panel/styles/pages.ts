// The screen for page numbers: what is typed beside the keypad of the code; on a short display four keys in a row.

export const pagesStyles = /* css */ `
.at-pages{grid-template:"bar bar" 64px "foot main" minmax(0,1fr)/minmax(0,1fr) 376px}
.at-pages footer{display:flex;border:0}
.at-pages .keypad{flex:1}
.pages-side{flex:1;min-width:0;display:flex;flex-direction:column;justify-content:center;padding:16px 24px 32px;padding-inline-end:16px}
.pages-side .password-field{flex:none}
.pages-side .hint{min-height:3em;padding-top:12px}
.pages-acts{display:grid;grid-template-columns:1fr 80px 1fr;gap:8px}
.pages-acts .key{min-height:64px}
@media(min-width:1000px) and (min-height:560px){
.at-pages{grid-template:"bar bar" 72px "foot main" minmax(0,1fr)/minmax(0,1fr) 44%}
.pages-side{padding-inline-start:48px;padding-inline-end:32px}
.at-pages main{justify-content:center}
.at-pages .keypad{align-self:auto}
}
@media(max-height:320px){
.at-pages{grid-template:"main bar" 64px "main foot" minmax(0,1fr)/minmax(0,1fr) 224px}
.at-pages footer{border-inline-start:1px solid var(--line)}
.pages-side{padding:8px}
.pages-side .password-field{min-height:56px;padding:0 10px;font-size:22px}
.pages-side .hint{flex:1;min-height:0;padding:4px 0}
.pages-acts{grid-template-columns:1fr 1fr 1fr}
.pages-acts .button{padding:0}
.at-pages .keypad{grid-template:repeat(3,1fr)/repeat(4,1fr);padding:8px}
.at-pages .key-back{grid-area:1/4}
.at-pages .key-zero{grid-area:2/4}
.at-pages .key-clear{grid-area:3/4}
}
`;
