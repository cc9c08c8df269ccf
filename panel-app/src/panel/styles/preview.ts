// The preview with its options, and the screen with all of them.

export const previewStyles = /* css */ `
.at-preview{grid-template:"bar bar" 64px "main foot" minmax(0,1fr)/minmax(0,1fr) 376px}
.at-preview footer{display:flex;flex-direction:column;border-top:0;border-inline-start:1px solid var(--line)}
.preview{flex:1;display:flex;min-height:0;background:var(--paper-2)}
.sheet{flex:1;min-width:0;padding:16px}
.sheet img{box-shadow:0 1px 3px rgba(15,23,38,.3)}
.sheet img.loading{opacity:.3}
.picture-words{position:absolute;left:0;right:0;top:50%;margin-top:-1.3em;padding:0 8px;text-align:center;font-size:var(--text-1);color:var(--ink-2)}
.picture-words.later{animation:appear 1ms 300ms both}
.job-notes{flex:none;padding:8px 16px;background:var(--warn-soft);font-size:var(--text-1);line-height:1.25}
.job-notes li{display:flex;align-items:flex-start;padding:3px 0}
.job-notes .icon{width:20px;height:20px;margin:1px 0 0;margin-inline-end:8px}
.turns{flex:none;display:flex;flex-direction:column;width:96px;padding:8px 0;padding-inline-end:12px}
.turn{flex:1;padding:4px}
.turn .words{display:flex;flex-direction:column;align-items:center}
.turn .icon,.turn.zoom .icon{width:32px;height:32px}
.turn-at{white-space:pre-line;padding:2px 0;text-align:center;font-size:var(--text-1);line-height:1.2}
.turn.zoom{flex:none;margin-top:12px}
.turn.zoom:first-child{margin-top:auto}
.acts-preview{display:flex;flex-direction:column;flex:1;min-height:0;gap:0;padding:12px 16px}
.option-rows{flex:1;min-height:0}
.at-preview .field,.at-options .field{display:grid;grid-template-columns:106px minmax(0,1fr);align-items:center}
.at-preview .field-label,.at-options .field-label{margin:0 0;margin-inline-end:8px;color:var(--ink);line-height:1.15}
.option-rows .field{margin-bottom:8px}
.at-preview .field-hint,.at-options .field-hint{display:block;margin:0}
.option-rows .stepper output{font-size:26px}
.option-rows .chooser output{font-size:18px}
.acts-preview>.button{min-height:64px}
.acts-preview>.print{min-height:72px}
.print-takes{min-height:26px;margin:6px 0 4px;text-align:center}
.option-grid{display:grid;grid-template-columns:1fr 1fr;gap:8px 24px;padding:12px 24px}
.option-grid .wide{grid-column:1/-1}
.option-more{padding:8px 24px 0;font-size:20px}
p.option-more{padding:16px}
.stepper .button b{font-size:20px}
.segmented .button{font-size:20px}
.options-live{flex:1;display:flex;min-height:0}
.options-live>.sheet{background:var(--paper-2)}
.options-live platen-scroll-pane{flex:0 0 476px;border-inline-start:1px solid var(--line)}
.options-live .option-grid{grid-template-columns:1fr;padding:12px 16px}
.options-live .option-more{padding:8px 16px 0}
.acts-options{grid-template-columns:minmax(0,1fr) minmax(340px,auto);align-items:center}
.acts-options .print-takes{margin:0;text-align:start}
@media(min-width:1000px) and (min-height:560px){
.at-preview{grid-template:"bar bar" 72px "main foot" minmax(0,1fr)/minmax(0,1fr) 456px}
.acts-preview{padding:20px 32px}
.at-preview .field,.at-options .field{grid-template-columns:144px minmax(0,1fr)}
.option-rows .field{margin-bottom:12px}
.turns{width:120px;padding:20px 0;padding-inline-end:20px}
.sheet{padding:24px}
.option-grid{gap:20px 40px;padding:24px 32px}
.option-more{padding:8px 32px 0}
.options-live platen-scroll-pane{flex-basis:600px}
.options-live .option-grid{gap:12px;padding:20px 32px}
.options-live .option-more{padding:8px 32px 0}
}
@media(max-height:320px){
.at-preview{grid-template:"main bar" 64px "main foot" minmax(0,1fr)/minmax(0,1fr) 280px}
.at-preview .job-notes{display:none}
.sheet{padding:8px}
.turns{width:88px;padding:8px 0;padding-inline-end:8px}
.turn .icon,.turn.zoom .icon{width:28px;height:28px}
.turn-at{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.turn,.turn.zoom{flex:1;min-height:0;padding:0}
.turn~.turn{margin-top:8px}
.option-rows{flex:none}
.acts-preview{padding:8px}
.acts-preview{justify-content:flex-end}
.acts-preview>.button{flex:1}
.acts-preview>.button+.button{margin-top:8px}
.option-grid{grid-template-columns:1fr;gap:8px;padding:8px 12px;padding-inline-end:8px}
.option-more{padding:4px 12px 0}
.acts-options{display:flex;flex-direction:column;align-items:stretch}
.acts-options .print-takes{flex:1;text-align:center}
.acts-options .print .icon{display:none}
.acts-options .print .icon+.words{margin:0}
.acts-options .print{min-height:88px}
}
`;
