// Which documents a panel's session may see and print: all of its person's, or those of the PIN it was opened with (SPEC A15). Pure.
import type { SessionRow } from '../people/sessions.ts';

export type Opened = Pick<SessionRow, 'jobIds'>;

export const opens = ({ jobIds }: Opened, jobId: string): boolean =>
  jobIds === null || jobIds.includes(jobId);
