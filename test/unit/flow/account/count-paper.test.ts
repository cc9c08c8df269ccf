// How much paper a release took: what was asked, what the printer said, and whom to believe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPaper } from '@platen/edge-server/flow/account/count-paper';
import { aRelease } from '../../../support/rows.ts';

type Case = readonly [
  what: string,
  release: Parameters<typeof aRelease>[0],
  expected: readonly [impressions: number, sheets: number, copies: number, duplex: boolean],
  copiesOut?: number,
];

const CASES: readonly Case[] = [
  ['ten pages', { pages: 10 }, [10, 10, 1, false]],
  ['three copies', { pages: 10, ticket: { copies: 3 } }, [30, 30, 3, false]],
  ['both sides', { pages: 5, ticket: { sides: 'two-sided-long-edge' } }, [5, 3, 1, true]],
  [
    'both sides, each copy on its own sheets',
    { pages: 5, ticket: { sides: 'two-sided-long-edge', copies: 2 } },
    [10, 6, 2, true],
  ],
  [
    'one page on both sides is on one side',
    { pages: 1, ticket: { sides: 'two-sided-long-edge', copies: 4 } },
    [4, 4, 4, false],
  ],
  ['four on a side', { pages: 10, ticket: { numberUp: 4 } }, [3, 3, 1, false]],
  ['a booklet', { pages: 10, ticket: { booklet: true } }, [6, 3, 1, true]],
  // `pages` of a release are those chosen already.
  ['pages 5 to 8', { pages: 4, ticket: { pageRanges: [{ from: 5, to: 8 }] } }, [4, 4, 1, false]],
  ['the printer made a cover sheet', { pages: 10, impressions: 12 }, [12, 12, 1, false]],
  [
    'the printer counted an empty back',
    { pages: 5, impressions: 6, ticket: { sides: 'two-sided-long-edge' } },
    [6, 3, 1, true],
  ],
  ['its counter stopped before the end', { pages: 10, impressions: 3 }, [10, 10, 1, false]],
  ['its counter is broken', { pages: 10, impressions: 4_000_000_000 }, [10, 10, 1, false]],
  ['nothing was printed', { state: 'returned', pages: 10, impressions: 3 }, [0, 0, 0, false]],
  [
    'stopped, and the printer said where',
    { state: 'cancelled', pages: 10, pagesDone: 3, impressions: 4 },
    [4, 4, 1, false],
  ],
  [
    'stopped, and it said only pages',
    { state: 'cancelled', pages: 10, pagesDone: 3, ticket: { copies: 2 } },
    [6, 6, 2, false],
  ],
  ['stopped before the first page', { state: 'cancelled', pages: 10 }, [0, 0, 0, false]],
  [
    'stopped, and the counter is broken',
    { state: 'cancelled', pages: 2, impressions: 999 },
    [2, 2, 1, false],
  ],
  [
    'after a jam, what is out',
    {
      state: 'superseded',
      pages: 12,
      pagesDone: 6,
      impressions: 7,
      ticket: { sides: 'two-sided-long-edge' },
    },
    [6, 3, 1, true],
  ],
  [
    'printed again whole, so nothing of the first counts',
    { state: 'superseded', pages: 12, pagesDone: 0, impressions: 7 },
    [0, 0, 0, false],
  ],
  [
    'copies that are out',
    { state: 'superseded', pages: 1, impressions: 7, ticket: { copies: 10 } },
    [7, 7, 7, false],
    7,
  ],
  ['nobody decided', { state: 'uncertain', pages: 12, pagesDone: 4, impressions: null }, [4, 4, 1, false]],
];

for (const [what, release, [impressions, sheets, copies, duplex], copiesOut] of CASES) {
  test(`counts ${what}`, () => {
    assert.deepEqual(countPaper(aRelease({ state: 'done', ...release }), copiesOut), {
      impressions,
      sheets,
      copies,
      duplex,
    });
  });
}
