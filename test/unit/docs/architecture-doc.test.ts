// The tables of ARCHITECTURE.md that the code also knows: states, and the rows of the recovery table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { RECOVERY_TABLE } from '@platen/edge-server/flow/deliver/decide-recovery';
import { JOB_STATE, JOB_STATES } from '@platen/shared/job-state';
import { RELEASE_STATE, RELEASE_STATES } from '@platen/shared/release-state';
import { repository } from '../../support/repository.ts';
import { keepPart, markdownTable } from './keep-equal.ts';

const FILE = 'ARCHITECTURE.md';
const words = (states: readonly string[]): string => (states.length === 0 ? '-' : states.join(', '));

test('ARCHITECTURE.md has the states of a job as the code has them', async () => {
  const rows = JOB_STATES.map((state) => {
    const { to, ippState, ippReason, sentence, keepsDocument } = JOB_STATE[state];
    return [`\`${state}\``, words(to), `${ippState} ${ippReason}`, keepsDocument ? 'yes' : 'no', sentence];
  });
  const head = ['state', 'may become', 'IPP state and reason', 'document kept', 'its owner reads'];
  await keepPart(FILE, 'job states', markdownTable(head, rows));
});

test('ARCHITECTURE.md has the states of a release as the code has them', async () => {
  const rows = RELEASE_STATES.map((state) => {
    const { to, ended, mayHavePrinted, sentence } = RELEASE_STATE[state];
    return [`\`${state}\``, words(to), mayHavePrinted ? 'yes' : 'no', ended ? 'yes' : 'no', sentence];
  });
  const head = ['state', 'may become', 'paper may be out', 'ended', 'the person reads'];
  await keepPart(FILE, 'release states', markdownTable(head, rows));
});

test('ARCHITECTURE.md explains every row of the recovery table, in its order', async () => {
  const text = await readFile(join(repository, FILE), 'utf8');
  const table = text.slice(text.indexOf('<!-- recovery: begin -->'), text.indexOf('<!-- recovery: end -->'));
  const told = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split(' | ')[0]?.replace(/^\| /, ''));
  assert.deepEqual(
    told,
    RECOVERY_TABLE.map(({ row }) => row),
  );
});
