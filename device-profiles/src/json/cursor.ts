// Where reading of a JSON text is; moved by whoever reads.

export interface Cursor {
  readonly text: string;
  /** In UTF-16 units. */
  at: number;
}
