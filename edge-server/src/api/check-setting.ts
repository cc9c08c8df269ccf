// Settings that a server may be unable to follow, or whose text means something: asked before they are changed, so that the answer stands
// beside the field.
import type { App } from '../app.ts';

/** Throws the AppError that says what is in the way. */
export async function checkSetting(app: Pick<App, 'printing'>, key: string, value: unknown): Promise<void> {
  const objection = await app.printing.objection(key, value);
  if (objection !== undefined) throw objection;
}
