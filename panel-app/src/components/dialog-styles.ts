// The styles of dialog.ts, apart from the element so that the build can read them without a browser.

export const dialogStyles = /* css */ `
platen-dialog{position:fixed;top:0;right:0;bottom:0;left:0;z-index:20;display:flex;align-items:center;justify-content:center;padding:16px;animation:appear var(--quick)}
.dialog-back{position:absolute;top:0;right:0;bottom:0;left:0;background:rgba(15,20,28,.5)}
.dialog{position:relative;width:100%;max-width:680px;max-height:100%;overflow:auto;padding:24px;border-radius:var(--radius-card);background:var(--paper);box-shadow:var(--shadow)}
.dialog:focus{outline:none}
.dialog-body{margin-top:8px;color:var(--ink-2)}
.dialog-actions{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:12px;margin-top:24px}
@media(max-width:480px){.dialog-actions{grid-auto-flow:row}}
`;
