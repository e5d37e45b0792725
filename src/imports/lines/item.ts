import type { Warning } from "../../domain/warning.ts";
import type { Part } from "./merge.ts";

/** A line as it was read; `read` throws AppError where it cannot be, and `columnOf` names the column of a pointer. */
export interface ImportItem {
  line: number;
  /** In a sheet, its row. */
  row?: number;
  read: () => Part;
  columnOf?: (pointer: string) => string | undefined;
  /** What is to be said of it beside what the services warn of, once it was read. */
  warnings?: readonly Warning[];
}
