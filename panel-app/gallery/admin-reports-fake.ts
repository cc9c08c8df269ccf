// The part of the made-up console server that answers for reports and the licence.
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import { madeUpReport, reportChoices } from './admin-reports-data.ts';

export interface ReportsScene {
  /** Nothing was printed yet. */
  readonly reportsEmpty?: boolean;
  /** Single records are kept from this day on. */
  readonly reportsFrom?: string;
  readonly licence?: AdminLicence;
}

export const noLicence: AdminLicence = {
  state: 'none',
  tone: 'quiet',
  sentence: 'There is no licence, and none is needed. One adds managed features.',
  notices: [],
  seats: { used: 83 },
  features: [
    { id: 'fleet-export', label: 'Export to a fleet system', on: false },
    { id: 'routing', label: 'Routing between companies', on: false },
    { id: 'relay', label: 'Relay for phones outside', on: false },
    { id: 'public-printing', label: 'Public printing', on: false },
  ],
};

export const endingLicence = (now: number): AdminLicence => ({
  ...noLicence,
  state: 'ending',
  tone: 'warn',
  sentence: 'The licence ends on 2026-12-15.',
  notices: [
    'After 2026-12-15 its managed features are off. Everything else works as before. Install the new licence here.',
    'The licence is for 80 people, and there are 83. Nobody is locked out; order more seats.',
  ],
  licensee: 'Northgate Library',
  serial: 'NGL-2025-0417',
  notBefore: '2025-12-16',
  notAfter: '2026-12-15',
  seats: { used: 83, most: 80 },
  features: noLicence.features.map((feature) => ({
    ...feature,
    on: feature.id === 'relay' || feature.id === 'routing',
  })),
  check: { host: 'licences.example.org', at: now - 3_600_000, goodAt: now - 3_600_000 },
});

/** @param parts of the path behind /api/admin; undefined: not mine. */
export function reportsAnswer(
  scene: ReportsScene,
  now: number,
  method: string,
  parts: readonly string[],
  url: URL,
): unknown {
  const [area, what] = parts;
  if (area === 'licence') {
    if (method === 'DELETE') return noLicence;
    return method === 'POST' && what === undefined ? endingLicence(now) : (scene.licence ?? noLicence);
  }
  if (area !== 'reports') return undefined;
  if (what === 'choices') return reportChoices(now);
  const report = madeUpReport(url, scene.reportsEmpty === true);
  return scene.reportsFrom === undefined ? report : { ...report, detailFrom: scene.reportsFrom };
}
