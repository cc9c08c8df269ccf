// Counting pages, sides and sheets of a ticket, and what a watermark may be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPages, countSheets, countSides, NUMBER_UP, sidesOf, Ticket } from '@platen/shared/ticket';
import * as v from 'valibot';

void test('sides and sheets follow pages per side, ranges, two sides and booklets', () => {
  assert.deepEqual(
    NUMBER_UP.map((numberUp) => countSides({ numberUp }, 17)),
    [17, 9, 5, 3, 2, 2],
  );
  assert.equal(countSheets({ numberUp: 4, sides: 'two-sided-long-edge' }, 17), 3);
  const pageRanges = [
    { from: 2, to: 4 },
    { from: 16, to: 99 },
  ];
  assert.equal(countPages({ pageRanges }, 17), 5);
  assert.equal(countSides({ pageRanges, numberUp: 2 }, 17), 3);
  // Five pages: two folded sheets, whatever else was asked for.
  assert.equal(countSides({ pageRanges, booklet: true, numberUp: 16 }, 17), 4);
  assert.equal(countSheets({ pageRanges, booklet: true, sides: 'one-sided' }, 17), 2);
  assert.equal(countSides({ booklet: true, pageRanges: [{ from: 20, to: 30 }] }, 17), 0);
});

void test('a booklet is turned over along its short edge', () => {
  assert.equal(sidesOf({ booklet: true, sides: 'one-sided' }), 'two-sided-short-edge');
  assert.equal(sidesOf({ booklet: false, sides: 'one-sided' }), 'one-sided');
  assert.equal(sidesOf({}), undefined);
});

void test('a watermark is one line of up to sixty characters in any script, without control characters', () => {
  const takes = (watermark: string): boolean => v.safeParse(Ticket, { watermark }).success;
  for (const text of ['', 'Draft', 'سري للغاية', '機密', 'x'.repeat(60)]) assert.ok(takes(text), text);
  for (const text of ['x'.repeat(61), 'a\nb', 'a\u0000', 'a\u202eb', 'a\u2028b', '\ud800']) {
    assert.ok(!takes(text), JSON.stringify(text));
  }
});

void test('unknown numbers per side, orientations and scalings are no ticket', () => {
  for (const ticket of [
    { numberUp: 3 },
    { orientation: 'sideways' },
    { printScaling: 'huge' },
    { booklet: 1 },
  ]) {
    assert.ok(!v.safeParse(Ticket, ticket).success, JSON.stringify(ticket));
  }
});
