// Queues for LPR and raw printing as scenes: none, some, closed by the secure channel, one that refused documents, the form.
import type { AdminPicture } from './admin-picture.ts';
import { libraryQueues } from './admin-queues-fake.ts';
import { pictureNow } from './picture-clock.ts';

const closed = libraryQueues(pictureNow).map((queue) => ({
  ...queue,
  state: 'closed' as const,
  tone: 'warn' as const,
  unmapped: [],
}));
const HASH = '#connections=queues';

export const QUEUE_PICTURES: readonly AdminPicture[] = [
  { name: 'connections-queues', scene: {}, hash: HASH },
  { name: 'connections-queues-none', scene: { queues: [] }, hash: HASH },
  { name: 'connections-queues-closed', scene: { queues: closed, secureOnly: true }, hash: HASH },
  { name: 'connections-queue', scene: {}, hash: '#connections=queue-q1' },
  { name: 'connections-queue-port', scene: {}, hash: '#connections=queue-q3' },
  {
    name: 'connections-queue-whose',
    scene: {},
    hash: '#connections=queue-q1',
    steps: [['Say whose documents of sysadm at 10.20.1.14 are']],
  },
  { name: 'connections-queue-add', scene: {}, hash: HASH, steps: [['New queue']] },
  { name: 'connections-queue-remove', scene: {}, hash: '#connections=queue-q2', steps: [['Remove queue']] },
];
