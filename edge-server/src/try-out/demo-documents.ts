// The sample documents of the try-out, made when it starts: nothing of them is shipped as a file.
import { boardingPass } from './demo-boarding-pass.ts';
import { floorPlan } from './demo-floor-plan.ts';
import { quarterlyReport } from './demo-report.ts';
import { teamPhoto } from './demo-team-photo.ts';

export interface DemoDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Takes about a second and loads a PDF and an image library into the process that calls it. */
export async function demoDocuments(): Promise<readonly DemoDocument[]> {
  const pdf = 'application/pdf';
  return [
    { name: 'Quarterly report.pdf', bytes: await quarterlyReport(), mediaType: pdf },
    { name: 'Boarding pass.pdf', bytes: await boardingPass(), mediaType: pdf },
    { name: 'Floor plan A3.pdf', bytes: await floorPlan(), mediaType: pdf },
    { name: 'Team photo.jpg', bytes: await teamPhoto(), mediaType: 'image/jpeg' },
  ];
}
