// What a transaction changed of what people look at, for the screens that follow it (SPEC B16, E7). Ids only: who is told looks anew.

export type LiveChange =
  /** A document, or an attempt to print it. */
  | { readonly kind: 'job'; readonly jobId: string; readonly userId: string }
  /** What a printer says of itself. */
  | { readonly kind: 'printer'; readonly printerId: string }
  /** Sessions of this person ended. */
  | { readonly kind: 'session'; readonly userId: string };
