// What conversion found out about a document, kept beside the job and shown before printing.
import * as v from 'valibot';

export const PageSize = v.object({
  /** Pages in a row that share this size; the sum over the list is `pages`. */
  count: v.number(),
  /** Millimetres, as the page is seen (rotation applied). */
  width: v.number(),
  height: v.number(),
});

export const DocumentFacts = v.object({
  pages: v.pipe(v.number(), v.integer(), v.minValue(1)),
  pageSizes: v.array(PageSize),
  colour: v.picklist(['color', 'monochrome', 'unknown']),
  /** Plain sentences about what conversion changed, most important first. */
  notes: v.array(v.string()),
});
export type DocumentFacts = v.InferOutput<typeof DocumentFacts>;
