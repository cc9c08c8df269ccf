// How the camera looks: a sheet over the whole page, the picture as large as it goes, what is to be done at the thumb.

export const cameraStyles = /* css */ `
portal-camera{position:fixed;inset:0;z-index:30;display:block;background:var(--paper);overflow:auto}
.camera{display:flex;flex-direction:column;gap:16px;box-sizing:border-box;max-width:760px;min-height:100%;margin:0 auto;padding:8px 16px calc(16px + env(safe-area-inset-bottom))}
.camera-top{display:flex;align-items:center;justify-content:space-between;gap:8px;min-height:48px}
.camera-top h1{flex:1;margin:0;font-size:var(--text-3)}
.camera-stage{display:flex;flex:1;flex-direction:column;align-items:center;justify-content:center;gap:12px;min-height:0}
.camera-stage video{width:100%;max-height:62vh;border-radius:var(--radius-card);background:#000;object-fit:contain}
.camera-none{display:flex;flex:1;align-items:center;justify-content:center;width:100%;min-height:160px;border-radius:var(--radius-card);background:var(--paper-2);color:var(--ink-3)}
.camera-none .icon{width:64px;height:64px;stroke-width:1.25}
.camera-mend{display:flex;align-items:center;justify-content:space-between;gap:8px;width:100%}
.camera-mend .button{flex:none;white-space:nowrap}
.camera-acts{position:sticky;bottom:0;display:flex;flex-wrap:wrap;gap:8px;margin:0 -16px;padding:12px 16px;background:var(--paper)}
.camera-acts>*{flex:1 1 auto}
.camera-acts .camera-pick:not(:only-child){flex:0 0 64px}
.camera-acts .button{width:100%;min-height:52px;padding-inline:12px;white-space:nowrap}
.camera-acts>.button{width:auto}
.camera-pick{cursor:pointer}
.camera-pick .button{display:flex}
.camera-pick input:focus-visible+.button{outline:3px solid var(--accent);outline-offset:2px}
portal-corners{display:flex;justify-content:center;width:100%}
.corners{position:relative;width:min(100%,calc(46vh*var(--wide)));touch-action:none;user-select:none;-webkit-user-select:none}
.corners-picture,.corners-picture canvas{display:block;width:100%;height:100%;border-radius:6px}
.corners svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible;pointer-events:none}
.corners .outside{fill:#000;fill-opacity:.42}
.corners polygon{fill:none;stroke:#6aa8ff;stroke-width:3;vector-effect:non-scaling-stroke}
.corner{position:absolute;width:44px;height:44px;margin:-22px 0 0 -22px;padding:0;border:0;background:none;cursor:grab;touch-action:none}
.corner::after{content:"";position:absolute;inset:10px;border:3px solid #0b5fd8;border-radius:50%;background:#fff;box-shadow:0 1px 4px rgba(0,0,0,.5)}
.corner:focus-visible{outline:3px solid var(--accent);outline-offset:-2px;border-radius:50%}
.camera-pages{display:grid;grid-template-columns:repeat(auto-fill,minmax(140px,1fr));gap:16px;margin:0;padding:0;list-style:none}
.camera-page{display:grid;gap:4px;align-content:end}
.camera-page img{display:block;justify-self:center;max-width:100%;max-height:190px;border:1px solid var(--line);border-radius:4px;background:#fff}
.camera-page span{text-align:center;color:var(--ink-2);font-size:var(--text-1)}
.camera-page div{display:flex;justify-content:center}
@media(hover:none){.camera-keys{display:none}}
@media(max-width:480px){.camera-acts .button{padding-inline:8px}.camera-acts>.button .icon{display:none}.camera .camera-acts>.button .words{margin:0}}
@media(min-width:900px){.corners{width:min(100%,calc(50vh*var(--wide)))}}
`;
