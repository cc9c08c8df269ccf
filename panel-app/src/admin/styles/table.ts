// The look of the tables and of what stands beside them. Text only, so that the sections stay apart and load late.

export const tableStyles = /* css */ `
.table-tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin-bottom:12px}
.table-filter{position:relative;flex:1 1 200px;max-width:360px}
.table-filter .icon{position:absolute;left:12px;top:12px;color:var(--ink-3)}
.table-filter input{width:100%;min-height:44px;padding:8px 12px 8px 40px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper)}
.table-bulk{display:flex;align-items:center;gap:16px;margin-bottom:12px;padding:6px 6px 6px 16px;border-radius:var(--radius);background:var(--accent-soft);font-weight:500}
.table-bulk .button{margin-left:auto}
.table{width:100%;border-collapse:collapse}
.table th,.table td{padding:0 12px;text-align:left;border-bottom:1px solid var(--line)}
.table th:first-child,.table td:first-child{padding-left:8px}
.table th{height:36px;font-weight:400}
.table th button{display:inline-flex;align-items:center;gap:4px;min-height:36px;margin:0 -6px;padding:0 6px;border:0;border-radius:6px;background:none;color:var(--ink-2);font-size:var(--text-1);font-weight:500;cursor:pointer}
.plain-head{color:var(--ink-2);font-size:var(--text-1);font-weight:500}
.table th .icon{width:14px;height:14px}
.table tbody tr{position:relative;transition:background-color var(--quick)}
.table td{height:52px;padding-top:8px;padding-bottom:8px;overflow-wrap:anywhere}
.table td:not(:first-child){overflow-wrap:break-word}
.table td.breaks{min-width:8em;overflow-wrap:anywhere}
.table .number{text-align:right;white-space:nowrap}
.table .tick{width:44px;padding:0!important}
.tick label{display:flex;align-items:center;justify-content:center;width:44px;height:44px;position:relative;z-index:1;cursor:pointer}
.tick input,.switch input{accent-color:var(--accent)}
.tick input{width:18px;height:18px;margin:0}
.row-link{color:var(--ink);font-weight:600;text-decoration:none}
.row-link::after{content:"";position:absolute;top:0;right:0;bottom:0;left:0}
.row-link:focus{outline:none}
.row-link:focus-visible::after{outline:3px solid var(--accent);outline-offset:-3px;border-radius:6px}
.table tr.open{background:var(--accent-soft)}
.table-count{margin-top:8px}
.cell-tone{display:flex;align-items:flex-start;gap:8px;overflow-wrap:normal}
.cell-tone .icon{width:18px;height:18px;margin-top:2px}
.nothing-here{display:grid;justify-items:center;gap:16px;padding:40px 16px;border:1px dashed var(--line);border-radius:var(--radius-card);text-align:center}
@media(hover:hover){.table tbody tr:not(.open):hover{background:var(--paper-2)}.table th button:hover{background:var(--paper-2)}}
@media(max-width:1100px){.gives-3{display:none}}
@media(max-width:820px){.gives-2{display:none}}
@media(max-width:520px){.gives-1{display:none}.table th,.table td{padding-right:6px}}
`;
