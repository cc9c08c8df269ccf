// What is left to print after a jam: only whole sheets count as out, and where nobody can tell, nothing does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { missingFrom, whatIsMissing } from '@platen/edge-server/flow/release/what-is-missing';
import type { Ticket } from '@platen/shared/ticket';

const rest = (ticket: Ticket, pages: number, pagesDone: number) => {
  const found = whatIsMissing({ ticket, pages, pagesDone, impressions: null });
  return found === undefined
    ? undefined
    : [found.from, found.pages.map(({ from, to }) => `${from}-${to}`).join()];
};

test('one copy, one side: from the page after the last that is out', () => {
  assert.deepEqual(rest({}, 12, 6), [7, '7-12']);
  assert.deepEqual(rest({ copies: 1, sides: 'one-sided' }, 12, 11), [12, '12-12']);
  assert.deepEqual(
    whatIsMissing({ ticket: { copies: 1 }, pages: 3, pagesDone: 1, impressions: null })?.ticket,
    {
      copies: 1,
      pageRanges: [{ from: 2, to: 3 }],
    },
  );
});

test('nothing known to be out, or everything: there is no rest', () => {
  assert.equal(rest({}, 12, 0), undefined);
  assert.equal(rest({}, 12, 12), undefined);
  assert.equal(rest({}, 1, 0), undefined);
});

test('two-sided: a sheet with only its first side printed is not out', () => {
  assert.deepEqual(rest({ sides: 'two-sided-long-edge' }, 12, 7), [7, '7-12']);
  assert.deepEqual(rest({ sides: 'two-sided-long-edge' }, 12, 8), [9, '9-12']);
  assert.equal(rest({ sides: 'two-sided-short-edge' }, 12, 1), undefined);
});

test('several pages on a side: whole sheets too', () => {
  assert.deepEqual(rest({ numberUp: 4 }, 30, 8), [9, '9-30']);
  assert.deepEqual(rest({ numberUp: 2, sides: 'two-sided-long-edge' }, 30, 6), [5, '5-30']);
});

test('page ranges: the pages of the document that are left', () => {
  const ticket: Ticket = {
    pageRanges: [
      { from: 2, to: 4 },
      { from: 8, to: 20 },
    ],
  };
  // The document ends at page 12: three pages and five.
  assert.deepEqual(rest(ticket, 8, 2), [3, '4-4,8-12']);
  assert.deepEqual(rest(ticket, 8, 3), [4, '8-12']);
  assert.deepEqual(rest(ticket, 8, 5), [6, '10-12']);
});

test('a booklet, and copies of several sheets, are offered whole', () => {
  assert.equal(rest({ booklet: true }, 12, 6), undefined);
  assert.equal(rest({ copies: 3 }, 12, 6), undefined);
  assert.equal(rest({ copies: 3, sides: 'two-sided-long-edge' }, 3, 2), undefined);
});

test('copies of a single sheet: the copies that are known to be out are taken off', () => {
  const ticket: Ticket = { copies: 5, sides: 'two-sided-long-edge' };
  // One page in five of the two-page document: at least five sides, two whole sheets.
  const found = whatIsMissing({ ticket, pages: 2, pagesDone: 1, impressions: null });
  assert.equal(found?.copies, 3);
  assert.deepEqual(found?.ticket, { ...ticket, copies: 3 });
  assert.equal(
    whatIsMissing({ ticket: { copies: 5 }, pages: 1, pagesDone: 0, impressions: null }),
    undefined,
  );
  assert.equal(
    whatIsMissing({ ticket: { copies: 5 }, pages: 1, pagesDone: 1, impressions: null }),
    undefined,
  );
});

test('with the sides the printer counted itself, every copy that is out is taken off', () => {
  const left = (ticket: Ticket, pages: number, impressions: number) =>
    // What pages say is rounded down to nothing here.
    whatIsMissing({ ticket: { copies: 10, ...ticket }, pages, pagesDone: 0, impressions })?.copies;
  assert.equal(left({}, 1, 7), 3);
  assert.equal(left({}, 1, 1), 9);
  assert.equal(left({ sides: 'two-sided-long-edge' }, 2, 7), 7, 'the fourth sheet has one side only');
  assert.equal(left({ numberUp: 4 }, 3, 6), 4);
  assert.equal(left({}, 1, 0), undefined, 'none is known to be out');
  assert.equal(left({}, 1, 10), undefined, 'all are');
  assert.equal(left({}, 2, 7), undefined, 'nobody knows which copies these sheets belong to');
});

test('a person may name the page', () => {
  assert.deepEqual(missingFrom({ ticket: {}, pages: 5 }, 4)?.pages, [{ from: 4, to: 5 }]);
  assert.equal(missingFrom({ ticket: {}, pages: 5 }, 6), undefined);
});
