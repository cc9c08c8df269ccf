// Sizes are read out of media names, whatever a printer may have put into one.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sizeFromName } from '@platen/shared/media-size';

test('a size is told in hundredths of a millimetre, whichever unit the name is in', () => {
  assert.deepEqual(sizeFromName('iso_a4_210x297mm'), { width: 21_000, height: 29_700 });
  assert.deepEqual(sizeFromName('na_letter_8.5x11in'), { width: 21_590, height: 27_940 });
  assert.deepEqual(sizeFromName('custom_card_85.6x53.98mm'), { width: 8_560, height: 5_398 });
});

test('the size is the last part of a name that holds other figures too', () => {
  assert.deepEqual(sizeFromName('custom_10x20mm_10x20mm'), { width: 1_000, height: 2_000 });
  assert.deepEqual(sizeFromName('om_2x3in_50x75mm'), { width: 5_000, height: 7_500 });
});

test('a name without a size tells none', () => {
  const names = [
    '',
    'roll',
    'tray-1',
    'iso_a4',
    'iso_a4_210x297',
    'iso_a4_210x297cm',
    'a4_x297mm',
    'A4 210x297mm',
  ];
  for (const name of names) assert.equal(sizeFromName(name), undefined, name);
});

test('a size of nothing, a negative one, and figures no paper has are no sizes', () => {
  const names = ['custom_a_0x297mm', 'custom_a_210x0.0001mm', 'custom_a_-210x297mm', 'custom_a_210x123456mm'];
  for (const name of names) assert.equal(sizeFromName(name), undefined, name);
});
