import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODELS } from '@platen/device-profiles/models';
import { checkPattern } from '@platen/device-profiles/pattern/check-pattern';

const said = (pattern: string): string => checkPattern(pattern)?.sentence ?? 'fine';

test('patterns of the kind that name a model are fine', () => {
  const good = [
    '^Xerox AltaLink',
    '^Xerox®? (AltaLink|VersaLink) C80\\d+',
    'MDL:[^;]*bizhub',
    '^FUJI ?XEROX',
    'C\\d{3,4}i?$',
    '^(?:HP|Hewlett-Packard) .*MFP',
    '[a-z\\]]+',
    'MFP|Printer|Copier',
    'a.*b.*c',
  ];
  for (const pattern of good) assert.equal(said(pattern), 'fine', pattern);
});

test('every pattern of a shipped family is fine', () => {
  const patterns = MODELS.flatMap(({ match }) => [
    ...match.makeAndModel,
    ...match.sysDescr,
    ...match.deviceId,
  ]);
  assert.ok(patterns.length > 40);
  for (const pattern of patterns) assert.equal(said(pattern), 'fine', pattern);
});

test('repeats inside repeats and repeated alternatives are refused', () => {
  for (const pattern of [
    '^(a+)+$',
    '(a*)*b',
    '^(a|a)*$',
    '(.*)*',
    '^((ab)*c?)+$',
    '(\\w+\\s?)+',
    '^(a?){50}',
    '(?:x+x+)+y',
  ]) {
    assert.match(said(pattern), /repeats something that itself repeats/, pattern);
  }
});

test('many repeats one after the other are refused too', () => {
  for (const pattern of [
    '.*.*.*',
    '^.*.*.*.*x',
    'a?'.repeat(30) + 'a'.repeat(30),
    '(a|b|a)'.repeat(25),
    '\\d{1,99}'.repeat(5),
  ]) {
    assert.match(said(pattern), /too many parts/, pattern);
  }
});

test('what is no pattern, looks around or refers back is refused, each with its own sentence', () => {
  for (const pattern of ['(', '[a', 'a**', '*a', 'a)', '\\', 'a{2,1}']) {
    assert.match(said(pattern), /not a regular expression/, pattern);
  }
  for (const pattern of ['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(?<name>a)']) {
    assert.match(said(pattern), /looks ahead or behind/, pattern);
  }
  assert.match(said('(a)\\1'), /refers back/);
});
