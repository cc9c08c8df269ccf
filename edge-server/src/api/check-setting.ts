// Settings that a server may be unable to follow, or whose text means something: asked before they are changed, so that the answer stands
// beside the field.
import { AppError } from '@platen/shared/app-error';
import { sitePlacesProblem } from '@platen/shared/site-places';
import type { App } from '../app.ts';

/** Throws the AppError that says what is in the way. */
export async function checkSetting(app: Pick<App, 'printing'>, key: string, value: unknown): Promise<void> {
  if (key === 'site.places' && typeof value === 'string') {
    const line = sitePlacesProblem(value);
    if (line !== undefined) throw new AppError('site-place-unclear', { line: line.slice(0, 80) });
  }
  const objection = await app.printing.objection(key, value);
  if (objection !== undefined) throw objection;
}
