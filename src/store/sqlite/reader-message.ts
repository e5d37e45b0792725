import type { Row } from "../sql/row.ts";
/** What the process that reads answers to a statement; it takes each in turn. */
export type Told = { rows: Row[] } | { error: { message: string; code: string | undefined } };
