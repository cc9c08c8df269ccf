// The look of the reports, on the screen and on paper. Loaded with the section.

export const reportStyles = /* css */ `
admin-reports{display:block}
.report-head{flex-wrap:wrap}
.report-files{display:flex;flex-wrap:wrap;gap:4px}
.report-files.below{display:none}
.report-files .button{text-decoration:none}
.report-tools{display:grid;gap:12px;margin-bottom:20px}
.report-periods{max-width:620px}
.report-own{display:flex;flex-wrap:wrap;gap:12px}
.report-day{display:grid;gap:4px;font-weight:500}
.report-day input{min-height:44px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink);font:inherit}
.report-chips{display:flex;flex-wrap:wrap;gap:8px}
.report-title{margin-bottom:12px;font-size:var(--text-3);font-weight:600}
.report-tiles{grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
.report-tiles .tile-value{font-variant-numeric:tabular-nums}
.tile-hint{color:var(--ink-2);font-size:var(--text-1)}
.report-before{margin:8px 0 0}
.report-chart{margin-top:28px}
.report-chart-head{display:flex;align-items:center;justify-content:space-between;gap:16px;margin-bottom:12px}
.report-chart-head .segmented{min-width:180px}
.report-chart-head .segmented .button{min-height:34px}
.chart{margin:0}
.chart svg{display:block;max-width:100%}
.chart.opens svg{cursor:pointer}
.chart .grid{stroke:var(--line);stroke-width:1}
.chart .axis{fill:var(--ink-2);font-size:12px;font-variant-numeric:tabular-nums}
.chart .hit{fill:transparent}
.bars .upper,.row-bar .upper{fill:var(--accent)}
.bars .lower,.row-bar .lower{fill:color-mix(in srgb,var(--edge) 50%,var(--paper))}
.chart .at .hit{fill:var(--paper-3);opacity:.6}
.chart figcaption{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-height:28px;margin-top:4px;color:var(--ink-2);font-size:var(--text-1)}
.chart .key{width:12px;height:12px;border-radius:3px}
.chart .key.upper{background:var(--accent)}
.chart .key.lower{margin-left:8px;background:color-mix(in srgb,var(--edge) 50%,var(--paper))}
.chart .pointed{margin-left:auto;color:var(--ink)}
.report-lists{margin-top:28px}
.report-table{table-layout:auto}
.report-table th.report-name{height:auto;padding-top:8px;padding-bottom:8px;font-weight:400;overflow-wrap:anywhere}
.report-name small{display:block}
.report-name b{font-weight:600}
.report-table td{height:44px;font-variant-numeric:tabular-nums}
.row-bar{display:block;width:100%;max-width:360px;height:6px;margin-top:6px;border-radius:3px;overflow:hidden}
.report-rest,.report-rest th{color:var(--ink-2)}
.report-table tfoot th,.report-table tfoot td{border-bottom:0;font-weight:600}
.report-table tbody th[scope=row]{min-width:140px}
.hours{margin:4px 0 20px}
.hours-row{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));gap:3px}
.hour{display:flex;align-items:flex-end;justify-content:center;height:44px;border-radius:6px;background:var(--paper-2);font-size:12px;color:var(--ink-2)}
.hour i{margin-bottom:-20px;font-style:normal}
.hours figcaption{margin-top:26px}
.shade-1{background:color-mix(in srgb,var(--accent) 18%,var(--paper-2))}
.shade-2{background:color-mix(in srgb,var(--accent) 38%,var(--paper-2))}
.shade-3{background:color-mix(in srgb,var(--accent) 58%,var(--paper-2))}
.shade-4{background:color-mix(in srgb,var(--accent) 79%,var(--paper-2))}
.shade-5{background:var(--accent)}
@media(max-width:699px){
.report-files.above{display:none}
.report-files.below{display:flex;margin-top:16px}
.report-periods .segmented .button{font-size:var(--text-1)}
.report-tiles{grid-template-columns:1fr 1fr}
.hour{height:32px}
.hour:nth-child(even) i,.hour:nth-child(4n+3) i{display:none}
.chart .pointed{width:100%;margin-left:0}
}
@media print{
:root:not([data-print]){color-scheme:light;--ink:#14181f;--ink-2:#454f5d;--ink-3:#626c7b;--paper:#fff;--paper-2:#fff;--paper-3:#fff;--line:#d8dde6;--edge:#7c8695;--accent:#0b5fd8;--accent-soft:#fff}
.report-tiles{grid-template-columns:repeat(3,1fr)}
.chip{padding:0;border:0}
.chip .icon{display:none}
.nav,.report-periods,.report-own,.narrow-fields,.chip.more,.report-files,.report-chart-head .field,.screen-tabs,.chart .pointed:empty{display:none!important}
admin-app{display:block!important}
.screen{max-width:none!important;padding:0!important}
.report-head h1{font-size:24px}
.tile,.hour{border:1px solid #999;background:none}
.report-table thead{display:table-header-group}
.report-table tr,.chart,.report-tiles{break-inside:avoid}
.gives-1,.gives-2,.gives-3{display:table-cell!important}
.bars rect,.row-bar rect,.hour,.chart .key{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.row-link{color:inherit}
}
`;
