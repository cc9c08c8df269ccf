// The one thing Lit does that an old engine cannot be mended for: `element.style = text` is without effect there, `cssText` is not.
import type { Plugin } from 'vite';

const SETS = /this\.element\[this\.name\]\s*=\s*([^;,]+?)([,;}])/;

export const patchLit: Plugin = {
  name: 'legacy-patch-lit',
  transform(code, id) {
    if (!/\/lit-html\/(development\/)?lit-html\.js/.test(id)) return undefined;
    if (!SETS.test(code))
      this.error('lit-html no longer sets properties as vite/legacy/patch-lit.ts expects');
    return {
      code: code.replace(
        SETS,
        '(this.name === "style" ? this.element.style.cssText = $1 : this.element[this.name] = $1)$2',
      ),
      map: null,
    };
  },
};
