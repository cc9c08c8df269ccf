// The plain forms' stylesheet: CSS 2.1 only, floats and tables, sizes for a finger, colours of panel-app/src/theme/tokens.ts (light).

/** A triangle of 15 by 7 px in a PNG of 24 by 9: with its own look a list takes no height in the WebKit of old. */
const ARROW =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABgAAAAJAQMAAAASM36FAAAABlBMVEX///9FT11BqOLWAAAAAXRSTlMAQObYZgAAAClJREFUeNpjYACC//8YGOr/MDDY/2BgkP/AwMD/gIGB/QADA3MDSJYBAKnvB/i+wOUkAAAAAElFTkSuQmCC';

/** 12 px of padding above and below a line of 20 px: 46 px, over the 44 of WCAG 2.2 (2.5.5). */
export const PLAIN_STYLE = `
html,body{margin:0;padding:0;background:#fff;color:#14181f}
body,input,select,table{font-family:Arial,"Liberation Sans","DejaVu Sans",Helvetica,sans-serif;font-size:18px;line-height:1.25}
form,p,h1,h2,table{margin:0;padding:0}
img{border:0}
.bar{background:#f4f6f9;border-bottom:1px solid #d8dde6;padding:5px 10px}
.bar table{width:100%}
.bar td{padding:0;vertical-align:middle}
.bar .place{font-weight:bold}
.bar .who{color:#454f5d;font-size:16px}
.bar .acts{text-align:right;white-space:nowrap}
[dir=rtl] .bar .acts{text-align:left}
.main{padding:10px 12px 16px}
h1{font-size:24px;line-height:1.2;padding-bottom:8px}
h1,.title{text-align:left}
[dir=rtl] h1,[dir=rtl] .title{text-align:right}
p{padding-bottom:8px}
.hint{color:#454f5d;font-size:16px}
.note{border:1px solid #d8dde6;background:#f4f6f9;padding:9px 12px;margin-bottom:10px}
.ok{border-color:#0f7a43;background:#e5f4ec}
.warn{border-color:#8f5400;background:#fcf2e1}
.bad{border-color:#b3261e;background:#fceceb}
.busy{border-color:#0b5fd8;background:#e9f1fd}
.button{display:inline-block;min-height:46px;margin:0 6px 8px 0;padding:11px 16px;border:1px solid #7c8695;background:#fff;color:#14181f;font-size:18px;line-height:22px;font-weight:bold;text-decoration:none;cursor:pointer;-webkit-appearance:none;border-radius:8px;white-space:normal;vertical-align:top}
[dir=rtl] .button{margin:0 0 8px 6px}
a.button{min-height:22px}
.button:active{background:#e6eaf0}
.accent{background:#0b5fd8;border-color:#0b5fd8;color:#fff}
.accent:active{background:#094cae}
.danger{border-color:#b3261e;color:#b3261e}
.quiet{border-color:#d8dde6;background:#f4f6f9}
.bar .button{margin-bottom:0}
.bar .acts .button{margin:0 0 0 6px;padding:11px 12px}
[dir=rtl] .bar .acts .button{margin:0 6px 0 0}
.button:focus,.text:focus,select:focus{outline:3px solid #0b5fd8}
.list{width:100%;border-collapse:collapse;border-top:1px solid #d8dde6;margin-bottom:10px}
.list td{border-bottom:1px solid #d8dde6;padding:6px 6px;vertical-align:middle}
.list .tick{width:48px;padding:0}
.tick label{display:block;padding:12px 12px}
.tick input{width:24px;height:24px;margin:0}
.list .do{width:1%;text-align:right;white-space:nowrap}
[dir=rtl] .list .do{text-align:left}
.list .do .button{margin:0}
.title{font-weight:bold;word-wrap:break-word;overflow-wrap:anywhere;word-break:break-word}
.list .facts{color:#454f5d;font-size:16px}
.tone-warn{color:#8f5400}
.tone-bad{color:#b3261e}
.tone-ok{color:#0f7a43}
.fixed{table-layout:fixed}
.field{padding-bottom:8px}
.field label{display:block;padding-bottom:3px;font-weight:bold}
.text{width:300px;max-width:96%;height:46px;padding:0 10px;border:1px solid #7c8695;background:#fff;color:#14181f;font-size:22px;border-radius:8px;box-sizing:border-box;-webkit-box-sizing:border-box;-moz-box-sizing:border-box}
select.text{font-size:18px;width:auto;min-width:150px;max-width:100%;padding:0 6px;-webkit-appearance:none;-moz-appearance:none;appearance:none;padding-right:30px;background:#fff url(${ARROW}) no-repeat right center}
[dir=rtl] select.text{padding:0 6px 0 30px;background-position:left center}
.short{width:110px}
.line .field{float:left;margin:0 8px 0 0}
[dir=rtl] .line .field{float:right;margin:0 0 0 8px}
.line .button{margin-top:25px}
.clear{clear:both}
.grid{width:100%;border-collapse:collapse;table-layout:fixed}
.grid .text{width:95%;min-width:0}
.grid .short{width:110px}
.grid .hint{padding:0 0 6px}
.grid td{width:33%;vertical-align:top;padding:0 10px 4px 0}
[dir=rtl] .grid td{padding:0 0 4px 10px}
.preview{width:100%}
.preview td{vertical-align:top}
.preview .sheet{width:60%;text-align:center;background:#e6eaf0;padding:8px}
.preview .sheet img{max-width:100%}
.preview .side{padding:0 0 0 12px}
[dir=rtl] .preview .side{padding:0 12px 0 0}
.languages a{display:inline-block;padding:13px 12px;color:#094cae;line-height:20px}
.languages form{display:inline}
.again{padding-top:4px}
@media (max-height:300px){.main{padding:6px 12px 8px}h1{font-size:20px;padding-bottom:4px}.sheet img{height:150px;width:auto}}
`;
