// What a worker sends through its pipe, put together again in the test's own process.
import type { ToPdfTools } from '@platen/edge-server/render/image-pdf-sink';
import type { PipedPdfOutcome, ToPdfOutcome } from '@platen/edge-server/render/render-outcome';

/** `make` as the render host would hand it on. */
export async function collectPdf(
  make: (tools: ToPdfTools) => Promise<PipedPdfOutcome>,
): Promise<ToPdfOutcome> {
  const pieces: Uint8Array[] = [];
  const send = async (sent: readonly Uint8Array[]): Promise<void> => {
    pieces.push(...sent);
  };
  const made = await make({ send, progress: () => undefined });
  if (!made.ok) return made;
  const { piped, ...rest } = made;
  return { ...rest, pdf: Buffer.concat(pieces, piped) };
}
