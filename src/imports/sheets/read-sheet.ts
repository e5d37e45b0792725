import { z } from "zod";
import { AppError } from "../../errors/errors.ts";
import { cellFaults, columnNamed, type SheetRow } from "./sheet.ts";

/** A sheet as an import reads it: for whoever shows its cells, so that they can be mended and sent again. */

const mostRows = 5000;

export const Sheet = z
  .strictObject({
    columns: z.array(
      z.strictObject({
        name: z.string().meta({ description: "As the sheet has it." }),
        column: z.string().nullable().meta({ description: "The column of an import that is meant; null: none." }),
      }),
    ),
    rows: z
      .array(
        z.strictObject({
          row: z.int().min(1).meta({ description: "Its number in the sheet: the header is row 1." }),
          cells: z.array(z.string()),
          faults: z
            .array(z.strictObject({ column: z.string(), code: z.string(), detail: z.string() }))
            .exactOptional()
            .meta({ description: "What is wrong with cells whatever their texts say: an error, a date for words." }),
        }),
      )
      .meta({ description: `Those with a value: ${mostRows} at most.` }),
  })
  .meta({ id: "Sheet", description: "The cells of a sheet, as an import reads them." });
export type Sheet = z.infer<typeof Sheet>;

/** @throws AppError too_large, and what the reading of rows throws */
export async function readSheet(rows: AsyncIterable<SheetRow>): Promise<Sheet> {
  const sheet: Sheet = { columns: [], rows: [] };
  for await (const row of rows) {
    const { cells, errors = [] } = row;
    if (cells.every((cell) => cell.trim() === "") && errors.length === 0) continue;
    if (sheet.columns.length === 0) sheet.columns = cells.map((name) => ({ name, column: columnNamed(name) ?? null }));
    else if (sheet.rows.length === mostRows) throw tooLong();
    else sheet.rows.push(shown(row, sheet.columns));
  }
  return sheet;
}

function shown(row: SheetRow, columns: Sheet["columns"]): Sheet["rows"][number] {
  const faults = cellFaults(
    columns.map(({ column }) => column),
    row,
  );
  return { row: row.row, cells: [...row.cells], ...(faults.length > 0 && { faults }) };
}

const tooLong = () =>
  new AppError("too_large", `A sheet is shown up to ${mostRows} rows: import it as it is, or in parts.`);
