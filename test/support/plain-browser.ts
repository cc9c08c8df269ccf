// A browser without a script, for the plain forms: keeps cookies, follows redirections, and sends a form as HTML 4.01 section 17.13 has it.
import { Parser } from 'htmlparser2';
import type { Answer, Client } from './running-server.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  value: string;
  checked: boolean;
  readonly title: string;
}

export interface PlainForm {
  readonly action: string;
  readonly fields: readonly Field[];
}

export interface PlainPage {
  readonly status: number;
  readonly headers: Answer['headers'];
  readonly markup: string;
  /** All text, as it is read. */
  readonly text: string;
  readonly title: string;
  readonly forms: readonly PlainForm[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly images: readonly string[];
  /** `3;url=/panel/plain` of a page that loads another. */
  readonly refresh: string | undefined;
}

export interface PlainBrowser {
  readonly page: () => PlainPage;
  readonly open: (path: string) => Promise<PlainPage>;
  /** Presses the first button whose words fit, with what was typed into the form it stands in. */
  readonly press: (words: string | RegExp, typed?: Readonly<Record<string, string>>) => Promise<PlainPage>;
  /** Sends what `press` would send, and does not go where it leads: a second tap, or a page from before. */
  readonly post: (
    page: PlainPage,
    words: string | RegExp,
    change?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** Ticks the box of the document whose name fits. */
  readonly tick: (words: string | RegExp) => void;
  readonly client: Client;
}

export function readPage(answer: Answer): PlainPage {
  const markup = answer.bytes.toString('utf8');
  const forms: { action: string; fields: Field[] }[] = [];
  const links: { href: string; text: string }[] = [];
  const images: string[] = [];
  let [text, title, refresh, inside] = ['', '', undefined as string | undefined, ''];
  let select: { field: Field; any: boolean } | undefined;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      inside = name;
      const form = forms[forms.length - 1];
      const { value = '', type = 'text', title: hint = '' } = attributes;
      if (name === 'form') forms.push({ action: attributes['action'] ?? '', fields: [] });
      if (name === 'input') {
        const checked = attributes['checked'] !== undefined;
        form?.fields.push({ name: attributes['name'] ?? '', type, value, checked, title: hint });
        if (type === 'submit') text += ` [${value}] `;
      }
      if (name === 'select') {
        const field = { name: attributes['name'] ?? '', type: 'select', value: '', checked: true, title: '' };
        form?.fields.push(field);
        select = { field, any: false };
      }
      if (name === 'option' && select !== undefined) {
        if (!select.any || attributes['selected'] !== undefined) select.field.value = value;
        select.any = true;
      }
      if (name === 'a') links.push({ href: attributes['href'] ?? '', text: '' });
      if (name === 'img') images.push(attributes['src'] ?? '');
      if (name === 'meta' && attributes['http-equiv'] === 'refresh') refresh = attributes['content'];
    },
    ontext: (part) => {
      text += part;
      if (inside === 'h1') title += part;
      const link = links[links.length - 1];
      if (inside === 'a' && link !== undefined) link.text += part;
    },
    onclosetag: (name) => {
      if (name === 'select') select = undefined;
      inside = '';
    },
  });
  parser.end(markup);
  const { status, headers } = answer;
  return { status, headers, markup, text, title, forms, links, images, refresh };
}

const fits = (words: string | RegExp, text: string): boolean =>
  typeof words === 'string' ? text === words : words.test(text);

export function plainBrowser(client: Client): PlainBrowser {
  let now: PlainPage | undefined;
  const page = (): PlainPage => {
    if (now === undefined) throw new Error('no page is open');
    return now;
  };
  async function follow(answer: Answer): Promise<PlainPage> {
    let last = answer;
    // As browsers do: twenty and no more.
    for (let count = 0; last.status >= 300 && last.status < 400 && count < 20; count++) {
      last = await client.call('GET', String(last.headers['location']));
    }
    now = readPage(last);
    return now;
  }
  const post: PlainBrowser['post'] = (from, words, change = {}, headers = {}) => {
    for (const { action, fields } of from.forms) {
      const button = fields.find(({ type, value }) => type === 'submit' && fits(words, value));
      if (button === undefined) continue;
      const sent = new URLSearchParams();
      for (const { name, type, value, checked } of fields) {
        const left = type === 'submit' ? name !== button.name : type === 'checkbox' && !checked;
        if (!left) sent.append(name, change[name] ?? value);
      }
      const type = { 'content-type': 'application/x-www-form-urlencoded', 'x-platen': '', ...headers };
      return client.call('POST', action, { raw: sent.toString(), headers: type });
    }
    throw new Error(`no button "${String(words)}" on this page: ${from.text.replace(/\s+/g, ' ')}`);
  };
  return {
    client,
    page,
    post,
    open: async (path) => follow(await client.call('GET', path)),
    press: async (words, typed) => follow(await post(page(), words, typed)),
    tick: (words) => {
      const boxes = page().forms.flatMap(({ fields }) => fields.filter(({ type }) => type === 'checkbox'));
      const box = boxes.find(({ title }) => fits(words, title));
      if (box === undefined) throw new Error(`no box "${String(words)}"`);
      box.checked = true;
    },
  };
}
