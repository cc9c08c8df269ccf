// Paper to PDF with the camera: what is filmed, its corners by key and pointer, pages in order, and the PDF that goes up. In Chromium the browser's
// own made-up camera is opened too.
import { filmed, photographed, putCamera, seesPaper } from '../../panel-app/gallery/portal-camera-scenes.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { PortalCamera } from '../../panel-app/src/portal/camera/camera.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { JUDGED } from './engine.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

const real = PortalCamera.usual;
let camera: PortalCamera;
let stage: PortalStage | undefined;
/** What came out: files, or that it was closed. */
let out: (readonly File[] | 'closed')[];
let streams: MediaStream[];

/** Puts the camera on the page; what it films is kept, to be looked at. */
function open(see: (() => Promise<MediaStream>) | undefined, first?: Blob): void {
  out = [];
  streams = [];
  putCamera(
    see &&
      (async () => {
        const stream = await see();
        streams.push(stream);
        return stream;
      }),
  );
  camera = new PortalCamera();
  camera.first = first;
  camera.addEventListener('files', (event) => out.push((event as CustomEvent<readonly File[]>).detail));
  camera.addEventListener('close', () => out.push('closed'));
  document.body.append(camera);
}
const press = async (name: string): Promise<void> => {
  const ready = () => {
    const found = buttonNamed(camera, name);
    return found instanceof HTMLButtonElement && !found.disabled && seesPaper(camera) ? found : undefined;
  };
  (await until(`the button ${name}`, ready)).click();
  await camera.updateComplete;
};
const films = (): number =>
  streams.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live').length;
const pagesShown = (count: number): Promise<boolean> =>
  until(`${count} pages`, () => camera.querySelectorAll('.camera-page').length === count);
const corner = (index: number): HTMLButtonElement => {
  const found = camera.querySelectorAll<HTMLButtonElement>('.corner')[index];
  ok(found, `corner ${index}`);
  return found;
};
const key = async (index: number, name: string, shiftKey = false): Promise<void> => {
  corner(index).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true, cancelable: true }),
  );
  await camera.updateComplete;
};
/** Where a corner is, in per cent of the picture. */
const at = (index: number): readonly [number, number] => {
  const { left, top } = corner(index).style;
  return [Number.parseFloat(left), Number.parseFloat(top)];
};
async function sent(): Promise<{ readonly file: File; readonly pdf: string }> {
  await press('Send as PDF');
  const [files, closed] = out;
  ok(Array.isArray(files), 'a file came out');
  equal(closed, 'closed');
  const [file] = files;
  ok(file, 'one');
  // Byte by byte: a PDF is no UTF-8.
  return { file, pdf: new TextDecoder('latin1').decode(await file.arrayBuffer()) };
}
const count = (text: string, part: RegExp): number => text.match(new RegExp(part, 'g'))?.length ?? 0;

/** How many points of a picture are dark. */
async function inkOf({ src }: HTMLImageElement): Promise<number> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const draw = canvas.getContext('2d');
  ok(draw, 'a canvas');
  draw.drawImage(image, 0, 0);
  const { data } = draw.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 0 && value < 128).length / (data.length / 4);
}

describe('paper to PDF', () => {
  afterEach(() => {
    camera?.remove();
    stage?.clear();
    stage = undefined;
    PortalCamera.usual = real;
  });

  it('films, finds the sheet in the picture, and stops filming', async () => {
    open(filmed);
    await press('Take the picture');
    await shows('The sheet was found.');
    equal(films(), 0, 'the camera is let go');
    const places = [0, 1, 2, 3].flatMap(at);
    // Where the photograph has them, in per cent.
    const drawn = [150 / 9, 10, 760 / 9, 160 / 12, 820 / 9, 90, 10, 1040 / 12];
    ok(
      drawn.every((place, index) => Math.abs(place - (places[index] ?? 0)) < 1.5),
      `the corners are at ${places.join()}`,
    );
    await accessible();
  });

  it('makes pages, sorts them, drops one, and sends one PDF of what is left', async () => {
    open(filmed);
    await press('Take the picture');
    await press('Use this page');
    await pagesShown(1);
    await press('Another page');
    await press('Take the picture');
    await press('Turn it');
    await press('Use this page');
    await pagesShown(2);
    await accessible();
    const shapes = (): string =>
      [...camera.querySelectorAll<HTMLImageElement>('.camera-page img')]
        .map(({ naturalWidth, naturalHeight }) => (naturalWidth > naturalHeight ? 'lying' : 'upright'))
        .join();
    await until('the pages as they were', () => shapes() === 'upright,lying');
    for (const image of camera.querySelectorAll<HTMLImageElement>('.camera-page img')) {
      const ink = await inkOf(image);
      ok(ink > 0.03 && ink < 0.4, `writing on white, ink ${ink}`);
    }
    await press('Move page 2 forward');
    await until('the other order', () => shapes() === 'lying,upright');
    await press('Another page');
    await press('Back to the pages');
    equal(films(), 0, 'the camera is let go');
    await press('Delete page 2');
    await pagesShown(1);
    const { file, pdf } = await sent();
    ok(/^Scan \d{4}-\d\d-\d\d \d\d\.\d\d\.pdf$/.test(file.name), file.name);
    equal([file.type, count(pdf, /\/Type \/Page /)], ['application/pdf', 1]);
    ok(pdf.startsWith('%PDF-1.4') && pdf.endsWith('%%EOF\n'), 'a whole file');
  });

  it('makes each page as it is looked at: coloured on A4, black and white on Letter', async () => {
    open(undefined, await photographed());
    await shows('The sheet was found.');
    await press('A4');
    await press('Use this page');
    await pagesShown(1);
    await press('Another page');
    PortalCamera.usual = undefined;
    await pick(await photographed());
    await shows('The sheet was found.');
    await press('Letter');
    await press('Black and white');
    await press('Use this page');
    await pagesShown(2);
    const { pdf } = await sent();
    equal(
      [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+ [\d.]+)\]/g)].map(([, box]) => box),
      ['595.28 841.89', '612.00 792.00'],
    );
    equal([count(pdf, /\/DCTDecode/), count(pdf, /\/BitsPerComponent 1 /)], [1, 1]);
  });

  it('takes a picture where there is no camera, and says so of what is none', async () => {
    open(undefined);
    await until('the way to pick one', () => camera.querySelector('.camera-pick .accent'));
    equal(camera.querySelector('video'), null);
    await pick(new Blob(['not a picture'], { type: 'image/png' }));
    await shows('This picture cannot be opened here.');
    await accessible();
    await pick(await photographed());
    await shows('The sheet was found.');
    ok(!document.body.innerText.includes('cannot be opened'), 'it is said no longer');
  });

  it('takes the whole picture where no sheet is to be seen', async () => {
    const dark = document.createElement('canvas');
    dark.getContext('2d')?.fillRect(0, 0, 300, 150);
    open(undefined, await photographed(dark));
    await shows('No sheet was found. Drag the corners to it.');
    equal(at(0), [4, 4]);
    equal(at(2), [96, 96]);
  });

  it('moves a corner by arrow keys, further with Shift, never out of the picture, and takes no crossed ones', async () => {
    open(undefined, await photographed());
    await shows('The sheet was found.');
    const [x, y] = at(0);
    await key(0, 'ArrowRight');
    const [small] = at(0);
    await key(0, 'ArrowDown', true);
    const [, large] = at(0);
    ok(small > x && small < x + 1, 'a small step');
    ok(large > y + 2, 'a large one');
    for (let times = 0; times < 10; times++) await key(0, 'ArrowLeft', true);
    equal(at(0)[0], 0);
    ok(corner(0).ariaLabel?.startsWith('Top left corner, 0 % from the left'), 'and it is told');
    for (let times = 0; times < 32; times++) await key(0, 'ArrowRight', true);
    await shows('The corners must form a sheet');
    equal((buttonNamed(camera, 'Use this page') as HTMLButtonElement | undefined)?.disabled, true);
    await accessible();
  });

  it('moves a corner with the finger, from where it lies', async () => {
    open(undefined, await photographed());
    await shows('The sheet was found.');
    const handle = corner(1);
    const { right, top } = camera.querySelector('.corners-picture')?.getBoundingClientRect() ?? new DOMRect();
    const captured = new Set<number>();
    // A made-up finger is nobody's to capture.
    handle.setPointerCapture = (id) => void captured.add(id);
    handle.hasPointerCapture = (id) => captured.has(id);
    const finger = (type: string, clientX: number, clientY: number): boolean =>
      handle.dispatchEvent(new PointerEvent(type, { pointerId: 7, clientX, clientY, bubbles: true }));
    finger('pointermove', right, top);
    await camera.updateComplete;
    ok(at(1)[0] < 90, 'one that only passes over moves nothing');
    finger('pointerdown', right - 20, top + 20);
    finger('pointermove', right, top);
    await camera.updateComplete;
    equal(at(1).map(Math.round), [100, 0]);
  });

  it('turns the picture with its corners', async () => {
    open(undefined, await photographed());
    await shows('The sheet was found.');
    const [[x, y], [u, v]] = [at(3), at(0)];
    await press('Turn it');
    equal(at(0).map(Math.round), [Math.round(100 - y), Math.round(x)]);
    equal(at(1).map(Math.round), [Math.round(100 - v), Math.round(u)]);
    const canvas = camera.querySelector('canvas');
    equal([canvas?.width, canvas?.height], [1200, 900]);
  });

  it('asks before it throws pages away, closes at once where there are none, and gives the focus back', async () => {
    const before = document.createElement('button');
    document.body.append(before);
    before.focus();
    open(filmed);
    await until('the film', () => films() === 1);
    camera.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    equal(out, ['closed']);
    camera.remove();
    equal([films(), document.activeElement === before], [0, true]);
    before.remove();

    open(undefined, await photographed());
    await press('Use this page');
    await pagesShown(1);
    await press('Close');
    await shows('Throw these pages away?');
    await accessible();
    await press('Cancel');
    equal(out, []);
    await press('Close');
    await press('Throw them away');
    equal(out, ['closed']);
  });

  it('says that it is enough when a document has fifty pages', async () => {
    open(undefined, await photographed());
    await press('Use this page');
    await pagesShown(1);
    const { pages } = camera as unknown as { readonly pages: readonly unknown[] };
    Object.assign(camera, { pages: Array.from({ length: 50 }, () => pages[0]) });
    await shows('That is the most pages for one document.');
    equal((buttonNamed(camera, 'Another page') as HTMLButtonElement | undefined)?.disabled, true);
  });

  it('is offered to a finger beside "Add documents", and what it makes is sent like any file', async () => {
    const { matchMedia } = window;
    window.matchMedia = (query) =>
      query === '(any-pointer: coarse)' ? ({ matches: true } as MediaQueryList) : matchMedia(query);
    putCamera();
    const added: File[] = [];
    stage = await setPortalStage({ name: 'camera', scene: {} }, (app) => {
      const { makeUploads } = app;
      app.makeUploads = (options) => {
        const queue = makeUploads(options);
        return {
          ...queue,
          add: (files) => {
            added.push(...files);
            return [];
          },
        };
      };
    });
    (await until('the button', () => buttonNamed(document, 'Take a picture'))).click();
    camera = await until('the camera', () => document.querySelector<PortalCamera>('portal-camera'));
    await camera.updateComplete;
    await pick(await photographed());
    await press('Use this page');
    await press('Send as PDF');
    await until('it is closed', () => document.querySelector('portal-camera') === null);
    equal(
      added.map(({ type }) => type),
      ['application/pdf'],
    );
    window.matchMedia = matchMedia;
  });

  // Other engines have no made-up camera that opens without a question.
  if (JUDGED) {
    it('opens the browser’s own camera, and lets it go', async () => {
      open(real);
      const video = await until('the picture', () => {
        const found = camera.querySelector('video');
        return (found?.videoWidth ?? 0) > 0 ? found : undefined;
      });
      ok(video.muted, 'no sound');
      (
        await until('the button', () => camera.querySelector<HTMLElement>('.camera-acts .accent:enabled'))
      ).click();
      await until('the corners', () => camera.querySelector('.corner'));
      equal(films(), 0);
    });
  }
});

/** Picks a file, as a phone's own camera hands one over. */
async function pick(blob: Blob): Promise<void> {
  const input = await until('the field', () => camera.querySelector<HTMLInputElement>('.camera-pick input'));
  const data = new DataTransfer();
  data.items.add(new File([blob], 'photo.png', { type: blob.type }));
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
}
