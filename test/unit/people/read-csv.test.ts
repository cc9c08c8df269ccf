// CSV as spreadsheets and people write it, row by row with its line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from '@platen/edge-server/people/read-csv';

const cells = (text: string): readonly (readonly string[])[] => [...readCsv(text)].map((row) => row.cells);

test('commas, semicolons and tabs are told apart by the first line', () => {
  assert.deepEqual(cells('a,b;c,d\n1,2,3'), [
    ['a', 'b;c', 'd'],
    ['1', '2', '3'],
  ]);
  assert.deepEqual(cells('a;b,c;d'), [['a', 'b,c', 'd']]);
  assert.deepEqual(cells('a\tb'), [['a', 'b']]);
  assert.deepEqual(cells('"x;y;z",b'), [['x;y;z', 'b']]);
});

test('cells in quotes hold separators, quotes and line ends', () => {
  assert.deepEqual(cells('"Berg, Anna","she said ""yes""","two\r\nlines"\r\nnext,,'), [
    ['Berg, Anna', 'she said "yes"', 'two\r\nlines'],
    ['next', '', ''],
  ]);
});

test('every row knows the line it began on, empty lines and long cells counted', () => {
  const lines = [...readCsv('\uFEFFa\n\n"b\nb"\r\nc\rd')].map(({ line }) => line);
  assert.deepEqual(lines, [1, 3, 5, 6]);
});

test('a quote that is never closed, or in the middle, marks its row', () => {
  assert.deepEqual(
    [...readCsv('"a"x,b\nfine,1')].map(({ broken }) => broken),
    [true, false],
  );
  assert.equal([...readCsv('ok,"open\nmore\nand more')][0]?.broken, true);
});

test('nothing is nothing', () => {
  assert.deepEqual(cells(''), []);
  assert.deepEqual(cells('\n\r\n ,\n'), []);
});
