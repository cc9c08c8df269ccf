// The camera and the page without a connection as scenes: a sheet drawn on a table stands for what a phone sees.
import { PortalCamera } from '../src/portal/camera/camera.ts';
import { PortalConnected } from '../src/portal/pwa/connected.ts';
import { PortalInstall } from '../src/portal/pwa/install.ts';
import { pictureNow } from './picture-clock.ts';
import type { PortalPicture } from './portal-picture.ts';

/** A sheet with writing, photographed askew under a lamp. */
export function drawPhoto(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 1200;
  const draw = canvas.getContext('2d');
  if (draw === null) throw new Error('there is no canvas');
  draw.fillStyle = '#5a4433';
  draw.fillRect(0, 0, 900, 1200);
  const light = draw.createLinearGradient(0, 0, 900, 300);
  light.addColorStop(0, '#f2eee6');
  light.addColorStop(1, '#bcb7ad');
  draw.fillStyle = light;
  draw.beginPath();
  for (const [x, y] of [
    [150, 120],
    [760, 160],
    [820, 1080],
    [90, 1040],
  ] as const)
    draw.lineTo(x, y);
  draw.fill();
  draw.transform(1, 0.05, -0.05, 1, 0, 0);
  draw.fillStyle = '#2b2f38';
  draw.fillRect(240, 200, 260, 26);
  for (let line = 0; line < 18; line++)
    if (line % 6 !== 5) draw.fillRect(240, 280 + line * 40, 380 + ((line * 67) % 120), 9);
  return canvas;
}

export const photographed = (from = drawPhoto()): Promise<Blob> =>
  new Promise((resolve, reject) =>
    from.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'),
  );

/** What a camera over that sheet sends, for ever. */
export function filmed(): Promise<MediaStream> {
  const canvas = drawPhoto();
  const stream = canvas.captureStream(10);
  // A canvas that nobody draws on sends nothing.
  const again = setInterval(() => canvas.getContext('2d')?.fillRect(0, 0, 1, 1), 50);
  for (const track of stream.getTracks()) {
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(again);
      stop();
    };
  }
  return Promise.resolve(stream);
}

/** No camera of this machine is opened. */
export function putCamera(usual?: () => Promise<MediaStream>): void {
  PortalCamera.usual = usual;
  PortalCamera.clock = () => new Date(pictureNow);
}

/** Looks until `find` finds something, six seconds at most. */
async function appears<T>(find: () => T | undefined | null | false): Promise<T | undefined> {
  for (let look = 0; look < 200; look++) {
    const found = find();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return undefined;
}

/** The first frames of a canvas' stream are black, and those of many cameras, too. */
export function seesPaper(camera: ParentNode): boolean {
  const video = camera.querySelector('video');
  if (video === null) return true;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const draw = canvas.getContext('2d');
  draw?.drawImage(video, 450, 240, 20, 20, 0, 0, 1, 1);
  return (draw?.getImageData(0, 0, 1, 1).data[0] ?? 0) > 120;
}

/** Opens the camera on a picture or on what is filmed, and presses what is named. */
async function openCamera(on: 'picture' | 'film' | 'nothing', press: readonly string[]): Promise<void> {
  putCamera(on === 'film' ? filmed : undefined);
  const camera = new PortalCamera();
  if (on === 'picture') camera.first = await photographed();
  document.body.append(camera);
  const ready = () => seesPaper(camera) && camera.querySelector('.camera-acts .accent:not([disabled])');
  for (const words of press) {
    await appears(ready);
    await camera.updateComplete;
    [...camera.querySelectorAll('button')]
      .find((one) => (one.ariaLabel ?? one.textContent.trim()) === words)
      ?.click();
    await camera.updateComplete;
  }
  await appears(ready);
}

const shown = (
  name: string,
  on: 'picture' | 'film' | 'nothing',
  ...press: readonly string[]
): PortalPicture => ({
  name,
  scene: {},
  then: () => openCamera(on, press),
  end: () => document.querySelector('portal-camera')?.remove(),
});

export function putConnected(set: { asOf?: number; keeps?: boolean; ready?: boolean }): void {
  PortalConnected.usual = {
    version: { ready: () => set.ready ?? false, subscribe: () => () => undefined, take: () => undefined },
    news: () => ({ asOf: set.asOf, keeps: set.keeps ?? true }),
  };
}

export const CAMERA_PICTURES: readonly PortalPicture[] = [
  shown('camera-pick', 'nothing'),
  shown('camera-live', 'film'),
  shown('camera-corners', 'picture'),
  shown(
    'camera-pages',
    'film',
    'Take the picture',
    'Use this page',
    'Another page',
    'Take the picture',
    'Turn it',
    'Black and white',
    'Use this page',
  ),
  shown('camera-leave', 'picture', 'Use this page', 'Close'),
  {
    name: 'seen-printers',
    scene: {},
    hash: '#printers',
    begin: () => putConnected({ asOf: pictureNow - 540_000 }),
    end: () => putConnected({}),
  },
  { name: 'new-version', scene: {}, begin: () => putConnected({ ready: true }), end: () => putConnected({}) },
  {
    name: 'install',
    scene: {},
    hash: '#me',
    begin: () => {
      PortalInstall.usual = { installWay: () => 'ask', install: () => Promise.resolve(true) };
    },
    end: () => {
      PortalInstall.usual = { installWay: () => 'none', install: () => Promise.resolve(false) };
    },
  },
];
