// The small picture of a row and the sheet that stands for it. The sheet's own shape is in styles/jobs.ts: it is there before this.

export const rowPictureStyles = /* css */ `
platen-row-picture{position:relative}
.job-picture .shown{border-color:transparent;background:none}
.row-sheet,platen-row-picture img{position:absolute;top:0;right:0;bottom:0;left:0;margin:auto}
.row-sheet{display:flex;align-items:center;justify-content:center;color:var(--ink-3)}
.row-sheet .icon{width:26px;height:26px}
platen-row-picture img{max-width:100%;max-height:100%;background:#fff;box-shadow:0 0 0 1px var(--line)}
platen-row-picture img.loading{opacity:0}
`;
