// Days in the zone of the server: clocks that change, ends of years, weeks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  addDays,
  daysBetween,
  isDay,
  lastOfMonth,
  localDay,
  mondayOf,
  nextMonth,
  startOfDay,
} from '@platen/edge-server/flow/account/local-day';
import { wholeMonths } from '@platen/edge-server/flow/account/report';

const zone = process.env['TZ'];
before(() => {
  process.env['TZ'] = 'America/New_York';
});
after(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('a day is that of the wall clock, not of Greenwich', () => {
  assert.deepEqual(localDay(Date.parse('2026-01-01T03:00:00Z')), { day: 20_251_231, hour: 22 });
  assert.deepEqual(localDay(Date.parse('2026-07-04T03:59:59Z')), { day: 20_260_703, hour: 23 });
});

test('days on which clocks change are 23 and 25 hours long, and every moment lies in its own day', () => {
  for (const [day, hours] of [
    [20_260_308, 23],
    [20_261_101, 25],
    [20_260_615, 24],
  ] as const) {
    const [begins, ends] = [startOfDay(day), startOfDay(addDays(day, 1))];
    assert.equal((ends - begins) / 3_600_000, hours);
    assert.equal(localDay(begins).day, day);
    assert.equal(localDay(ends - 1).day, day);
    assert.equal(localDay(ends).day, addDays(day, 1));
  }
});

test('reckons over months, years and leap days', () => {
  assert.equal(addDays(20_241_231, 1), 20_250_101);
  assert.equal(addDays(20_240_301, -1), 20_240_229);
  assert.equal(daysBetween(20_240_101, 20_250_101), 366);
  assert.equal(lastOfMonth(202_402), 20_240_229);
  assert.equal(nextMonth(202_512), 202_601);
});

test('knows which days there are', () => {
  for (const day of [20_240_229, 19_700_101, 20_261_231]) assert.ok(isDay(day), String(day));
  for (const day of [20_260_229, 20_261_301, 20_260_100, 20_260_431, 0, -1, 1.5, Number.NaN, 123]) {
    assert.equal(isDay(day), false, String(day));
  }
});

test('a week begins on Monday, over the end of a year too', () => {
  assert.equal(mondayOf(20_260_101), 20_251_229);
  assert.equal(mondayOf(20_261_122), 20_261_116);
  assert.equal(mondayOf(20_261_116), 20_261_116);
});

test('months count as whole when all their days are asked for, the present one when its days so far are', () => {
  const whole = (from: number, to: number, today = 20_261_122) => wholeMonths({ from, to }, today);
  assert.deepEqual(whole(20_260_101, 20_260_331), { first: 202_601, last: 202_603 });
  assert.deepEqual(whole(20_260_102, 20_260_330), { first: 202_602, last: 202_602 });
  assert.deepEqual(whole(20_261_101, 20_261_122), { first: 202_611, last: 202_611 });
  assert.deepEqual(whole(20_261_101, 20_261_130), { first: 202_611, last: 202_611 });
  assert.equal(whole(20_261_101, 20_261_121), undefined);
  assert.equal(whole(20_260_105, 20_260_110), undefined);
  assert.equal(whole(20_260_115, 20_260_215), undefined);
});
