// A line of text for a person.
import * as v from 'valibot';
import { saying } from '../read/saying.ts';

/** A long sentence; more belongs into a document that the sentence names. */
const LONGEST = 1_000;

export const Sentence = v.pipe(
  v.string(),
  v.regex(/\S/, saying('The text is empty.', 'Write it, or leave the whole field out.')),
  v.maxLength(LONGEST),
);
