// The look of the search over everything. Text only, so that the sections stay apart and load late.

export const searchStyles = /* css */ `
.search{align-items:flex-start!important;padding-top:12vh!important}
.search .dialog h2{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.search .dialog{padding:16px}
.search .dialog-body{margin:0}
.search-field{display:block;max-width:none;margin-bottom:12px}
.hits a{display:flex;align-items:center;gap:12px;min-height:44px;padding:4px 12px;border-radius:var(--radius);color:var(--ink-2);text-decoration:none}
.hits b{color:var(--ink);font-weight:600;margin-right:6px}
.hits a:focus{background:var(--paper-2)}
@media(hover:hover){.hits a:hover{background:var(--paper-2)}}
`;
