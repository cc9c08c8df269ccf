// Keypad and keyboards of the legacy panel without grid: keys float in boxes that stand where the grid's tracks were.
// Widths of calc() have a plain one before them for engines before 2012.

export const codeLayout = /* css */ `
.code{position:relative}
.code-side{position:absolute;top:0;bottom:0;inset-inline-start:0;inset-inline-end:376px}
.code>.keypad{position:absolute;top:12px;bottom:4px;inset-inline-end:8px;width:368px}
.keypad{display:block;padding:0;overflow:hidden}
.keypad .key{float:inline-start;width:31%;width:calc(33.33% - 8px);height:23%;height:calc(25% - 8px);min-width:0;margin-bottom:8px;margin-inline-end:8px}
platen-password-keys,platen-letter-keys{position:relative}
.letters{position:absolute;top:0;bottom:0;inset-inline-start:4px;inset-inline-end:-4px;height:auto;padding:0}
.letters .key{float:inline-start;width:8.2%;width:calc(9.09% - 8px);height:23%;height:calc(25% - 8px);margin-bottom:8px;margin-inline-end:8px}
.letters .key-next{width:17%;width:calc(18.18% - 8px)}
.at-pages footer{position:absolute;top:64px;bottom:0;inset-inline-start:0;inset-inline-end:376px;width:auto;border:0}
.at-pages main{position:absolute;top:64px;bottom:0;inset-inline-end:0;width:376px}
.at-pages .keypad{position:absolute;top:12px;bottom:4px;inset-inline-end:8px;width:368px}
.pages-acts{display:flex}
.pages-acts>*{flex:1 1 0;width:0;min-width:0}
.pages-acts>*+*{margin-inline-start:8px}
.pages-acts .key{flex:none;width:80px}
@media(min-width:1000px) and (min-height:560px){
.code-side{inset-inline-end:44%}
.code>.keypad{top:24px;bottom:12px;inset-inline-end:20px;width:42%;width:calc(44% - 20px);height:auto;max-height:628px;margin:auto 0}
.keypad .key{width:31%;width:calc(33.33% - 12px);height:22%;height:calc(25% - 12px);margin-bottom:12px;margin-inline-end:12px}
.at-pages footer{top:72px;inset-inline-end:44%}
.at-pages main{top:72px;width:44%}
.at-pages .keypad{top:24px;bottom:12px;inset-inline-start:0;inset-inline-end:20px;width:auto;height:auto;max-height:628px;margin:auto 0}
}
@media(max-height:320px){
.code-side{bottom:auto;inset-inline-end:0;height:56px}
.code>.keypad{top:60px;bottom:0;inset-inline-start:8px;inset-inline-end:0;width:auto}
.code>.keypad .key{width:15.2%;width:calc(16.66% - 8px);height:44%;height:calc(50% - 8px)}
.code>.keypad{padding-inline-end:16.66%}
.code>.keypad .digit{width:18.4%;width:calc(20% - 8px)}
.code>.keypad .key-back,.code>.keypad .key-clear{position:absolute;top:0;inset-inline-end:0}
.code>.keypad .key-clear{top:50%}
.at-pages footer{top:64px;inset-inline-start:auto;inset-inline-end:0;width:224px}
.at-pages main{top:0;inset-inline-start:0;inset-inline-end:224px;width:auto}
.at-pages .keypad{top:8px;bottom:0;inset-inline-start:8px;inset-inline-end:0;width:auto}
.at-pages .keypad{padding:0;padding-inline-end:25%}
.at-pages .keypad .key{width:31%;width:calc(33.33% - 8px);height:30%;height:calc(33.33% - 8px)}
.at-pages .keypad .key-back,.at-pages .keypad .key-zero,.at-pages .keypad .key-clear{position:absolute;top:0;inset-inline-end:0;width:23%;width:calc(25% - 8px)}
.at-pages .keypad .key-zero{top:33.33%}
.at-pages .keypad .key-clear{top:66.66%}
.at-password .bar{position:absolute;top:0;inset-inline-start:416px;inset-inline-end:0;height:58px}
.at-password main{position:absolute;top:0;bottom:0;inset-inline-start:0;inset-inline-end:0}
.letters .key,.letters .key-next{width:10%;width:calc(11.11% - 8px);height:45%;height:calc(50% - 8px)}
.at-password .letters{inset-inline-start:2px;inset-inline-end:0;padding:0}
.at-password .letters .key{width:9.6%;width:calc(10% - 2px);height:32%;height:calc(33.33% - 2px);margin-bottom:2px;margin-inline-end:2px}
}
`;
