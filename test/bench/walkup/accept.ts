// Held jobs accepted per second from 16 clients: ours durable (file and row fsynced) against cupsd, which fsyncs nothing.
import { startBenchPlaten } from '../platen-api.ts';
import { againstCups } from './against-cups.ts';

export const accept = againstCups({
  measure: 'accept',
  area: 'walkup',
  row: 'held jobs accepted',
  open: async (document) => {
    const platen = await startBenchPlaten();
    const user = await platen.addUser('bench@example.test');
    return {
      port: platen.server.httpPort,
      request: platen.uploadRequest(user, document, 'benchmark.pdf'),
      statuses: [201],
      ipp: false,
      stop: () => platen.stop(),
    };
  },
});
