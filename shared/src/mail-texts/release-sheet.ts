// The answer to a release by mail: what comes out where, what does not and why, and what to do then.

import type { ReleaseFacts } from '../mail-release.ts';
import { sayingOf } from '../say/saying.ts';
import type { MailWords, ReleaseMailFacts } from './mail-text.ts';
import { quoted, tame, tameForSubject } from './saying.ts';
import type { Block, Item } from './sheet.ts';

/** Longer lists nobody reads to their end on a phone. */
const MOST_DOCUMENTS = 30;

export function releaseSheet(
  { release, portal }: ReleaseMailFacts,
  words: MailWords,
): { readonly subject: string; readonly blocks: readonly Block[] } {
  const say = words.release;
  const out = release.documents.filter(({ state }) => state !== 'not-printed');
  const printer = release.printer?.name ?? '';
  const blocks: (Block | undefined)[] = [
    {
      kind: 'title',
      text: out.length === 0 ? say.nothing(tame(printer)) : say.printing(out.length, where(release)),
    },
    problem(release, words),
    ...findings(release, words),
    ...documents(release, words),
    ...candidates(release, words),
    release.unknown.length === 0 || out.length === 0
      ? undefined
      : { kind: 'quiet', text: say.unknown(quoted(release.unknown, words)) },
    release.linkStays ? { kind: 'text', text: say.linkStays } : undefined,
    portal === undefined ? undefined : { kind: 'links', links: [{ label: words.openPortal, href: portal }] },
  ];
  return {
    subject: subjectOf(release, out.length, words),
    blocks: blocks.filter((block) => block !== undefined),
  };
}

function subjectOf(release: ReleaseFacts, out: number, { release: say }: MailWords): string {
  const printer = tameForSubject(release.printer?.name ?? '');
  if (out === 0) return say.subjectNot;
  return out < release.documents.length ? say.subjectPartly(printer) : say.subjectPrinting(printer);
}

function where({ printer }: ReleaseFacts): string {
  if (printer === undefined) return '';
  return printer.place === undefined ? tame(printer.name) : `${tame(printer.name)} (${tame(printer.place)})`;
}

function problem(release: ReleaseFacts, { release: say }: MailWords): Block | undefined {
  if (release.problem === undefined) return undefined;
  const asked = tame(release.printer?.name ?? release.asked, 60);
  const minutes = Math.max(1, Math.ceil((release.seconds ?? 60) / 60));
  return { kind: 'text', text: say.problem[release.problem](asked, minutes) };
}

/** What the printer's look-over found, with the printer that can where one is known. */
function findings(release: ReleaseFacts, { language, release: say }: MailWords): Block[] {
  const { told } = sayingOf(language);
  return release.findings.map(({ sentence, done, nearest }) => {
    const able = nearest === undefined ? undefined : where({ ...release, printer: { ...nearest, call: '' } });
    const parts = [
      told(sentence),
      done === undefined ? '' : `${told(done)}.`,
      able === undefined ? '' : `${say.nearest(able)}.`,
    ];
    return { kind: 'text', text: parts.filter((part) => part !== '').join(' ') };
  });
}

function documents(release: ReleaseFacts, words: MailWords): Block[] {
  if (release.documents.length === 0) return [];
  const items = release.documents
    .slice(0, MOST_DOCUMENTS)
    .map(({ title, state, reason, pages, copies }): Item => {
      if (state === 'not-printed')
        return { title: tame(title), tone: 'bad', lines: [words.release.why[reason ?? 'findings']] };
      const size = [
        ...(pages === undefined ? [] : [words.pages(pages)]),
        ...(copies === undefined || copies === 1 ? [] : [words.copies(copies)]),
      ];
      const line = [words.release.state[state], ...size].join(' \u00b7 ');
      return {
        title: tame(title),
        tone: state === 'uncertain' || state === 'when-ready' ? 'wait' : 'plain',
        lines: [line],
      };
    });
  const more = release.documents.length - items.length;
  return [
    { kind: 'items', items },
    ...(more === 0 ? [] : [{ kind: 'quiet', text: words.more(more) } as const]),
  ];
}

function candidates(release: ReleaseFacts, { release: say }: MailWords): Block[] {
  const all = release.candidates ?? [];
  if (all.length === 0) return [];
  const items = all.map(({ call, name, place }): Item => {
    const lines = [say.write(tame(call)), ...(place === undefined ? [] : [tame(place)])];
    return { title: tame(name), tone: 'plain', lines };
  });
  return [
    { kind: 'head', text: say.candidates },
    { kind: 'items', items },
  ];
}
