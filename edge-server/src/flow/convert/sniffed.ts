// What a look at a document's first bytes can say. Types only.

/** Kinds that are handled alike, and inside which a wrong name is an honest mistake. */
export type Family =
  | 'pdf'
  | 'image'
  | 'vector'
  | 'raster'
  | 'page-description'
  | 'office'
  | 'xps'
  | 'html'
  | 'text'
  | 'archive';

export interface Sniffed {
  readonly mediaType: string;
  readonly family: Family;
  /** Bytes before the PDF header; absent when it stands at the start. */
  readonly headerOffset?: number;
}
