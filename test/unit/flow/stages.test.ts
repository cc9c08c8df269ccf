// The table of stages for people (flow/README.md) is the one of the code (flow/stages.ts).
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { STAGES } from '@platen/edge-server/flow/stages';
import { JOB_STATE, type JobState } from '@platen/shared/job-state';
import { repository } from '../../support/repository.ts';
import { keepPart, markdownTable } from '../docs/keep-equal.ts';

const states = (list: readonly JobState[]): string => (list.length === 0 ? '-' : list.join(', '));

test('flow/README.md shows the stages as stages.ts has them', async () => {
  const rows = STAGES.map(({ name, room, does, before, after }) => [
    name,
    `\`${room}/\``,
    does,
    `${states(before)} -> ${states(after)}`,
  ]);
  const head = ['stage', 'room', 'what it does', 'job state before -> after'];
  await keepPart('edge-server/src/flow/README.md', 'stages', markdownTable(head, rows));
});

test('every stage has its room', () => {
  for (const { room } of STAGES) {
    assert.ok(existsSync(join(repository, 'edge-server', 'src', 'flow', room)), room);
  }
});

test('every move of a stage is one that job-state.ts allows', () => {
  let looked = 0;
  for (const { name, before, after } of STAGES) {
    for (const to of after as readonly JobState[]) {
      const from = (before as readonly JobState[]).filter((state) => JOB_STATE[state].to.includes(to));
      assert.ok(before.length === 0 || from.length > 0, `${name}: nothing becomes ${to}`);
      looked += 1;
    }
  }
  assert.ok(looked >= STAGES.length);
});
