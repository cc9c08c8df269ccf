// Of the panel's stylesheet only what its painted first screen needs is read before the first frame; the whole one lies behind the screen in the same
// page, as words, and takes its place when the app begins (entries/panel.ts). Reading all of it held that frame up on a slow panel.
import type { Plugin } from 'vite';

/** Names of a kind in a selector or a page, as `pattern`'s first group. */
const names = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/** Splits at commas that are not inside brackets. */
const selectorsOf = (prelude: string): readonly string[] => prelude.split(/,(?![^(]*\))/);

/** Rules and blocks of one level: what stands before the bracket, and what is in it. */
function* blocksOf(styles: string): Generator<{ readonly prelude: string; readonly body: string }> {
  let at = 0;
  while (at < styles.length) {
    const open = styles.indexOf('{', at);
    if (open === -1) return;
    let depth = 1;
    let end = open + 1;
    for (; depth > 0 && end < styles.length; end += 1) {
      if (styles[end] === '{') depth += 1;
      else if (styles[end] === '}') depth -= 1;
    }
    yield { prelude: styles.slice(at, open).trim(), body: styles.slice(open + 1, end - 1) };
    at = end;
  }
}

/**
 * @param styles minified: no comments, and no brackets in strings.
 * @param page HTML whose elements are all there before any script.
 * @returns the rules that can apply to it, in their order.
 */
export function paintedStyles(styles: string, page: string): string {
  const tags = new Set([...names(page, /<([a-z][\w-]*)/g), '']);
  const classes = new Set(names(page, /class="([^"]*)"/g).flatMap((list) => list.split(' ')));
  const attributes = new Set([...names(page, /\s([a-z][\w-]*)(?==|[\s>])/g), 'dir', 'lang']);
  const applies = (selector: string): boolean => {
    const bare = selector.replace(/:not\([^)]*\)/g, '');
    const plain = bare.replace(/\[[^\]]*\]/g, '');
    return (
      names(bare, /\[([\w-]+)/g).every((name) => attributes.has(name)) &&
      names(plain, /\.([\w-]+)/g).every((name) => classes.has(name)) &&
      names(plain, /(?:^|[\s>+~(])([a-z][\w-]*)/g).every((name) => tags.has(name))
    );
  };
  const kept: string[] = [];
  for (const { prelude, body } of blocksOf(styles)) {
    if (/^@(media|supports)/.test(prelude)) {
      const inner = paintedStyles(body, page);
      if (inner !== '') kept.push(`${prelude}{${inner}}`);
    } else if (prelude.startsWith('@keyframes')) {
      const name = prelude.replace('@keyframes', '').trim();
      if (kept.some((rule) => rule.includes(name))) kept.push(`${prelude}{${body}}`);
    } else if (selectorsOf(prelude).some((selector) => applies(selector.trim()))) {
      kept.push(`${prelude}{${body}}`);
    }
  }
  return kept.join('');
}

export const paintedStylesFirst: Plugin = {
  name: 'painted-styles-first',
  transformIndexHtml: {
    // Behind Vite's own, which has made the styles small.
    order: 'post',
    handler: (html, { filename }) => {
      if (!filename.endsWith('panel.html')) return html;
      const [tag, styles] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
      if (tag === undefined || styles === undefined) throw new Error('panel.html has no styles');
      const painted = paintedStyles(styles, html.replace(tag, ''));
      // A script of a kind that no browser runs, which the content security policy has nothing to say about.
      const whole = `<script type="text/css" data-styles>${styles}</script>`;
      return html.replace(tag, () => `<style>${painted}</style>`).replace('</body>', () => `${whole}</body>`);
    },
  },
};
