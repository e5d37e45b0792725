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

/** A statement that is being put together. */
class Draft {
  private readonly texts: string[] = [];
  private readonly values: unknown[] = [];
  private open = "";

  write(text: string): void {
    this.open += text;
  }

  bind(value: unknown): void {
    this.texts.push(this.open);
    this.values.push(value);
    this.open = "";
  }

  add({ texts, values }: SQL): void {
    this.open += texts[0];
    for (let n = 0; n < values.length; n++) {
      this.bind(values[n]);
      this.open = texts[n + 1] ?? "";
    }
  }

  done(): SQL {
    this.texts.push(this.open);
    return new SQL(this.texts, this.values);
  }
}

/** Tables and columns stand for their names, pieces for themselves; all else is bound, never text. */
export function sql(strings: readonly string[], ...pieces: readonly unknown[]): SQL {
  const draft = new Draft();
  draft.write(strings[0] ?? "");
  for (let n = 0; n < pieces.length; n++) {
    const piece = pieces[n];
    if (piece instanceof SQL) draft.add(piece);
    else if (typeof piece === "object" && piece !== null) draft.write(nameOf(piece));
    else draft.bind(piece);
    draft.write(strings[n + 1] ?? "");
  }
  return draft.done();
}

const nothing = new SQL([""], []);

/** Text as it is: never anything that was sent. */
sql.raw = (text: string): SQL => new SQL([text], []);
sql.identifier = (name: string): SQL => sql.raw(`"${name}"`);
sql.join = (pieces: readonly SQL[], between: SQL = nothing): SQL => {
  const draft = new Draft();
  for (const [n, piece] of pieces.entries()) {
    if (n > 0) draft.add(between);
    draft.add(piece);
  }
  return draft.done();
};

/** Whether a value is one of these; none of no values is, which PostgreSQL has no `in ()` for. */
export function among(value: SQL, list: readonly (string | number | null)[], not = false): SQL {
  if (list.length === 0) return not ? sql`1 = 1` : sql`1 = 0`;
  const commas = Array.from({ length: list.length - 1 }, () => ", ");
  const values = new SQL([not ? " not in (" : " in (", ...commas, ")"], list);
  return sql`${value}${values}`;
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
