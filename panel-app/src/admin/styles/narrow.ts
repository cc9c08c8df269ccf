// The look of what a list or a report is narrowed by: chips, and the choices behind a button. Loaded with the sections that have them.

export const narrowStyles = /* css */ `
.chip{display:inline-flex;align-items:center;gap:8px;min-height:36px;max-width:100%;padding:4px 10px 4px 14px;border:1px solid transparent;border-radius:18px;background:var(--accent-soft);color:var(--accent);font:inherit;font-size:var(--text-1);text-align:left;cursor:pointer}
.chip span{min-width:0;overflow-wrap:anywhere}
.chip .icon{width:16px;height:16px;flex:none}
.chip.more{padding-right:14px;border-color:var(--edge);background:none;color:var(--ink);font-weight:500}
.chip.more[aria-expanded=true]{background:var(--paper-3)}
.narrow-fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px 16px;padding:16px;border-radius:var(--radius-card);background:var(--paper-2)}
.narrow-fields[hidden]{display:none}
.narrow-day{display:grid;gap:6px;font-weight:500}
.narrow-day input{width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink);font:inherit;font-weight:400}
`;
