// The scenes between Print and the printing: what the preflight found, and the accounting data a printer asks for.
import type { PreflightFinding } from '@platen/shared/api/preflight';
import { settle } from './hand-clock.ts';
import { PASS, PLAN, REPORT, session } from './panel-data.ts';
import { refused, taken } from './panel-fake.ts';
import { type PanelScene, type PanelStage, print } from './panel-scene.ts';

const THREE = [REPORT, PASS, PLAN];

const found = (change: Partial<PreflightFinding>): PreflightFinding => ({
  key: 'jam',
  kind: 'jam',
  severity: 'stop',
  sentence: 'Paper jam. Open the printer and take the paper out.',
  jobs: ['report', 'pass', 'plan'],
  choices: [],
  ...change,
});
const LIBRARY = { id: 'mfd-2', name: 'Library MFD', place: 'First floor' };
const on = (label: string, media: string) => ({ label, ticket: { media, printScaling: 'fit' as const } });
const A3_MISSING = found({
  key: 'media:A3',
  kind: 'media',
  severity: 'ask',
  sentence: 'Made for A3. Loaded here: A4, A5.',
  jobs: ['plan'],
  choices: [
    on('Print on A4, made to fit', 'iso_a4_210x297mm'),
    on('Print on A5, made to fit', 'iso_a5_148x210mm'),
  ],
  nearest: LIBRARY,
});
const NO_STAPLES = found({
  key: 'finishing:20',
  kind: 'finishing',
  severity: 'ask',
  sentence: 'This printer cannot staple.',
  jobs: ['report', 'pass'],
  choices: [{ label: 'Print without staples', ticket: { finishings: [] } }],
});
const EMPTY = found({
  key: 'no-paper:A4',
  kind: 'no-paper',
  sentence: 'No paper in tray 1 (A4). Fill it.',
  choices: [on('Print on A5, made to fit', 'iso_a5_148x210mm')],
  nearest: LIBRARY,
});

const checking = (name: string, findings: readonly PreflightFinding[], ageSeconds?: number): PanelScene => ({
  name,
  jobs: THREE,
  act: async (stage) => {
    const preflight = { findings: [...findings], ...(ageSeconds === undefined ? {} : { ageSeconds }) };
    stage.server.release = taken({ releases: [], refused: [], preflight });
    await print(stage);
  },
});

/** A printer that asks for both; the user ID is remembered. */
const accounting = (act: (stage: PanelStage) => Promise<void>): Partial<PanelScene> => ({
  jobs: THREE,
  prepare: (server) => {
    const people = { ...session(THREE), accounting: { need: 'user-and-account', user: 'mnovak' } as const };
    server.signIn = taken(people);
    server.session = taken(people);
  },
  act,
});

export const CHECK_SCENES: readonly PanelScene[] = [
  checking('check-jam', [found({ nearest: LIBRARY })]),
  checking('check-paper', [A3_MISSING]),
  checking('check-empty', [EMPTY]),
  checking('check-several', [A3_MISSING, NO_STAPLES]),
  checking('check-slow', [found({}), NO_STAPLES], 124),
  { name: 'accounting', ...accounting(print) },
  {
    name: 'accounting-refused',
    ...accounting(async (stage) => {
      stage.server.account = refused('bad-request');
      await print(stage);
      for (const character of 'K-4711') stage.panel.accounting.type(character);
      stage.panel.accounting.submit();
      await settle();
    }),
  },
  {
    name: 'options-accounting',
    ...accounting(async ({ panel }) => {
      panel.openOptions();
      await settle();
    }),
  },
];
