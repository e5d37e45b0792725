/** A row as the database gives it: column or alias to value. */
export type Row = Record<string, unknown>;
