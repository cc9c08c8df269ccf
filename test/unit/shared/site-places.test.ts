// Where the sites are, as administrators write it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSitePlaces, sitePlacesProblem } from '@platen/shared/site-places';

test('a line says a site and its place, as maps copy it, and the name may hold colons and commas', () => {
  assert.deepEqual(readSitePlaces('Northgate: 52.5200, 13.4050\n\n Hall 2: east, left = -33.9;151.2 \n'), [
    { site: 'Northgate', latitude: 52.52, longitude: 13.405 },
    { site: 'Hall 2: east, left', latitude: -33.9, longitude: 151.2 },
  ]);
  assert.equal(sitePlacesProblem('Northgate: 52.52, 13.4\n'), undefined);
});

test('the first line that says no place on earth is named, and is in no answer', () => {
  for (const line of ['Northgate', 'Northgate: here', ': 1, 2', 'A: 91, 0', 'A: 0, 181', 'A: 1,5']) {
    const text = `B: 1, 2\n${line}`;
    if (line === 'A: 1,5') assert.equal(sitePlacesProblem(text), undefined);
    else assert.equal(sitePlacesProblem(text), line);
  }
  assert.deepEqual(readSitePlaces('A: 91, 0'), []);
});

test('a hostile line takes no time', () => {
  assert.equal(sitePlacesProblem(':'.repeat(20_000)), ':'.repeat(20_000));
});
