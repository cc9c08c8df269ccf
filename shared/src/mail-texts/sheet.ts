// What a message says, as a list of blocks in reading order: sheet-html.ts and sheet-text.ts write the same blocks down. No look and no words here.

export interface Link {
  readonly label: string;
  /** mailto: or https:, nothing else. */
  readonly href: string;
  /** How the plain text says it; the address itself where absent. */
  readonly plain?: string | undefined;
}

export interface Item {
  readonly title: string;
  /** bad: it did not work out. wait: not yet. plain: all is well, or nothing to judge. */
  readonly tone: 'plain' | 'wait' | 'bad';
  readonly lines: readonly string[];
  readonly link?: Link | undefined;
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Good to know, not needed. */
  | { readonly kind: 'quiet'; readonly text: string }
  | { readonly kind: 'head'; readonly text: string }
  /** Digits without blanks. */
  | { readonly kind: 'code'; readonly label: string; readonly code: string; readonly hint: string }
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  /** The one thing to press; at most one of them is `main`. */
  | {
      readonly kind: 'button';
      readonly link: Link;
      readonly main: boolean;
      readonly hint?: string | undefined;
    }
  | { readonly kind: 'links'; readonly links: readonly Link[] };

export interface Sheet {
  readonly subject: string;
  /** BCP 47. */
  readonly tag: string;
  /** Above everything: who writes. */
  readonly site: string;
  readonly blocks: readonly Block[];
  readonly footer: string;
}
