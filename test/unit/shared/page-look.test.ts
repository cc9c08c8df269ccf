// The address of a picture: what a screen writes is what the server reads, and nothing else is let in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageQuery } from '@platen/shared/api/page-address';
import { PageQuery, ticketOfQuery } from '@platen/shared/api/page-query';
import type { Ticket } from '@platen/shared/ticket';
import * as v from 'valibot';

const read = (query: string) => v.safeParse(PageQuery, Object.fromEntries(new URLSearchParams(query)));

void test('every option that shows in a picture comes through its address', () => {
  const tickets: readonly Ticket[] = [
    { numberUp: 1 },
    { numberUp: 16, printColorMode: 'monochrome', orientation: 'reverse-landscape', printScaling: 'fill' },
    { numberUp: 1, booklet: true, watermark: 'Entwurf & „Muster“ 100 %', media: 'iso_a4_210x297mm' },
    {
      numberUp: 4,
      mediaSource: 'tray-2',
      pageRanges: [
        { from: 1, to: 3 },
        { from: 7, to: 7 },
      ],
    },
  ];
  for (const ticket of tickets) {
    const found = read(pageQuery(640, 480, ticket));
    assert.ok(found.success, JSON.stringify(found.issues));
    assert.deepEqual([found.output.w, found.output.h], [640, 480]);
    assert.deepEqual(ticketOfQuery(found.output), ticket);
  }
});

void test('what looks the same has the same address', () => {
  const plain = pageQuery(640, 480, {});
  const same: Ticket = {
    copies: 9,
    numberUp: 1,
    printScaling: 'auto',
    pageRanges: [],
    watermark: ' ',
    sides: 'one-sided',
    printColorMode: 'color',
  };
  assert.equal(pageQuery(640, 480, same), plain);
  assert.equal(plain, 'w=640&h=480');
});

void test('anything else in an address is refused', () => {
  const bad = [
    'w=1',
    'w=99999',
    'h=abc',
    'up=3',
    'grey=yes',
    'booklet=true',
    'pages=3-1',
    'pages=5-6,1-2',
    'pages=1-2;drop',
    `pages=${Array.from({ length: 51 }, (_, index) => `${index * 2 + 1}-${index * 2 + 1}`).join(',')}`,
    'turn=upside-down',
    'scale=150',
    `mark=${'x'.repeat(61)}`,
    'mark=a%0Ab',
    'media=../../etc',
    'tray=%00',
  ];
  for (const query of bad) assert.ok(!read(query).success, query);
});
