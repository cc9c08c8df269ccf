// The encoders of printer languages: header bytes against the standards' tables, and what a second decoder makes of the pixels.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ascii85 } from '@platen/edge-server/render/out/ascii85';
import { encoderOf } from '@platen/edge-server/render/out/encoders';
import { halftone } from '@platen/edge-server/render/out/halftone';
import { jpeg } from '@platen/edge-server/render/out/jpeg';
import { pclXl } from '@platen/edge-server/render/out/pcl-xl';
import { pcl5 } from '@platen/edge-server/render/out/pcl5';
import { pwgHeader, pwgRaster } from '@platen/edge-server/render/out/pwg-raster';
import { backTurn } from '@platen/edge-server/render/out/raster-job';
import { urf, urfHeader } from '@platen/edge-server/render/out/urf';
import { RASTER_FORMATS, SHEET_BACKS } from '@platen/shared/print-ready';
import sharp from 'sharp';
import { decodePcl5, decodePclXl } from './decode-pcl.ts';
import { decodePwg, decodeUrf } from './decode-raster.ts';
import { colored, encode, greyOf, JOB, rgbOf, sideOf } from './pictures.ts';

/** Widths around what a run can say. */
const WIDTHS = [1, 2, 7, 8, 127, 128, 129, 255, 256, 257, 300, 523];

test('a PWG raster header has every field of PWG 5102.4 table 3 in its place', () => {
  const job = { ...JOB, sides: 'two-sided-short-edge', sheetBack: 'flipped', total: 7 } as const;
  const header = Buffer.from(pwgHeader(job, sideOf(2480, 3508, { index: 1, back: true })));
  assert.equal(header.length, 1796);
  const text = (from: number, bytes: number): string =>
    header
      .subarray(from, from + bytes)
      .toString('latin1')
      .replace(/\0+$/, '');
  const number = (at: number): number => header.readUInt32BE(at);
  assert.equal(text(0, 64), 'PwgRaster');
  assert.equal(text(1732, 64), 'iso_a4_210x297mm');
  const fields: Readonly<Record<string, readonly [at: number, value: number]>> = {
    CutMedia: [268, 0],
    Duplex: [272, 1],
    HWResolutionX: [276, 300],
    HWResolutionY: [280, 300],
    InsertSheet: [300, 0],
    Jog: [304, 0],
    LeadingEdge: [308, 0],
    MediaPosition: [324, 0],
    MediaWeightMetric: [328, 0],
    NumCopies: [340, 1],
    Orientation: [344, 0],
    PageSizeX: [352, 595],
    PageSizeY: [356, 842],
    Tumble: [368, 1],
    Width: [372, 2480],
    Height: [376, 3508],
    BitsPerColor: [384, 8],
    BitsPerPixel: [388, 24],
    BytesPerLine: [392, 7440],
    ColorOrder: [396, 0],
    ColorSpace: [400, 19],
    NumColors: [420, 3],
    TotalPageCount: [452, 7],
    CrossFeedTransform: [456, 0xffff_ffff],
    FeedTransform: [460, 1],
    ImageBoxLeft: [464, 0],
    AlternatePrimary: [480, 0],
    PrintQuality: [484, 0],
    VendorIdentifier: [508, 0],
    VendorLength: [512, 0],
  };
  for (const [name, [at, value]] of Object.entries(fields)) assert.equal(number(at), value, name);
  // Nothing else is set: what is reserved stays 0.
  const known = new Set(Object.values(fields).flatMap(([at]) => [at, at + 1, at + 2, at + 3]));
  header.forEach((byte, at) => {
    if (!known.has(at) && at >= 64 && at < 1732) assert.equal(byte, 0, `byte ${at}`);
  });
});

test('grey and black PWG headers say so, and a one-sided job has no duplex', () => {
  const grey = Buffer.from(pwgHeader({ ...JOB, color: 'sgray_8' }, sideOf(13, 9)));
  assert.deepEqual(
    [384, 388, 392, 400, 420].map((at) => grey.readUInt32BE(at)),
    [8, 8, 13, 18, 1],
  );
  const black = Buffer.from(pwgHeader({ ...JOB, color: 'black_1' }, sideOf(13, 9)));
  assert.deepEqual(
    [384, 388, 392, 400, 420].map((at) => black.readUInt32BE(at)),
    [1, 1, 2, 3, 1],
  );
  assert.deepEqual(
    [272, 368, 456, 460].map((at) => black.readUInt32BE(at)),
    [0, 0, 1, 1],
  );
});

test('a URF header has its fields in their places', () => {
  const job = { ...JOB, sides: 'two-sided-long-edge' } as const;
  const header = Buffer.from(urfHeader(job, sideOf(2480, 3508)));
  assert.equal(header.length, 32);
  assert.deepEqual([...header.subarray(0, 4)], [24, 1, 3, 4]);
  assert.deepEqual(
    [12, 16, 20].map((at) => header.readUInt32BE(at)),
    [2480, 3508, 300],
  );
  assert.deepEqual([...urfHeader({ ...JOB, color: 'sgray_8' }, sideOf(5, 5)).subarray(0, 3)], [8, 0, 1]);
});

test('back sides turn as PWG 5102.4 table 5 has it, fronts never', () => {
  const table = SHEET_BACKS.flatMap((back) =>
    (['two-sided-long-edge', 'two-sided-short-edge'] as const).map((sides) => {
      const { cross, feed } = backTurn(back, sides, true);
      assert.deepEqual(backTurn(back, sides, false), { cross: false, feed: false });
      return `${back} ${sides.slice(10)} ${cross ? -1 : 1} ${feed ? -1 : 1}`;
    }),
  );
  assert.deepEqual(table, [
    'normal long-edge 1 1',
    'normal short-edge 1 1',
    'flipped long-edge 1 -1',
    'flipped short-edge -1 1',
    'rotated long-edge -1 -1',
    'rotated short-edge 1 1',
    'manual-tumble long-edge 1 1',
    'manual-tumble short-edge -1 -1',
  ]);
});

test('colour and grey come out of PWG raster and URF as they went in, whatever the bands', async () => {
  let checked = 0;
  for (const width of WIDTHS) {
    const height = 300;
    const picture = colored(width, height, width);
    for (const bandRows of [height, 64, 7]) {
      const side = sideOf(width, height);
      const [pwg] = decodePwg(await encode(pwgRaster, JOB, [{ side, pixels: picture }], bandRows));
      assert.ok(pwg?.pixels.equals(rgbOf(picture)), `PWG colour ${width}`);
      const [apple] = decodeUrf(await encode(urf, JOB, [{ side, pixels: picture }], bandRows));
      assert.ok(apple?.pixels.equals(rgbOf(picture)), `URF colour ${width}`);
      const grey = greyOf(picture);
      const job = { ...JOB, color: 'sgray_8' } as const;
      const [pwgGrey] = decodePwg(await encode(pwgRaster, job, [{ side, pixels: grey }], bandRows));
      assert.ok(pwgGrey?.pixels.equals(grey), `PWG grey ${width}`);
      const [urfGrey] = decodeUrf(await encode(urf, job, [{ side, pixels: grey }], bandRows));
      assert.ok(urfGrey?.pixels.equals(grey), `URF grey ${width}`);
      checked += 4;
    }
  }
  assert.equal(checked, WIDTHS.length * 12);
});

test('white paper costs next to nothing, and no run ever adds more than a hundredth', async () => {
  const side = sideOf(2480, 3508);
  const white = new Uint8Array(2480 * 3508 * 4).fill(255);
  assert.ok((await encode(urf, JOB, [{ side, pixels: white }])).length < 100);
  assert.ok((await encode(pwgRaster, JOB, [{ side, pixels: white }])).length < 4_000);
  const noise = colored(1_000, 64, 5).map((value, index) =>
    index % 4 === 3 ? 255 : (value * 31 + index * 7) & 255,
  );
  const encoded = await encode(pwgRaster, JOB, [{ side: sideOf(1_000, 64), pixels: noise }]);
  assert.ok(encoded.length < 1_000 * 64 * 3 * 1.01 + 2_000);
});

test('black dots keep the shade they stand for and fit from band to band', async () => {
  for (const shade of [0, 32, 64, 128, 192, 224, 255]) {
    const bits = halftone(new Uint8Array(64 * 64).fill(shade), 64, 64, 0);
    let black = 0;
    for (const byte of bits) for (let bit = 0; bit < 8; bit++) black += (byte >> bit) & 1;
    assert.ok(Math.abs(black / 4096 - (255 - shade) / 255) < 0.03, `shade ${shade}: ${black / 4096}`);
  }
  const grey = greyOf(colored(131, 77, 3));
  const job = { ...JOB, color: 'black_1' } as const;
  const whole = decodePwg(await encode(pwgRaster, job, [{ side: sideOf(131, 77), pixels: grey }]));
  const bands = decodePwg(await encode(pwgRaster, job, [{ side: sideOf(131, 77), pixels: grey }], 5));
  assert.equal(whole[0]?.bytesPerLine, 17);
  assert.ok(whole[0]?.pixels.equals(bands[0]?.pixels ?? Buffer.alloc(0)));
});

test('PCL XL: pages, sides and pixels as a printer follows them', async () => {
  const pictures = [colored(301, 150, 1), colored(301, 150, 2)];
  const job = { ...JOB, sides: 'two-sided-long-edge', total: 2, copies: 3 } as const;
  const sides = pictures.map((pixels, index) => ({
    pixels,
    side: sideOf(301, 150, { index, back: index === 1 }),
  }));
  for (const bandRows of [150, 40]) {
    const { session, sides: seen } = decodePclXl(await encode(pclXl, job, sides, bandRows));
    assert.deepEqual(session.get(137), [300, 300]);
    assert.deepEqual([session.get(134), session.get(130)], [[0], [1]]);
    assert.equal(seen.length, 2);
    seen.forEach((side, index) => {
      assert.ok(side.pixels.equals(rgbOf(pictures[index] ?? new Uint8Array())));
      assert.deepEqual(
        [37, 53, 54, 49].map((attribute) => side.page.get(attribute)),
        [[2], [1], [index], [3]],
      );
    });
  }
  const odd = { ...sideOf(10, 10), paper: { width: 300, height: 444 } };
  const grey = greyOf(colored(10, 10));
  const [custom] = decodePclXl(
    await encode(pclXl, { ...JOB, color: 'sgray_8' }, [{ side: odd, pixels: grey }]),
  ).sides;
  assert.ok(custom);
  assert.ok(custom.pixels.equals(grey));
  assert.deepEqual([custom.page.get(52), custom.page.get(48)], [[0], [0]]);
  assert.deepEqual(
    custom.page.get(47)?.map((inches) => Math.round(inches * 72)),
    [300, 444],
  );
});

test('PCL 5: black dots and RGB rows as a printer follows them, without what its page cannot reach', async () => {
  const [width, height, left] = [420, 130, 142];
  const grey = greyOf(colored(width, height, 9));
  const job = {
    ...JOB,
    color: 'black_1',
    dpi: { x: 600, y: 600 },
    sides: 'two-sided-short-edge',
    copies: 2,
  } as const;
  for (const bandRows of [height, 33]) {
    const sides = [{ side: sideOf(width, height), pixels: grey }];
    const { setup, sides: seen } = decodePcl5(await encode(pcl5, job, sides, bandRows));
    assert.deepEqual(setup.slice(0, 3), ['E', '&l2X', '&l2S']);
    const [side] = seen;
    const cut = new Uint8Array((width - 2 * left) * height);
    for (let y = 0; y < height; y++) {
      cut.set(grey.subarray(y * width + left, (y + 1) * width - left), y * (width - 2 * left));
    }
    assert.ok(side?.pixels.equals(halftone(cut, width - 2 * left, height, 0)));
    assert.ok(setup.includes('&l26A') && setup.includes('&a1G') && setup.includes('*t600R'));
  }
  const picture = colored(300, 50, 4);
  const inColor = decodePcl5(await encode(pcl5, JOB, [{ side: sideOf(300, 50), pixels: picture }], 20));
  const rgb = rgbOf(picture);
  const rows = Array.from({ length: 50 }, (_, y) => rgb.subarray((y * 300 + 71) * 3, (y * 300 + 229) * 3));
  assert.ok(inColor.sides[0]?.pixels.equals(Buffer.concat(rows)));
});

test('ASCII base 85 is what PostScript reads, at every length', () => {
  assert.equal(
    Buffer.from(ascii85(Buffer.from('Man is distinguished'))).toString(),
    '9jqo^BlbD-BleB1DJ+*+F(f,q~>\n',
  );
  assert.equal(Buffer.from(ascii85(Buffer.alloc(8))).toString(), 'zz~>\n');
  for (const [bytes, text] of [
    ['', '~>\n'],
    ['a', '@/~>\n'],
    ['ab', '@:B~>\n'],
    ['abc', '@:E^~>\n'],
  ] as const) {
    assert.equal(Buffer.from(ascii85(Buffer.from(bytes))).toString(), text);
  }
});

test('a JPEG is one side with its size on paper', async () => {
  const picture = colored(120, 80, 6);
  const made = await encode(
    jpeg(async () => sharp),
    JOB,
    [{ side: sideOf(120, 80), pixels: picture }],
  );
  const { width, height, density, channels } = await sharp(made).metadata();
  assert.deepEqual([width, height, density, channels], [120, 80, 300, 3]);
  const grey = await encode(
    jpeg(async () => sharp),
    { ...JOB, color: 'sgray_8' },
    [{ side: sideOf(120, 80), pixels: greyOf(picture) }],
  );
  assert.equal((await sharp(grey).metadata()).channels, 1);
});

test('what frames the pixels has no room for anybody else’s commands: only the language line of PJL, two UELs', async () => {
  const side = sideOf(40, 40);
  const white = new Uint8Array(40 * 40 * 4).fill(255);
  for (const format of RASTER_FORMATS) {
    const stream = (
      await encode(
        encoderOf(format, async () => sharp),
        JOB,
        [{ side, pixels: white }],
      )
    ).toString('latin1');
    const isPcl = format.startsWith('application/vnd.hp-');
    assert.equal(stream.split('\x1b%-12345X').length - 1, isPcl ? 2 : 0, format);
    assert.equal(stream.split('@PJL').length - 1, isPcl ? 1 : 0, format);
  }
});
