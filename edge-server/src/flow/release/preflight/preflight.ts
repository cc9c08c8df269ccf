// Everything there is to say between Print and the claim: what is wrong with the printer, what it cannot do for these documents, what may
// be done about each, and the nearest printer that can. Pure; what is not known stands in nobody's way.
import type { AblePrinter, PreflightFinding } from '@platen/shared/api/preflight';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import { ENGLISH } from '@platen/shared/say/saying';
import { type Lack, lacking } from './lacking.ts';
import { type Needs, needsOf, type PreflightDocument } from './needs.ts';
import { emptyTrays, type PreflightTray, type PreflightWords, printerTrouble } from './printer-trouble.ts';

export interface PreflightFacts {
  readonly documents: readonly PreflightDocument[];
  readonly capabilities?: PrinterCapabilities | undefined;
  readonly condition?: PrinterCondition | undefined;
  readonly trays?: readonly PreflightTray[] | undefined;
  readonly words: PreflightWords;
  /** flow/release/preflight/nearest-able.ts, said in a sentence. */
  readonly nearest: (needs: readonly Needs[]) => AblePrinter | undefined;
}

/** What stops comes first, then what asks, then what is only told. */
export function preflight(facts: PreflightFacts): PreflightFinding[] {
  const { documents, capabilities, trays = [], words, nearest } = facts;
  const needs = new Map(documents.map((document) => [document.id, needsOf(document)]));
  const lacks =
    capabilities === undefined
      ? []
      : documents.flatMap((document) => {
          const own = needs.get(document.id);
          return own === undefined
            ? []
            : lacking(document, own, capabilities, {
                paper: words.paper,
                saying: words.saying ?? ENGLISH,
                isEmpty: (paper) => emptyTrays(paper, trays, words),
                isNearby: (wanted) => nearest([wanted]) !== undefined,
              });
        });
  return order(merge([...troubles(facts, needs), ...lacks])).map((finding) => {
    if (finding.severity === 'tell') return finding;
    const able = nearest(finding.jobs.flatMap((id) => needs.get(id) ?? []));
    return able === undefined ? finding : { ...finding, nearest: able };
  });
}

function troubles(
  { documents, condition, trays = [], words }: PreflightFacts,
  needs: ReadonlyMap<string, Needs>,
): Lack[] {
  if (condition === undefined) return [];
  const papers = [...needs.values()].flatMap(({ paper }) =>
    paper === undefined ? [] : [words.paper(paper)],
  );
  const trouble = printerTrouble(condition, trays, papers, words);
  if (trouble === undefined) return [];
  // The tray that is needed and empty is a finding of its own, with paper to choose instead.
  if (trouble.kind === 'no-paper' && papers.some((paper) => emptyTrays(paper, trays, words) !== undefined))
    return [];
  return [{ ...trouble, key: trouble.kind, jobs: documents.map(({ id }) => id), choices: [] }];
}

/** One finding for all documents it is about: its choices are the printer's, not the document's. The graver word holds for all. */
function merge(findings: readonly Lack[]): Lack[] {
  const byKey = new Map<string, Lack>();
  for (const finding of findings) {
    const same = byKey.get(finding.key);
    if (same === undefined) byKey.set(finding.key, finding);
    else {
      const graver = RANK[finding.severity] < RANK[same.severity] ? finding : same;
      byKey.set(finding.key, { ...graver, jobs: [...same.jobs, ...finding.jobs] });
    }
  }
  return [...byKey.values()];
}

const RANK = { stop: 0, ask: 1, tell: 2 } as const;

function order(findings: readonly Lack[]): Lack[] {
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** Those that need a tap before anything is printed; what was answered already needs none. */
export function unanswered(
  findings: readonly PreflightFinding[],
  accepted: readonly string[],
): readonly PreflightFinding[] {
  return findings.filter(({ key, severity }) => severity !== 'tell' && !accepted.includes(key));
}
