// Which making of the panel a browser is given: by what an administrator or the visit asked for, by the browser's User-Agent, by its family. Pure.
// What the devices' browsers say of themselves: reference/panel-platforms.md sections 2 and 4.2.
import type { PanelKind } from '@platen/shared/panel-kind';

export interface KindFacts {
  readonly userAgent: string;
  /** Of the printer's family: the generation of its EIP browser, or the version of its Apeos browser. */
  readonly panel?:
    | { readonly generation?: number | undefined; readonly apeosVersion?: string | undefined }
    | undefined;
  /** What the administrator set for this printer. */
  readonly forced?: PanelKind | null | undefined;
  /** What this visit asked for: `?kind=` in its address. */
  readonly visit?: PanelKind | undefined;
}

/** Longer ones tell no more; patterns run over nothing longer. */
const LONGEST_AGENT = 1000;

/** What panel-app/vite/config.ts builds the panel of today for: Chrome 80 and Safari 13; Firefox 74 knows the same. */
const CHROMIUM_OF_TODAY = 80;
const FIREFOX_OF_TODAY = 74;
const SAFARI_OF_TODAY = 13;
/** Every Safari since 2018 says 605.1.15 and names its version; what says less is older, QtWebKit 5.212 (602.1) among it. */
const WEBKIT_OF_TODAY = 605;
/** Chrome 12's WebKit: the oldest that the legacy panel's ES5 is made for. */
const OLDEST_WEBKIT = 534;
/** Firefox 38 and Internet Explorer 11 are the last that ES5 bundles are commonly written for. */
const OLDEST_FIREFOX = 38;

/** First match wins: what a browser says of itself, from the most particular. */
const BY_AGENT: readonly (readonly [RegExp, (version: number) => PanelKind | undefined])[] = [
  // EIP 1 and old Xerox-badged Fuji units: no synchronous XHR, no DOM to speak of.
  [/galio/i, () => 'plain'],
  // Apeos: 3 is Inspirium, 4 ANT, 5 Qt.
  [/FX-EWB\/(\d+)/, (version) => (version >= 5 ? 'legacy' : 'plain')],
  // EIP 2; EIP 3 may be either, which the page finds out by itself.
  [/webkit.*x2g|x2g.*webkit/i, () => 'legacy'],
  [/webkit.*x3g|x3g.*webkit/i, () => 'modern'],
  // Says that it is Mozilla, MSIE or Opera, too.
  [
    /NetFront|Inspirium|Obigo|UP\.Browser|Polaris|Dillo|Lynx|w3m|ELinks|Links \(|Konqueror\/[0-4]\b/i,
    () => 'plain',
  ],
  // Presto: its last version, 12, takes no part of the ES5 of today's polyfills for granted.
  [/Opera Mini|Presto\/|^Opera\//i, () => 'plain'],
  [/Trident\/(\d+)/, (version) => (version >= 7 ? 'legacy' : 'plain')],
  [/MSIE (\d+)/, () => 'plain'],
  // EdgeHTML: no custom elements.
  [/Edge\/(\d+)/, () => 'legacy'],
  // QtWebEngine and Android's web view among them.
  [/(?:Chrome|Chromium|CriOS|HeadlessChrome)\/(\d+)/, byChromium],
  [/Firefox\/(\d+)/, byFirefox],
  [/Version\/(\d+)\S* (?:Mobile\/\S+ )?Safari\//, bySafari],
  [/AppleWebKit\/(\d+)/, byWebkit],
];

function byChromium(version: number): PanelKind {
  return version >= CHROMIUM_OF_TODAY ? 'modern' : 'legacy';
}

function byFirefox(version: number): PanelKind {
  if (version >= FIREFOX_OF_TODAY) return 'modern';
  return version >= OLDEST_FIREFOX ? 'legacy' : 'plain';
}

function bySafari(version: number): PanelKind | undefined {
  if (version >= SAFARI_OF_TODAY) return 'modern';
  // Safari 11 and 12 say 605 as well; what calls itself 9 or less may be Android's, and goes by its engine.
  return version >= 10 ? 'legacy' : undefined;
}

function byWebkit(version: number): PanelKind {
  if (version >= WEBKIT_OF_TODAY) return 'modern';
  return version >= OLDEST_WEBKIT ? 'legacy' : 'plain';
}

/** `modern` is also what a browser gets of which nothing is known: its page leads on to the others where it does not run. */
export function panelKind({ userAgent, panel, forced, visit }: KindFacts): PanelKind {
  return visit ?? forced ?? byAgent(userAgent.slice(0, LONGEST_AGENT)) ?? byFamily(panel) ?? 'modern';
}

function byAgent(agent: string): PanelKind | undefined {
  for (const [pattern, kindOf] of BY_AGENT) {
    const found = pattern.exec(agent);
    const kind = found === null ? undefined : kindOf(Number(found[1] ?? 0));
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** What is known of the family where the browser says nothing. */
function byFamily(panel: KindFacts['panel']): PanelKind | undefined {
  if (panel?.generation === 1) return 'plain';
  if (panel?.generation === 2) return 'legacy';
  if (panel?.apeosVersion === 'v2' || panel?.apeosVersion === 'v4') return 'plain';
  return panel?.apeosVersion === 'v5' ? 'legacy' : undefined;
}
