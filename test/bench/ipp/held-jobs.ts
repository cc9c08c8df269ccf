// Print-Jobs taken and held per second from 16 clients with connections kept alive: ours durable (file and row on the disk, encrypted)
// against cupsd with job-hold-until=indefinite, which syncs nothing. Both without TLS, and both believe the name they are told.
import { mimeMediaType, name } from '@platen/edge-server/protocols/ipp/message';
import { againstCups } from '../walkup/against-cups.ts';
import { ippOverHttp, openBenchQueue } from './bench-queue.ts';

export const heldJobs = againstCups({
  measure: 'held-jobs',
  area: 'ipp',
  row: 'held Print-Jobs',
  open: async (document) => {
    const { port, stop } = await openBenchQueue();
    const request = ippOverHttp({
      port,
      path: '/ipp/print',
      operation: 'Print-Job',
      attributes: [name('job-name', 'benchmark'), mimeMediaType('document-format', 'application/pdf')],
      document,
    });
    return { port, request, statuses: [200], ipp: true, stop };
  },
});
