// Turns the legacy bundle into one ES5 script for old WebKit: syntax by swc, then its minifier. What is called is mended in src/legacy.
import { transform } from '@swc/core';
import type { Plugin } from 'vite';

/** @returns the script in ES5 syntax, minified. */
async function toEs5(code: string): Promise<string> {
  const { code: old } = await transform(code, {
    configFile: false,
    swcrc: false,
    isModule: false,
    minify: true,
    jsc: {
      target: 'es5',
      parser: { syntax: 'ecmascript' },
      // Each holds for these sources: classes have no members that a base class sets by accessor, nobody asks a method whether it is enumerable.
      assumptions: {
        constantSuper: true,
        ignoreFunctionLength: true,
        ignoreFunctionName: true,
        mutableTemplateObject: false,
        noDocumentAll: true,
        noNewArrows: true,
        privateFieldsAsProperties: true,
        pureGetters: true,
        setClassMethods: true,
        setPublicClassFields: true,
      },
      minify: {
        // ES5 in what it writes, too; and keep what Safari 8 and older make of function names out of the way.
        ecma: 5,
        safari10: true,
        compress: { ecma: 5, passes: 2, toplevel: true },
        mangle: { safari10: true, toplevel: true },
        format: { ecma: 5, asciiOnly: true, comments: false },
      },
    },
  });
  // In a function of its own: what swc puts before the script is otherwise the page's, under names of one letter.
  return `!function(){${old}}();`;
}

export const scriptToEs5: Plugin = {
  name: 'legacy-script-to-es5',
  // After vite's own work on the chunk.
  generateBundle: {
    order: 'pre',
    handler: async (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = await toEs5(file.code);
      }
    },
  },
};
