// One step of the schema's history, as statements for either engine.

export interface Migration {
  readonly id: number;
  readonly sqlite: readonly string[];
  readonly postgres: readonly string[];
}
