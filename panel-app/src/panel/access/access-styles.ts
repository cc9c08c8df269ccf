// Strong contrast and large type, and the numbers on buttons. Installed with the help that switches them; sizes are those of the panel's own
// stylesheet, a third to a half larger, as far as the display has room.

/** White on black, the one thing to press in yellow: what people with low vision choose most. All text at least 12:1. */
const CONTRAST = /* css */ `
:root[data-contrast]{color-scheme:dark;--ink:#fff;--ink-2:#fff;--ink-3:#e2e2e2;--paper:#000;--paper-2:#000;--paper-3:#2b2b2b;--line:#9b9b9b;--edge:#fff;
--accent:#ffe14a;--accent-press:#fff;--accent-ink:#000;--accent-soft:#332d00;--ok:#7dffb0;--ok-soft:#002411;--warn:#ffd27a;--warn-soft:#2b1d00;--bad:#ffb4ad;--bad-soft:#330806}
[data-contrast] .button{border-width:2px}
[data-contrast] .segmented .button,[data-contrast] .stepper .button{border:0}
[data-contrast] .button.quiet{border-color:transparent}
[data-contrast] .button[disabled]{border-style:dashed;border-color:#9b9b9b}
[data-contrast] .segmented .button[aria-checked=true]{outline:3px solid var(--paper);outline-offset:-8px}
[data-contrast] .job-check,[data-contrast] .password-field,[data-contrast] .dialog{border:3px solid #fff}
[data-contrast] [aria-checked=true]>.job-check{border-color:var(--accent)}
[data-contrast] .notice,[data-contrast] .decide{border:2px solid currentColor}
[data-contrast] :focus-visible{outline:5px solid #fff;outline-offset:-5px}
[data-contrast] .button.accent:focus-visible{outline-color:#000;box-shadow:0 0 0 4px #fff}
`;

const NUMBERS = /* css */ `
[data-key]{position:relative}
.bar [data-key]{padding-inline-end:40px}
.job-line[data-key]{position:static}
[data-key]::after{content:attr(data-key);position:absolute;top:-1px;right:-1px;min-width:26px;height:26px;padding:0 4px;border-radius:0 8px 0 8px;background:var(--ink);
color:var(--paper);font-size:18px;font-weight:700;line-height:26px;text-align:center}
[dir=rtl] [data-key]::after{right:auto;left:-1px;border-radius:8px 0 8px 0}
.job-line[data-key]::after{top:0;right:auto;left:0;border-radius:0 0 8px 0}
[dir=rtl] .job-line[data-key]::after{right:0;left:auto;border-radius:0 0 0 8px}
.accent[data-key]::after{background:var(--accent-ink);color:var(--accent)}
[data-keys] :focus{outline:5px solid var(--accent);outline-offset:-5px}
[data-keys] h1:focus,[data-keys] .dialog:focus{outline:none}
[data-keys] .accent:focus{outline-color:var(--accent-ink);outline-offset:-8px}
@media(max-height:320px){
[data-key]::after{min-width:20px;height:20px;font-size:14px;line-height:20px}
.bar [data-key]{padding-inline-end:24px}
.print[data-key]{padding-inline-end:20px}
}
`;

const LARGE = /* css */ `
[data-large]{--text-1:22px;--text-2:28px;--text-3:34px;--text-4:48px}
[data-large] .panel .button{font-size:26px}
[data-large] .panel .bar .button{font-size:24px;padding:4px 10px}
[data-large] .bar h1{font-size:28px}
[data-large] .bar-printer{font-size:26px}
[data-large] .job-line{min-height:96px}
[data-large] .job-title{font-size:30px;white-space:normal;display:-webkit-box!important;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow-wrap:anywhere}
[data-large] .job-facts{font-size:24px;white-space:normal}
[data-large] .job-facts .icon{width:26px;height:26px}
[data-large] .job-pages{display:none}
[data-large] .job-pages-short{display:inline}
[data-large] .panel .acts-jobs .button{font-size:22px;min-width:92px;padding:4px 8px}
[data-large] .panel .acts-jobs .print{font-size:28px}
[data-large] .button small{font-size:22px}
[data-large] .acts-jobs .choose-all{display:none}
[data-large] .job.twice{flex-wrap:wrap}
[data-large] .panel main>.notice,[data-large] .code-side .notice{font-size:24px}
[data-large] .code-side h1{font-size:34px}
[data-large] .code-side .hint{font-size:24px;line-height:1.2}
[data-large] .code-place{font-size:48px}
[data-large] .key.digit span{font-size:56px}
[data-large] .key.key-back,[data-large] .key.key-clear{font-size:24px}
[data-large] .panel .pane-keys .button{font-size:22px}
[data-large] .finding b{font-size:28px}
[data-large] .finding .hint{font-size:24px}
[data-large] .option-grid{grid-template-columns:1fr}
[data-large] .option-grid .field{grid-template-columns:minmax(140px,1fr) minmax(0,2fr)}
[data-large] .option-rows .field{grid-template-columns:minmax(120px,1fr) minmax(0,2fr)}
[data-large] .segmented .button,[data-large] .panel .segmented .button{font-size:24px}
[data-large] .chooser output,[data-large] .option-rows .chooser output{font-size:24px}
[data-large] .at-preview .field-label,[data-large] .at-options .field-label{font-size:22px}
[data-large] .turn small,[data-large] .zoom-keys small{font-size:20px}
[data-large] .password-field{font-size:34px}
[data-large] .password-line{height:48px}
[data-large] .password-line .notice{font-size:22px;padding:4px 16px}
[data-large] .letters .key,[data-large] .panel .letters .key{font-size:34px}
[data-large] .letters .key-layer,[data-large] .panel .letters .key-layer,[data-large] .panel .letters .key-next{font-size:18px}
[data-large] .decide-question b{flex:1 1 auto;font-size:28px}
[data-large] .decide-question{flex-wrap:wrap}
[data-large] .decide-answers{grid-auto-flow:row;grid-template-columns:1fr 1fr}
[data-large] .panel .decide-answers .button{font-size:24px}
[data-large] .help-steps li{font-size:26px}
[data-large] .dialog h2{font-size:32px}
[data-large] .dialog-body{font-size:26px}
@media(min-width:1000px) and (min-height:560px){
[data-large]{--text-1:26px;--text-2:32px;--text-3:40px;--text-4:56px}
[data-large] .panel .button{font-size:30px}
[data-large] .panel .bar .button{font-size:28px}
[data-large] .bar h1{font-size:36px}
[data-large] .job-line{min-height:112px}
[data-large] .job-title{font-size:36px}
[data-large] .job-facts{font-size:28px}
[data-large] .panel .acts-jobs .button{font-size:26px}
[data-large] .panel .acts-jobs .print{font-size:34px}
[data-large] .code-side h1{font-size:44px}
[data-large] .code-side .hint{font-size:28px}
[data-large] .code-place{font-size:60px}
[data-large] .key.digit span{font-size:68px}
}
@media(max-height:320px){
[data-large]{--text-1:20px;--text-2:24px;--text-3:28px;--text-4:36px}
[data-large] .panel .button{font-size:22px}
[data-large] .panel .bar .button{font-size:20px}
[data-large] .bar h1,[data-large] .bar-printer{font-size:22px}
[data-large] .job-line{min-height:88px}
[data-large] .job-title{font-size:26px}
[data-large] .job .job-facts{font-size:22px;max-height:58px}
[data-large] .panel .acts-jobs .button,[data-large] .panel .acts-jobs .print{font-size:20px;line-height:1.1}
[data-large] .acts-jobs small,[data-large] .acts-check small{display:none}
[data-large] .button small{font-size:20px}
[data-large] .code-side h1{font-size:22px}
[data-large] .code-side .hint{font-size:20px}
[data-large] .code-place{font-size:32px}
[data-large] .key.digit span{font-size:52px}
[data-large] .key.key-back,[data-large] .key.key-clear{font-size:20px}
[data-large] .password-field{font-size:26px}
[data-large] .panel .password-top .button{font-size:20px}
[data-large] .letters .key,[data-large] .panel .letters .key{font-size:28px}
[data-large] .panel .letters .key-layer{font-size:18px}
[data-large] .panel main>.notice{font-size:20px}
[data-large] .help-steps li,[data-large] .dialog-body{font-size:20px}
[data-large] .dialog h2{font-size:24px}
[data-large] .dialog{padding:8px 12px}
[data-large] .finding b,[data-large] .finding .hint,[data-large] .decide-question b{font-size:22px}
[data-large] .panel .decide-answers .button{font-size:20px}
}
`;

const DIALOG = /* css */ `
.access-modes{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin:4px 0 12px}
.access .access-modes .button{min-height:80px;justify-content:flex-start;padding:4px 20px;font-size:22px}
.access-modes .icon{width:32px;height:32px}
.access p+p{margin-top:8px}
.access .dialog-body p{font-size:18px;line-height:1.3}
.access .dialog-actions{margin-top:16px}
[data-large] .access .dialog-body p{font-size:20px}
[data-large] .access .dialog{padding:16px 24px}
[data-large] .access .access-modes .button{min-height:68px;font-size:24px}
[data-large] .access .dialog-actions{margin-top:10px}
@media(min-width:1000px) and (min-height:560px){
.access .dialog{max-width:820px}
.access .dialog-body p,[data-large] .access .dialog-body p{font-size:22px}
}
@media(max-height:320px){
.access .access-modes{grid-template-columns:repeat(4,1fr);gap:8px;margin:4px 0}
.access .access-modes .button,[data-large] .access .access-modes .button{flex-direction:column;min-height:72px;padding:4px;font-size:18px;line-height:1.1}
.access .access-modes .button .words{margin:2px 0 0}
.access-modes .icon{width:24px;height:24px}
.access .dialog-body p{display:none}
.access .dialog-body{margin-top:0}
.access .dialog-actions{margin-top:8px}
}
`;

export const accessStyles = CONTRAST + LARGE + NUMBERS + DIALOG;
