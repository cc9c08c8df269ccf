// The styles every surface starts from: reset, type, focus ring, layout words that all screens share.
// Plain text so that a build can write it into a page; `unsafeCSS(baseStyles)` where a Lit element wants it.

export const baseStyles = /* css */ `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 var(--text-2)/1.4 var(--font);
  font-variant-numeric:tabular-nums;-webkit-tap-highlight-color:transparent}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
h1,h2,h3{font-weight:600;line-height:1.2}
h1{font-size:var(--text-3)}
h2{font-size:var(--text-2)}
h3{font-size:var(--text-2)}
ul,ol{list-style:none}
a{color:var(--accent)}
img,svg{display:block}
button,input,select,textarea{font:inherit;color:inherit;letter-spacing:inherit}
button{touch-action:manipulation}
[hidden]{display:none!important}
:focus{outline:3px solid var(--accent);outline-offset:2px}
:focus:not(:focus-visible){outline:none}
.out-of-sight{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.one-line{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.hint{color:var(--ink-2);font-size:var(--text-1)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:var(--radius-card)}
.tone-ok{color:var(--ok)}
.tone-warn{color:var(--warn)}
.tone-bad{color:var(--bad)}
.tone-busy{color:var(--accent)}
.tone-quiet{color:var(--ink-2)}
@keyframes appear{from{opacity:0}}
@media(prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important}}
`;
