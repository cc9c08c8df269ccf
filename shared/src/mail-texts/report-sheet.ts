// The answer to a message with documents: the code first, then what was taken, what was not and why, and how to print by mail.
import { type ReportFacts, type ReportTaken, SUBJECT_EXAMPLE } from '../mail-report.ts';
import type { MailWords, RenderOptions } from './mail-text.ts';
import { keyInSubject, mailtoLink } from './mailto-link.ts';
import { errorSentence, quoted, tame, tameForSubject, whenIn } from './saying.ts';
import type { Block, Item, Link } from './sheet.ts';

/** Longer lists nobody reads to their end on a phone, and Gmail cuts a message at 102 kB; the portal has them all. */
const MOST_TAKEN = 20;
const MOST_REFUSED = 12;
const MOST_LEFT = 8;

export function reportSheet(
  facts: ReportFacts,
  words: MailWords,
  options: RenderOptions,
): { readonly subject: string; readonly blocks: readonly Block[] } {
  const live = facts.taken.filter(({ state }) => !ENDED.includes(state));
  const waits = facts.confirmKey !== undefined;
  const blocks: (Block | undefined)[] = [
    { kind: 'title', text: headline(facts, live, words) },
    ...notThere(facts, words),
    live.length === 0 || waits ? undefined : codeBlock(facts, words),
    ...taken(facts, words, options),
    ...(waits ? [confirm(facts, words)] : []),
    ...refused(facts, words),
    ...(waits ? [] : byMail(facts, live, words)),
    ...left(facts, words),
    ...closing(facts, live, words, options),
  ];
  return {
    subject: subjectOf(facts, live, words),
    blocks: blocks.filter((block) => block !== undefined),
  };
}

function refused(facts: ReportFacts, words: MailWords): Block[] {
  if (facts.refused.length === 0) return [];
  const items = facts.refused.slice(0, MOST_REFUSED).map(({ title, errorCode, values }): Item => {
    const sentence = errorSentence(words, errorCode, values);
    return { title: tame(title), tone: 'bad', lines: [sentence] };
  });
  return [
    { kind: 'head', text: words.report.refusedHead(facts.refused.length) },
    { kind: 'items', items },
    ...more(facts.refused.length - items.length, words),
  ];
}

/** Nothing of these will come out of a printer any more. */
const ENDED: readonly ReportTaken['state'][] = ['refused', 'expired', 'deleted'];

function subjectOf(facts: ReportFacts, live: readonly ReportTaken[], words: MailWords): string {
  const say = words.report;
  const [only] = live;
  if (only === undefined) return say.subjectNothing(tameForSubject(facts.subject));
  const what = live.length === 1 ? tameForSubject(only.title) : say.documents(live.length);
  if (facts.confirmKey !== undefined) return say.subjectConfirm(what);
  if (printsThere(facts)) return say.subjectPrinting(what, tameForSubject(facts.printer?.name ?? ''));
  return live.every(({ state }) => state === 'received') ? say.subjectMaking(what) : say.subjectReady(what);
}

function headline(facts: ReportFacts, live: readonly ReportTaken[], words: MailWords): string {
  const say = words.report;
  if (live.length === 0) return say.nothing;
  if (facts.confirmKey !== undefined) return say.confirm(live.length);
  if (printsThere(facts)) return say.printing(live.length, tame(facts.printer?.name ?? ''));
  const making = live.filter(({ state }) => state === 'received').length;
  if (making === live.length) return say.making(making);
  const ready = say.ready(live.length - making);
  return making === 0 ? ready : `${ready} ${say.someMaking(making)}`;
}

const printsThere = ({ printer }: ReportFacts): boolean =>
  printer !== undefined && printer.errorCode === undefined;

function confirm({ confirmKey = '', mailbox }: ReportFacts, words: MailWords): Block {
  const { report: say } = words;
  const subject = keyInSubject(confirmKey).trim();
  const href = mailtoLink(mailbox, subject, say.confirmBody);
  const link = { label: say.confirmButton, href, plain: words.plainMail(mailbox, subject) };
  return { kind: 'button', main: true, link, hint: say.confirmHint };
}

function notThere({ printer }: ReportFacts, words: MailWords): Block[] {
  if (printer?.errorCode === undefined) return [];
  const name = tame(printer.name);
  const why = errorSentence(words, printer.errorCode, { printer: name });
  return [{ kind: 'text', text: `${words.report.notThere(name)} ${why}` }];
}

function codeBlock({ code }: ReportFacts, { report: say }: MailWords): Block | undefined {
  return code === undefined ? undefined : { kind: 'code', label: say.yourCode, code, hint: say.codeHint };
}

function taken(facts: ReportFacts, words: MailWords, options: RenderOptions): Block[] {
  const many = facts.taken.length > 1;
  const shown = facts.taken.slice(0, MOST_TAKEN);
  const items = shown.map((one) => takenItem(one, facts, words, options, many));
  if (items.length === 0) return [];
  return [{ kind: 'items', items }, ...more(facts.taken.length - items.length, words)];
}

const more = (n: number, words: MailWords): Block[] =>
  n === 0 ? [] : [{ kind: 'quiet', text: words.more(n) }];

function takenItem(
  one: ReportTaken,
  facts: ReportFacts,
  words: MailWords,
  options: RenderOptions,
  many: boolean,
): Item {
  const { report: say } = words;
  const state = stateLine(one, words);
  const twin = one.duplicateOf;
  const duplicate =
    twin === undefined ? [] : [say.duplicate(tame(twin.title), whenIn(words, twin.receivedAt, options))];
  const link = many && !isWaiting(facts) ? printLink(facts, one.releaseKey, words, say.printOne) : undefined;
  return { title: tame(one.title), tone: state.tone, lines: [state.line, ...duplicate], link };
}

const isWaiting = ({ confirmKey }: ReportFacts): boolean => confirmKey !== undefined;

function stateLine({ state, pages }: ReportTaken, words: MailWords): { line: string; tone: Item['tone'] } {
  const { report: say } = words;
  switch (state) {
    case 'received':
      return { line: say.stillMaking, tone: 'wait' };
    case 'locked':
      return { line: say.locked, tone: 'wait' };
    case 'held':
      return { line: pages === undefined ? say.documents(1) : words.pages(pages), tone: 'plain' };
    case 'releasing':
      return { line: say.isPrinting, tone: 'plain' };
    case 'printed':
      return { line: say.printed, tone: 'plain' };
    case 'uncertain':
      return { line: say.uncertain, tone: 'wait' };
    case 'refused':
      return { line: say.cannot, tone: 'bad' };
    case 'expired':
    case 'deleted':
      return { line: say.gone, tone: 'plain' };
  }
}

/** The link that prints by mail, and how that goes. */
function byMail(facts: ReportFacts, live: readonly ReportTaken[], words: MailWords): Block[] {
  const { report: say } = words;
  const [first] = live;
  const link =
    live.length > 1
      ? printLink(facts, facts.releaseAllKey, words, say.printAll(live.length))
      : printLink(facts, first?.releaseKey, words, say.printOne);
  const example = say.example(SUBJECT_EXAMPLE[words.language]);
  const unknown = facts.unknownWords.length === 0 ? [] : [say.unknown(quoted(facts.unknownWords, words))];
  if (link === undefined) return unknown.map((text) => ({ kind: 'quiet', text: `${text}\n${example}` }));
  // With the code in the message, going to a printer is the first way and this the second.
  const isFirst = facts.code === undefined;
  const hint = [`${say.printHint} ${example}`, ...unknown].join('\n');
  return [
    ...(isFirst ? [] : [{ kind: 'head', text: say.printHead } as const]),
    { kind: 'button', main: isFirst, link, hint },
  ];
}

function left(facts: ReportFacts, { report: say }: MailWords): Block[] {
  if (facts.left.length === 0) return [];
  const shown = facts.left
    .slice(0, MOST_LEFT)
    .map(({ name, reason }) => `${tame(name, 60)} (${say.left[reason]})`);
  const more = facts.left.length > shown.length ? ', \u2026' : '';
  return [{ kind: 'quiet', text: say.leftOut(`${shown.join(', ')}${more}`) }];
}

function closing(
  facts: ReportFacts,
  live: readonly ReportTaken[],
  words: MailWords,
  options: RenderOptions,
): Block[] {
  const { report: say } = words;
  const portal: Link[] = facts.portal === undefined ? [] : [{ label: words.openPortal, href: facts.portal }];
  const again = { label: say.newCode, body: say.newCodeBody, needsPrinter: false };
  const fresh = keyLink(facts.mailbox, facts.newCodeKey, words, again);
  const links = [...portal, ...(fresh === undefined ? [] : [fresh])];
  const blocks: Block[] = [];
  if (links.length > 0) blocks.push({ kind: 'links', links });
  // What is printed or being printed is not waiting for anybody.
  const isKept = live.some(({ state }) => state !== 'releasing' && state !== 'printed');
  if (isKept && facts.keptUntil !== undefined)
    blocks.push({ kind: 'quiet', text: say.kept(whenIn(words, facts.keptUntil, options)) });
  return blocks;
}

const printLink = (
  { mailbox }: ReportFacts,
  key: string | undefined,
  words: MailWords,
  label: string,
): Link | undefined =>
  keyLink(mailbox, key, words, { label, body: words.report.printBody, needsPrinter: true });

/** A link that opens a message to the mailbox with a key in its subject; `needsPrinter`: the person writes one behind it. */
function keyLink(
  mailbox: string,
  key: string | undefined,
  words: MailWords,
  { label, body, needsPrinter }: { label: string; body: string; needsPrinter: boolean },
): Link | undefined {
  if (key === undefined) return undefined;
  const subject = needsPrinter ? keyInSubject(key) : keyInSubject(key).trim();
  const plain = words.plainMail(mailbox, needsPrinter ? `${subject}${words.printerHere}` : subject);
  return { label, href: mailtoLink(mailbox, subject, body), plain };
}
