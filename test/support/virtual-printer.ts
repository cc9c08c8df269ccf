// A virtual MFD in the test's own process, quick, as the printer at the other end of a real socket.
import { randomUUID } from 'node:crypto';
import { startVirtualMfd, type VirtualMfd } from '@platen/edge-server/virtual-mfd/server';
import { tempDir } from './temp-dir.ts';

export interface VirtualPrinter extends VirtualMfd {
  readonly close: () => Promise<void>;
}

/** @param pages that it takes every document to have; one where it is not told. */
export async function startVirtualPrinter(impressionMs = 3, pages?: number): Promise<VirtualPrinter> {
  const folder = await tempDir('mfd');
  const printer = await startVirtualMfd({
    dataDir: folder.path,
    port: 0,
    name: 'Test MFD',
    now: Date.now,
    newUuid: randomUUID,
    impressionMs: { normal: impressionMs, slow: impressionMs * 20 },
    keptPrints: 100_000,
    ...(pages === undefined ? {} : { pageCount: () => Promise.resolve(pages) }),
  });
  return {
    ...printer,
    close: async () => {
      await printer.stop();
      await folder.remove();
    },
  };
}
