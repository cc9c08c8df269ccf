// What tests of queues for LPR and raw printing begin with: a queue as an administrator might open it, a small PDF, and a document as the portal lists it.
import { PDFDocument } from '@cantoo/pdf-lib';
import type { QueueAdd } from '@platen/shared/api/admin-queues';

export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly pages?: number;
}

export async function pagesAsPdf(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++)
    document.addPage([595, 842]).drawText(`Page ${page}`, { x: 72, y: 700 });
  return Buffer.from(await document.save());
}

/** For this machine only; believes names of example.test. */
export const aQueue = (given: Partial<QueueAdd> & Pick<QueueAdd, 'name' | 'kind' | 'port'>): QueueAdd => ({
  networks: ['127.0.0.0/8'],
  trustNames: true,
  domain: 'example.test',
  names: [],
  sources: [],
  fallback: '',
  enabled: true,
  ...given,
});
