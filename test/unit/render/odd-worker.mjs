// A render worker that only pretends: it does what the "path" of the document says. Plays every way a worker can end.
import { appendFileSync } from 'node:fs';

let jobs = 0;
process.on('message', async ({ id, args }) => {
  jobs += 1;
  const [what, argument] = args.source.path.split(' ');
  const reply = (more = {}) =>
    process.send({
      kind: 'reply',
      id,
      rss: 1,
      leaving: false,
      outcome: { ok: false, code: 'document-broken', detail: `${process.argv[2]} ${process.pid} ${jobs}` },
      ...more,
    });
  if (what === 'log') appendFileSync(argument, `${args.options.label}\n`);
  if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, Number(argument)));
  if (what === 'crash' || (what === 'crash-later' && jobs > 1)) process.exit(3);
  if (what === 'leave') reply({ leaving: true });
  else if (what === 'fat') reply({ rss: 2 ** 40 });
  else if (what !== 'hang') reply();
});
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready' });
