import type { Dialect } from "./builder.ts";
import { Column, getTableName, is, Table } from "./drizzle.ts";

/**
 * Text of SQL with its bound values, put together from pieces: as drizzle's own `sql`, which takes longer to make a
 * statement than the database to run it.
 */
export class SQL {
  /** One text more than there are values: each value stands between two. */
  readonly texts: readonly string[];
  readonly values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
  }
}

/** A statement as an engine is given it. */
export interface Ready {
  text: string;
  values: readonly unknown[];
}

/** Tables and columns stand for their names, pieces for themselves; all else is bound, never text. */
export function sql(strings: readonly string[], ...pieces: readonly unknown[]): SQL {
  const texts: string[] = [];
  const values: unknown[] = [];
  let open = strings[0] ?? "";
  for (let n = 0; n < pieces.length; n++) {
    const piece = pieces[n];
    if (piece instanceof SQL) {
      open += piece.texts[0];
      for (let m = 0; m < piece.values.length; m++) {
        texts.push(open);
        values.push(piece.values[m]);
        open = piece.texts[m + 1] ?? "";
      }
    } else if (typeof piece === "object" && piece !== null) {
      open += nameOf(piece);
    } else {
      texts.push(open);
      values.push(piece);
      open = "";
    }
    open += strings[n + 1];
  }
  texts.push(open);
  return new SQL(texts, values);
}

const nothing = new SQL([""], []);

/** Text as it is: never anything that was sent. */
sql.raw = (text: string): SQL => new SQL([text], []);
sql.identifier = (name: string): SQL => sql.raw(`"${name}"`);
sql.join = (pieces: readonly SQL[], between: SQL = nothing): SQL => {
  const strings = pieces.length === 0 ? [""] : ["", ...Array.from({ length: 2 * pieces.length - 1 }, () => "")];
  return sql(strings, ...pieces.flatMap((piece, n) => (n === 0 ? [piece] : [between, piece])));
};

/** Whether a value is one of these; none of no values is, which PostgreSQL has no `in ()` for. */
export function among(value: SQL, list: readonly (string | number | null)[], not = false): SQL {
  if (list.length === 0) return not ? sql`1 = 1` : sql`1 = 0`;
  const values = sql.join(
    list.map((item) => sql`${item}`),
    sql`, `,
  );
  return not ? sql`${value} not in (${values})` : sql`${value} in (${values})`;
}

const names = new WeakMap<object, string>();

function nameOf(piece: object): string {
  const known = names.get(piece);
  if (known !== undefined) return known;
  if (!is(piece, Column) && !is(piece, Table)) throw new TypeError("only tables, columns, texts and numbers are SQL");
  const name = is(piece, Column) ? `"${getTableName(piece.table)}"."${piece.name}"` : `"${getTableName(piece)}"`;
  names.set(piece, name);
  return name;
}

/** A query as text for one of the engines. */
export function built(query: SQL | Ready, dialect: Dialect): Ready {
  if (!(query instanceof SQL)) return query;
  const { texts, values } = query;
  if (dialect === "sqlite") return { text: texts.join("?"), values };
  let text = texts[0] ?? "";
  for (let n = 1; n < texts.length; n++) text += `$${n}${texts[n]}`;
  return { text, values };
}
