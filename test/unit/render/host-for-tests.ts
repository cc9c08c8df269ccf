// One real render host per test file, stopped at the end, with the check that it left no process behind.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { makeRenderHost, type RenderHost } from '@platen/edge-server/render/render-host';
import { isAlive } from './is-alive.ts';

export function hostForTests(): RenderHost {
  const host = makeRenderHost();
  after(async () => {
    const pids = host.workers().map(({ pid }) => pid);
    await host.stop();
    assert.deepEqual(
      pids.filter((pid) => pid !== undefined && isAlive(pid)),
      [],
      'no worker outlives the host',
    );
  });
  return host;
}

export const bytesOf = (bytes: Uint8Array) => ({ kind: 'bytes', bytes }) as const;
