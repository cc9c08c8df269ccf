// QtWebKit 5.212 as a person uses it: a page is opened, pressed by a real mouse, typed into, looked at. It stands for the browsers of
// devices of the years before 2015 (User-Agent AppleWebKit/602.1). The program beside this file drives it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './repository.ts';
import { waitUntil } from './wait-until.ts';

/** Debian's own Python: its packages are not seen by any other. */
const PYTHON = '/usr/bin/python3';
const DRIVER = join(repository, 'test', 'support', 'qtwebkit-driver.py');
/** Where Debian's python3-pyqt5.qtwebkit puts the binding, for every version of Python 3. */
const BINDING = '/usr/lib/python3/dist-packages/PyQt5/QtWebKitWidgets.abi3.so';

/** For node:test's `skip`: false where the browser is here, or where skipping is forbidden. */
export const skipWithoutQtWebKit: false | string =
  process.env['PLATEN_TEST_NO_SKIP'] === '1' || existsSync(BINDING)
    ? false
    : 'python3-pyqt5.qtwebkit not found on this machine';

export interface QtPageOptions {
  readonly width: number;
  readonly height: number;
  readonly userAgent?: string;
  /** Runs in the page before its own scripts. */
  readonly before?: string;
  /** False: pages may keep nothing in this browser. */
  readonly storage?: boolean;
}

export interface QtWebKit {
  /** Everything the pages wrote to the console: errors above all. */
  readonly console: readonly string[];
  readonly open: (url: string, options: QtPageOptions) => Promise<void>;
  /** Value of the expression, as JSON carries it. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Until the expression is true of the page; fails with what the page shows instead. */
  readonly until: (expression: string, what: string) => Promise<void>;
  /** Until this text is on the page. */
  readonly see: (text: string) => Promise<void>;
  /** Presses the middle of the button, or whatever matches, whose words or label are these; `times` over, as a finger that bounces. */
  readonly press: (words: string | RegExp, selector?: string, times?: number) => Promise<void>;
  /** Puts the text into the clipboard and pastes it where the page is. */
  readonly paste: (text: string) => Promise<void>;
  /** A key of the keyboard: one character, or `Enter`, `Escape`, `Backspace`, `Tab` and the arrows. */
  readonly type: (key: string) => Promise<void>;
  readonly size: (width: number, height: number) => Promise<void>;
  /** Writes a PNG. */
  readonly picture: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Runs inside the page, so it is written in what the page understands: the place of the first match that can be pressed, in CSS pixels. */
const FIND = `(function (selector, source, flags) {
  var words = new RegExp(source, flags);
  var all = document.querySelectorAll(selector);
  for (var i = 0; i < all.length; i++) {
    var said = (all[i].getAttribute('aria-label') || all[i].textContent).replace(/\\s+/g, ' ').trim();
    if (!words.test(said) || all[i].disabled) continue;
    all[i].scrollIntoView(false);
    var box = all[i].getBoundingClientRect();
    var x = box.left + box.width / 2, y = box.top + box.height / 2;
    var top = document.elementFromPoint(x, y);
    if (top !== null && (all[i] === top || all[i].contains(top))) return { x: x, y: y };
  }
  return null;
})`;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export async function startQtWebKit(): Promise<QtWebKit> {
  const driver = spawn(PYTHON, [DRIVER], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', LANG: 'C.UTF-8', XDG_RUNTIME_DIR: '/tmp' },
  });
  const errors: string[] = [];
  driver.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const said: string[] = [];
  let ready: () => void = () => undefined;
  const begun = new Promise<void>((resolve, reject) => {
    ready = resolve;
    driver.once('error', reject);
    driver.once('exit', () => {
      const error = new Error(`QtWebKit has ended: ${errors.join('')}`);
      reject(error);
      for (const one of asked.values()) one.reject(error);
    });
  });
  createInterface({ input: driver.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as { id?: number; value?: unknown; console?: string; line?: number };
    if (answer.console !== undefined) said.push(`${answer.console} (line ${answer.line ?? 0})`);
    else if (answer.id === undefined) ready();
    else {
      asked.get(answer.id)?.resolve(answer.value);
      asked.delete(answer.id);
    }
  });
  await begun;

  let count = 0;
  const ask = (what: string, rest: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count++;
      asked.set(count, { resolve, reject });
      driver.stdin.write(`${JSON.stringify({ id: count, do: what, ...rest })}\n`);
    });
  const evaluate = (expression: string): Promise<unknown> => ask('evaluate', { expression });
  const shown = (): Promise<unknown> => evaluate('document.body ? document.body.innerText : ""');
  const until = async (expression: string, what: string): Promise<void> => {
    try {
      await waitUntil(async () => (await evaluate(`!!(${expression})`)) === true, { what });
    } catch (cause) {
      throw new Error(`${what}; the page shows: ${String(await shown())}; it said: ${said.join('; ')}`, {
        cause,
      });
    }
  };
  return {
    console: said,
    evaluate,
    until,
    open: async (url, options) => {
      if ((await ask('open', { url, ...options })) !== true)
        throw new Error(`${url} did not load: ${said.join('; ')}`);
    },
    see: (text) =>
      until(`document.body.innerText.indexOf(${JSON.stringify(text)}) !== -1`, `"${text}" to be seen`),
    press: async (words, selector = 'button', times = 1) => {
      const [source, flags] =
        typeof words === 'string' ? [`^${escape(words)}$`, ''] : [words.source, words.flags];
      const look = `JSON.stringify(${FIND}(${JSON.stringify(selector)}, ${JSON.stringify(source)}, ${JSON.stringify(flags)}))`;
      const place = await waitUntil(
        async () =>
          (JSON.parse(String(await evaluate(look))) as { x: number; y: number } | null) ?? undefined,
        { what: `something to press: ${String(words)}` },
      ).catch(async (cause: unknown) => {
        throw new Error(`no ${String(words)} to press; the page shows: ${String(await shown())}`, { cause });
      });
      await ask('press', { ...place, times });
    },
    paste: async (text) => {
      await ask('paste', { text });
    },
    type: async (key) => {
      await ask('type', { key });
    },
    size: async (width, height) => {
      await ask('size', { width, height });
    },
    picture: async (path) => {
      if ((await ask('picture', { path })) !== true) throw new Error(`no picture at ${path}`);
    },
    close: async () => {
      if (driver.exitCode !== null) return;
      driver.removeAllListeners('exit');
      driver.stdin.end();
      await once(driver, 'exit');
    },
  };
}
