// "Print from your computer or phone" as scenes.
import type { PrintWays } from '@platen/shared/api/portal-print-queue';
// Loaded at once, so that a picture need not wait for it.
import '../src/portal/parts/print-ways.ts';
import { pictureNow } from './picture-clock.ts';
import { answer, type PortalScene, refuse } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';

/** The look of a code; no camera reads it. */
const code = (): string => {
  const dots = Array.from({ length: 29 * 29 }, (_, at) => ({ x: at % 29, y: Math.floor(at / 29) })).filter(
    ({ x, y }) => (x * 7 + y * 13 + x * y * 3) % 5 < 2 || [x, y].every((one) => one < 7 || one > 21),
  );
  const path = dots.map(({ x, y }) => `M${x + 2},${y + 2}h1v1h-1z`).join('');
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"><path fill="#fff" d="M0,0h33v33h-33z"/><path d="${path}"/></svg>`)}`;
};

const ADDRESS = 'ipps://print.northgate.example:8443/ipp';
export const printWays: PrintWays = {
  name: 'Northgate',
  common: { address: `${ADDRESS}/print`, asks: 'code', profile: '/api/print.mobileconfig' },
  code: code(),
  found: true,
  own: {},
};
export const madeQueue = {
  address: `${ADDRESS}/q/k3Vn0yQe8bT1fZr5uWcX2aLh7mPdS9oG4iEjBwKtNvA`,
  profile: '/api/portal/print-queue/own.mobileconfig?ticket=AAAA',
};

/** A made-up server that keeps one own address. */
export function printScene(ways: PrintWays = printWays, answers: PortalScene['answers'] = {}): PortalScene {
  let { own } = ways;
  return {
    answers: {
      'GET /api/portal/print-queue': () => answer({ ...ways, ...(own === undefined ? {} : { own }) }),
      'POST /api/portal/print-queue': () => {
        own = { createdAt: pictureNow };
        return answer(madeQueue);
      },
      'DELETE /api/portal/print-queue': () => {
        own = {};
        return answer({ ok: true });
      },
      ...answers,
    },
  };
}

const DAY = 86_400_000;
const used: PrintWays = {
  ...printWays,
  own: { createdAt: pictureNow - 40 * DAY, lastUsedAt: pictureNow - 2 * DAY },
};
const OWN = 'An address of your own';
const { common: _, own: __, ...off } = printWays;

export const PRINT_PICTURES: readonly PortalPicture[] = [
  { name: 'print', scene: printScene(), hash: '#print' },
  { name: 'print-own-none', scene: printScene(), hash: '#print', press: [OWN, OWN] },
  { name: 'print-own-made', scene: printScene(), hash: '#print', press: [OWN, OWN, 'Make my address'] },
  { name: 'print-own-used', scene: printScene(used), hash: '#print', press: [OWN, OWN] },
  { name: 'print-own-renew', scene: printScene(used), hash: '#print', press: [OWN, OWN, 'Make a new one'] },
  {
    name: 'print-own-refused',
    scene: printScene(printWays, { 'POST /api/portal/print-queue': () => refuse('own-queue-off') }),
    hash: '#print',
    press: [OWN, OWN, 'Make my address'],
  },
  { name: 'print-off', scene: printScene(off), hash: '#print' },
];
