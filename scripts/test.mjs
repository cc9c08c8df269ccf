// `npm test`: sets up what is missing, runs every check and every tier of tests, and ends with one line of counts.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { installPackages } = await import('./setup/install-packages.mjs');
const { stopChildrenOnSignal } = await import('./setup/run-command.mjs');
const { installSystemPackages } = await import('./setup/system-packages.mjs');
const { checks } = await import('./test-run/checks.mjs');
const { choose } = await import('./test-run/choose.mjs');
const { testFiles, tiers } = await import('./test-run/tiers.mjs');

const say = (line) => console.log(line);
const noSkip = process.env.PLATEN_TEST_NO_SKIP === '1';
const total = { passed: 0, failed: 0, skipped: [], unsteady: [] };

const finish = () => {
  if (total.skipped.length > 0) say(`\nSkipped:\n${total.skipped.map((line) => `  ${line}`).join('\n')}`);
  if (total.unsteady.length > 0) say(`\nOnly passed when run again, see above: ${total.unsteady.join(', ')}`);
  say('');
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  process.exit(total.failed > 0 || (noSkip && total.skipped.length > 0) ? 1 : 0);
};

/** Adds one step's counts and prints its line; whatever failed is printed whole, also what failed first and passed alone afterwards. */
const book = (name, ms, { passed, failed, skipped = [], output = '', note = '', unsteady = '' }) => {
  const seconds = `${(ms / 1000).toFixed(1)} s`;
  const verdict = failed > 0 ? 'FAILED' : 'ok';
  say(`${verdict.padEnd(7)} ${name.padEnd(16)} ${seconds.padStart(8)}  ${note}`.trimEnd());
  if (failed > 0 && output !== '') say(`\n${output.trimEnd()}\n`);
  if (unsteady !== '') {
    say(`\nFailed at first and passed when run again alone; find out why:\n${unsteady.trimEnd()}\n`);
    total.unsteady.push(name);
  }
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped.map((line) => `${name}: ${line}`));
};

const bookSetup = (name, started, problem) => {
  if (problem !== '') book(name, performance.now() - started, { passed: 0, failed: 1, output: problem });
};

const choice = choose(process.argv.slice(2), {
  checkNames: checks.map(({ name }) => name),
  tierNames: tiers.map(({ name }) => name),
});
if (choice.unknown.length > 0) {
  const names = [...checks, ...tiers].map(({ name }) => name).join(', ');
  console.error(
    `Nothing is called ${choice.unknown.join(', ')}. There are: ${names}, and checks for all before the first tier.`,
  );
  process.exit(2);
}
stopChildrenOnSignal();

const started = performance.now();
const wantedTiers = tiers.filter(({ name }) => choice.wants(name));
// A subset such as `lint` needs no browser: only the tools that compile packages are looked at then.
const system = await installSystemPackages({
  say,
  ...(wantedTiers.length > 0 ? {} : { names: ['build-essential', 'python3'] }),
});
// Where skipping is allowed, each tier says for itself what it lacks.
if (noSkip) bookSetup('system packages', started, system.missing.length > 0 ? system.output : '');
else if (system.output !== '') say(system.output);
const packages = await installPackages({ say });
if (!packages.ok) {
  bookSetup('packages', started, packages.output);
  finish();
}

/** Steps run beside one another and are told in the order in which they took their turn. */
const turns = [];
const takeTurn = () => {
  const turn = {};
  turns.push(turn);
  return (tell) => {
    turn.tell = tell;
    while (turns[0]?.tell !== undefined) turns.shift().tell();
  };
};

const runCheck = async ({ name, run }, inTurn) => {
  const began = performance.now();
  const { ok, output, note } = await run();
  const ended = performance.now();
  inTurn(() => book(name, ended - began, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output, note }));
};
const wantedChecks = checks.filter((check) => choice.wants(check.name));
const isLong = ({ name }) => name === 'lint';
const short = wantedChecks.filter((check) => !isLong(check)).map((check) => [check, takeTurn()]);
const long = wantedChecks.filter(isLong).map((check) => [check, takeTurn()]);
const linting = Promise.all(long.map(([check, inTurn]) => runCheck(check, inTurn)));
// The tiers run what is built, and need nothing of the linter: it keeps one core busy for minutes.
for (const [check, inTurn] of short) await runCheck(check, inTurn);

// Settings of the developer's own Platen must not reach the tests; one temporary root makes leftovers easy to remove.
const scratch = mkdtempSync(join(tmpdir(), 'platen-'));
chmodSync(scratch, 0o755);
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 }));
const kept = ([name]) => !name.startsWith('PLATEN_') || name.startsWith('PLATEN_TEST_');
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(kept)),
  TMPDIR: scratch,
  NO_COLOR: '1',
};

const runTier = async (tier, inTurn) => {
  const began = performance.now();
  const end = (result) => {
    const took = performance.now() - began;
    inTurn(() => book(tier.name, took, result));
  };
  const files = choice.filesOf(tier.name, testFiles(tier.name));
  if (files.length === 0) return inTurn(() => undefined);
  const lacking = tier.needs.filter((name) => system.missing.includes(name));
  if (lacking.length > 0) {
    const sentence = `${lacking.join(', ')} missing on this machine, so none of its ${files.length} files ran`;
    if (noSkip) return end({ passed: 0, failed: 1, output: `${sentence}.` });
    return end({ passed: 0, failed: 0, skipped: [sentence], note: 'skipped' });
  }
  const result = await tier.run({ files, env });
  const counts = [`${result.passed} passed`];
  if (result.failed > 0) counts.push(`${result.failed} failed`);
  if (result.skipped.length > 0) counts.push(`${result.skipped.length} skipped`);
  return end({ ...result, note: counts.join(', ') });
};

const inTurns = wantedTiers.map((tier) => [tier, takeTurn()]);
const runLane = async (wanted, before) => {
  await before;
  for (const [tier, inTurn] of inTurns.filter(([{ lane }]) => lane === wanted)) await runTier(tier, inTurn);
};
// Where one lane waits for a browser or a printer the other has work for the cores.
await Promise.all([runLane('processes'), runLane('browsers', linting)]);
finish();
