import { columns } from "../../exports/exchange/columns.ts";

/** A spreadsheet to fill in: new commitments have no id yet. */

export const templateColumns: readonly string[] = columns.flatMap(({ name, isWritable }) =>
  isWritable && name !== "id" ? [name] : [],
);

const example: Readonly<Record<string, string>> = {
  slug: "example-cultural-centers",
  title: "Establish cultural centers in Bishkek and Beijing",
  type: "culture",
  firmness: "intend",
  status: "stated",
  statedOn: "2023-05-26",
  dueText: "This year",
  parties: "KGZ:promisor; CHN:promisee",
  tags: "culture; example",
  sectors: "OECD-DAC:16066",
  latitude: "42.87",
  longitude: "74.59",
};

/** A row of it: cells in the order of the columns. */
export const exampleRow: readonly string[] = templateColumns.map((name) => example[name] ?? "");
