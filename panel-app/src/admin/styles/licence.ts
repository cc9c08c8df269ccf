// The look of the licence. Loaded with it.

export const licenceStyles = /* css */ `
admin-licence{display:block}
.licence{display:grid;gap:16px;max-width:760px}
.licence .notice p{margin-top:6px}
.features{display:grid;gap:2px}
.features li{display:flex;align-items:center;gap:10px;min-height:36px;border-bottom:1px solid var(--line);color:var(--ink-2)}
.features li span:nth-of-type(1){flex:1}
.features .on{color:var(--ink)}
.features .on .icon{color:var(--ok)}
.licence-acts{display:flex;flex-wrap:wrap;gap:8px}
.file-button{position:relative}
.file-button:focus-within{outline:3px solid var(--accent);outline-offset:2px}
`;
