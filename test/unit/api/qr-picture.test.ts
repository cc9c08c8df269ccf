// The picture of a panel's code holds the modules of the encoder, each as many pixels as was asked for, in a quiet zone of four.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qrPicture } from '@platen/edge-server/api/qr-picture';
import sharp from 'sharp';
import { encode } from 'uqr';
import { readBitPng } from '../../support/read-bit-png.ts';
import { readQr } from '../../support/read-qr.ts';

const TEXT = `https://print.example.org:8443/at/${'amwtdyqk7v2n4xq3amwtdyqk7v'}.${'x'.repeat(27)}`;

for (const scale of [1, 3, 8]) {
  test(`every pixel at scale ${scale} is that of its module`, () => {
    const { data } = encode(TEXT, { ecc: 'M', border: 4 });
    const pixels = readBitPng(qrPicture(TEXT, scale));
    assert.equal(pixels.length, data.length * scale);
    pixels.forEach((row, y) => {
      row.forEach((black, x) => {
        assert.equal(black, data[Math.floor(y / scale)]?.[Math.floor(x / scale)], `${x} ${y}`);
      });
    });
    const quiet = [...pixels.slice(0, 4 * scale), ...pixels.slice(-4 * scale)].flat();
    assert.ok(quiet.every((black) => !black));
  });
}

test('another reader of PNG sees the same, and the picture is small', async () => {
  const png = qrPicture(TEXT, 3);
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const ours = readBitPng(png).flat();
  assert.equal(info.width * info.height, ours.length);
  ours.forEach((black, at) => {
    assert.equal((data[at * info.channels] ?? 0) < 128, black);
  });
  assert.ok(png.length < 2000, String(png.length));
});

test('every length that a panel may have to show is read back as it was written, in a quiet zone of four modules', async () => {
  const versions = new Set<number>();
  for (const length of [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 214, 251, 287, 331, 362, 412]) {
    // Small letters among them: what has none may be written in a shorter way.
    const text = Array.from({ length }, (_, at) => String.fromCharCode(97 + ((at * 7 + length) % 26))).join(
      '',
    );
    const reading = await readQr(qrPicture(text, 2));
    assert.equal(reading.text, text);
    assert.equal(reading.quiet, 4);
    assert.equal(reading.modulePixels, 2);
    versions.add(reading.version);
  }
  assert.equal(versions.size, 15);
});

test('a picture with a changed module is not read', async () => {
  const raw = readBitPng(qrPicture(TEXT, 1));
  const turned = raw.map((row, y) => row.map((black, x) => (y === 20 && x === 21 ? !black : black)));
  const side = turned.length;
  const pixels = Buffer.from(turned.flat().map((black) => (black ? 0 : 255)));
  const picture = await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
  await assert.rejects(readQr(picture), /damaged/);
});
