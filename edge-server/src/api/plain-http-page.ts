// The page a device gets instead of its panel where plain HTTP may not take codes (SPEC G2): says why nothing is asked for, and leads to
// HTTPS. No script and nothing to load, so that the oldest browser draws it.
import type { SayKey } from '@platen/shared/say/english';
import { LANGUAGE_FACTS } from '@platen/shared/say/languages';
import type { Saying } from '@platen/shared/say/saying';

export interface PlainHttpPage {
  readonly siteName: string;
  /** The same place over TLS; undefined where HTTPS is off. */
  readonly secureUrl: string | undefined;
}

// As panel-app/src/theme/tokens.ts has them: ink, ink-2, paper, accent, for a display of 640 px and more, read from an arm's length.
const STYLE =
  'body{margin:0;background:#fff;color:#14181f;font:22px/1.4 system-ui,sans-serif}' +
  'main{max-width:640px;margin:0 auto;padding:32px 24px}h1{margin:0 0 16px;font-size:28px;line-height:1.2}' +
  'p{margin:0 0 16px}.hint{color:#454f5d;font-size:18px}' +
  'a{display:inline-block;padding:16px 24px;border-radius:10px;background:#0b5fd8;color:#fff;font-weight:700;text-decoration:none}';

export function plainHttpPage(
  { siteName, secureUrl }: PlainHttpPage,
  { say, language, tag }: Saying,
): string {
  const words = (key: SayKey): string => escapeHtml(say(key));
  const way =
    secureUrl === undefined
      ? `<p>${words('wire.off')}</p>`
      : `<p><a href="${escapeHtml(secureUrl)}">${words('wire.open')}</a></p>`;
  return (
    `<!doctype html><html lang="${tag}" dir="${LANGUAGE_FACTS[language].rtl ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">' +
    `<title>${escapeHtml(siteName)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>` +
    `<body><main><h1>${words('wire.title')}</h1><p>${words('wire.why')}</p>${way}` +
    `<p class="hint">${words('wire.administrator')}</p></main></body></html>`
  );
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
