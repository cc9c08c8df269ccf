// The camera and the page without a connection as scenes: a sheet drawn on a table stands for what a phone sees.
import { PortalCamera } from '../src/portal/camera/camera.ts';
import { PortalConnected } from '../src/portal/pwa/connected.ts';
import { PortalInstall } from '../src/portal/pwa/install.ts';
import { pictureNow } from './picture-clock.ts';
import type { PortalPicture } from './portal-picture.ts';

/** A sheet with writing, photographed askew under a lamp. */
export async function photographed(): Promise<Blob> {
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
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'),
  );
}

/** No camera of this machine is opened. */
export function putCamera(): void {
  PortalCamera.usual = undefined;
  PortalCamera.clock = () => new Date(pictureNow);
}

async function openCamera(steps: readonly string[]): Promise<void> {
  const camera = new PortalCamera();
  if (steps.length > 0) camera.first = await photographed();
  document.body.append(camera);
  for (const words of steps.slice(1)) {
    for (let look = 0; look < 200; look++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const found = [...camera.querySelectorAll('button')].find(
        (one) => one.textContent.trim() === words && !one.disabled,
      );
      if (found === undefined) continue;
      found.click();
      break;
    }
  }
}

const shown = (name: string, ...steps: readonly string[]): PortalPicture => ({
  name,
  scene: {},
  begin: () => {
    putCamera();
    void openCamera(steps);
  },
  end: () => document.querySelector('portal-camera')?.remove(),
});

export function putConnected(set: { asOf?: number; keeps?: boolean; ready?: boolean }): void {
  PortalConnected.usual = {
    version: { ready: () => set.ready ?? false, subscribe: () => () => undefined, take: () => undefined },
    news: () => ({ asOf: set.asOf, keeps: set.keeps ?? true }),
  };
}

export const CAMERA_PICTURES: readonly PortalPicture[] = [
  shown('camera-pick'),
  shown('camera-corners', 'open'),
  shown('camera-pages', 'open', 'Use this page'),
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
