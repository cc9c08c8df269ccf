// Something a family does differently, and how we know.
import * as v from 'valibot';
import { Sentence } from './sentence.ts';

export const Quirk = v.strictObject({
  /** What is seen. */
  symptom: Sentence,
  /** Why, or what follows for us. */
  reason: Sentence,
  source: Sentence,
  /** The model, firmware or date at which it was seen first. */
  since: Sentence,
});
export type Quirk = v.InferOutput<typeof Quirk>;
