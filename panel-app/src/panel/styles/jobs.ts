// The list of documents and the rows that progress shares with it.

export const jobsStyles = /* css */ `
.jobs>li{border-bottom:1px solid var(--line)}
.job{position:relative}
.job-line{display:flex;align-items:center;width:100%;min-height:72px;margin:0;padding:6px 24px;border:0;background:none;color:inherit;
  font-weight:400;text-align:start;line-height:1.25}
button.job-line{cursor:pointer;padding-inline-start:148px;user-select:none;-webkit-user-select:none}
button.job-line:active{background:var(--paper-2)}
button.job-line:focus{outline-offset:-3px}
.job-check{position:absolute;left:24px;top:50%;width:36px;height:36px;margin-top:-18px;border:2px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--accent-ink)}
.job-check .icon{width:32px;height:32px;stroke-width:3}
[aria-checked=true]>.job-check{border-color:var(--accent);background:var(--accent)}
.job-picture{position:absolute;left:72px;top:0;width:68px;height:100%;margin:0;padding:4px 8px;border:0;background:none;color:var(--ink-3);cursor:pointer}
.job-picture:focus{outline-offset:-3px}
.job-picture platen-row-picture{display:block;width:44px;height:58px;margin:0 auto;border:1px solid var(--line);border-radius:3px;background:var(--paper-2)}
[dir=rtl] .job-check{left:auto;right:24px}
[dir=rtl] .job-picture{left:auto;right:72px}
.job-text{flex:1;min-width:0;display:block}
.job-text>span{display:block}
.job-title{font-weight:600;text-align:left}
[dir=rtl] .job-title{text-align:right}
.job-facts{color:var(--ink-2);font-size:var(--text-1)}
.job-facts .icon{display:inline-block;width:20px;height:20px;margin-inline-end:6px;vertical-align:-4px}
.job-note{color:var(--ink)}
.job-note+*{display:inline-block}
.job-pages-short{display:none}
.job-pages{flex:none;margin-inline-start:16px;color:var(--ink-2);font-size:20px}
.job-sign{flex:none;width:124px;margin-inline-start:0;padding-inline-start:2px;color:var(--ink-2)}
.job-sign .icon{width:32px;height:32px}
.job-sign.tone-busy{color:var(--accent)}
.locked button.job-line{padding-inline-start:24px}
.job-go{flex:none;margin-inline-start:16px;color:var(--ink-3)}
.job-go .icon{width:32px;height:32px}
.job .progress{margin-top:8px}
.job.busy .job-line{padding-top:12px;padding-bottom:14px}
.job.busy .button{flex:none;margin-inline-start:24px}
.job.twice{display:flex;align-items:center}
.job.twice .job-line{flex:1;width:auto;min-width:0}
.job.twice .button{flex:none;margin-inline-end:24px}
.acts-jobs{display:flex;gap:0}
.acts-jobs .button{flex-direction:column;min-width:104px;padding:4px 8px;margin-inline-end:12px;font-size:18px;font-weight:500}
.acts-jobs .button .icon+.words{margin:2px 0 0}
.acts-jobs .print{flex:1;flex-direction:row;margin-inline-end:0;font-size:20px;font-weight:700}
.acts-jobs .print .icon+.words{margin:0 12px;margin-inline-end:0}
.acts-progress{grid-template-columns:minmax(240px,auto);justify-content:end}
platen-page-picture{display:flex;align-items:center;justify-content:center;width:100%;height:100%;position:relative}
platen-page-picture img{max-width:100%;max-height:100%;background:#fff;box-shadow:0 0 0 1px var(--line)}
.decide{padding:12px 24px 16px;background:var(--warn-soft)}
.decide-question{display:flex;align-items:center;margin-bottom:12px}
.decide-question .icon{margin-inline-end:12px;color:var(--warn);width:28px;height:28px}
.decide-question b{flex:none;font-weight:600;margin-inline-end:16px}
.decide-question .one-line{min-width:0;color:var(--ink-2);font-size:var(--text-1)}
.decide-answers{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:8px}
.decide-answers .button{padding:4px 8px;font-size:18px}
.done h2{font-size:var(--text-4)}
.done p{font-size:var(--text-3)}
@media(min-width:1000px) and (min-height:560px){
.job-line{padding-inline-start:32px;padding-inline-end:32px;min-height:80px}
.job-title{font-size:24px}
.job-facts{font-size:20px}
.job-check{left:32px}
[dir=rtl] .job-check{right:32px}
[dir=rtl] .job-picture{right:84px}
.job-picture{left:84px;width:76px}
.job-picture platen-row-picture{width:50px;height:66px}
button.job-line{padding-inline-start:172px}
.job-sign{width:140px}
.locked button.job-line{padding-inline-start:32px}
.decide{padding:16px 32px 20px}
.acts-jobs .button{min-width:144px;margin-inline-end:16px;font-size:20px}
.acts-jobs .print{margin-inline-end:0;font-size:24px}
}
@media(max-height:320px){
.job-line{padding-inline-start:12px;padding-inline-end:12px}
.job-check{left:10px}
[dir=rtl] .job-check{right:10px}
[dir=rtl] .job-picture{right:48px}
.job-picture{left:48px;width:64px;padding:4px 6px}
button.job-line{padding-inline-start:116px}
.job-sign{width:104px}
.locked button.job-line{padding-inline-start:12px}
.job-title{font-size:20px}
.job-pages{display:none}
.job-pages-short{display:inline}
.job .job-facts{max-height:46px;overflow:hidden}
.job.refused .job-facts,.job.busy .job-facts,.job.locked .job-facts{max-height:none}
.job-go{display:none}
.job.busy .job-sign{display:none}
.job.busy .button{margin-inline-start:12px}
.job.twice .button{margin-inline-end:12px}
.job.twice .job-picture,.job.twice .job-pages-short{display:none}
.job.twice button.job-line{padding-inline-start:56px;padding-inline-end:8px}
.job.twice .button .icon{display:none}
.job.twice .button .icon+.words{margin:0}
.acts-jobs{display:grid;grid-template:1fr minmax(72px,1.3fr)/1fr 1fr}
.acts-jobs{gap:8px}
.acts-jobs .button{min-width:0;margin:0;padding:4px}
.acts-jobs .print{font-size:18px}
.acts-jobs .print{grid-column:1/3}
.acts-jobs .choose-all{display:none}
.acts-jobs .button .icon{display:none}
.acts-jobs .button .icon+.words{margin:0}
.acts-progress{grid-template-columns:1fr;align-content:end}
.decide{padding:8px 12px 12px}
.decide-question{flex-wrap:wrap;margin-bottom:8px;font-size:20px;line-height:1.2}
.decide-question b{flex:1;margin:0}
.decide-question .one-line{width:100%}
.decide-answers small{display:none}
.decide-answers{grid-auto-flow:row;grid-template-columns:1fr 1fr}
.done h2{font-size:32px}
.done p{font-size:22px;margin:0}
}
`;
