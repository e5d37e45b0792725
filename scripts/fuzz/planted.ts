import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A value of a statement that is not bound: what stands in its file, and what is put in its place. */
interface Plant {
  file: string;
  what: string;
  from: string;
  to: string;
  /** Who is to look for it, rather than the store's probes. */
  by?: "api";
}

/** A plant where `at` stands: «value» marks the value, «#value» a number. */
function plant(file: string, what: string, at: string): Plant {
  const [, isNumber, value] = /«(#?)(.*)»/.exec(at) ?? [];
  const text = isNumber ? `String(${value})` : `\`'\${${value}}'\``;
  const put = (into: string) => at.replace(/«.*»/, () => `\${${into}}`);
  return { file, what, from: put(value ?? ""), to: put(`sql.raw(${text})`) };
}

/** At least one in each file of src/store/sql that gives values to a statement. */
const plants: readonly Plant[] = [
  plant("apply", "the record that others point at", "} = «id» order by"),
  plant("apply", "the targets of a commitment that comes back", "} = «entity.id»`"),
  plant("as-of", "the day of an event", "} <= «on»`"),
  plant("as-of", "the day of a milestone", "} > «on»`"),
  plant("as-of", "the line", "} <= «#seq»`"),
  plant("as-of", "the line of a document", "since_seq <= «#seq» and"),
  plant("counts", "how many groups", "limit «#limit»`"),
  plant("facets", "what is linked", "'' = «link»"),
  plant("facets", "what was linked", "} = «link» and"),
  plant("idempotency-keys", "the key of a request", "} = «key»`"),
  plant("keys", "the API key that is asked for", "select «wanted» as"),
  plant("keys", "the maker of API keys", "} = «replaces» and"),
  plant("keys", "the place in the list of API keys", "} > «page.after»`"),
  plant("ledger-feed", "the commitment", "} = «commitmentId»`"),
  plant("ledger-feed", "the line before", "} > «#after» and"),
  plant("medians", "the day", "cast(«day» as text)"),
  plant("purge", "the record that is purged", "} = «id» and"),
  plant("purge", "the record of a version", "} = «id» and $"),
  plant("ranked-list", "how many rows", "limit «#limit + 1 - found.length»`"),
  plant("read", "the commitment of a timeline", "} = «query.commitmentId»`"),
  plant("read", "the kind of a line", "} = «kind» and"),
  plant("read", "the instant", "} <= «instant»"),
  plant("relation-path", "the type of relation", "} = «of» and"),
  plant("restamp", "the instant of a line", "set at = «instants.to»,"),
  plant("restamp", "the data of a line", "data = «JSON.stringify(renewed.data)»"),
  plant("search", "the words", "search_index match «toFts5(match)»)`"),
  plant("secrets", "the name of a secret", "} = «name»`"),
  plant("series", "the first day", "} >= «query.from» and"),
  {
    file: "statement",
    what: "the fields of a record that is changed",
    from: "= $" + "{encoded(record[field], column)}`",
    to: "= $" + '{record[field] == null ? sql`null` : sql.raw("\'" + column.mapToDriverValue(record[field]) + "\'")}`',
  },
  {
    file: "where",
    what: "the values of a filter",
    from: "list.map((item) => sql`$" + "{item}`)",
    to: 'list.map((item) => sql.raw("\'" + item + "\'"))',
  },
  {
    file: "where",
    what: "the values of a filter by tag, and of no other",
    by: "api",
    from: "among(sql`$" + "{toId}`, filter.to)",
    to:
      "filter.link !== 'tag' ? among(sql`$" +
      "{toId}`, filter.to) : sql`$" +
      "{toId} in ($" +
      '{sql.raw(filter.to.map((each) => "\'" + each + "\'").join())})`',
  },
  plant("where", "the beginning of a range", "} >= «filter.from»`"),
  plant("where", "the end of a range", "} <= «filter.to»`"),
  plant("where", "the beginning of bounds", "} >= «range.from»)"),
  plant("where", "the end of bounds", "} <= «range.to»)"),
  plant("where", "the kind of a link", "} = «filter.link» and"),
  plant("where", "the day of timeliness", "when «day» <"),
  plant("where", "the edge of a circle", "<= «#chord * chord»)"),
  plant("where", "the place of a cursor", "} > «value»`;\n  const unknown"),
  plant("write-indexes", "the record whose links are written", "} = «id»`"),
  plant("write-records", "the slug that must be free", "} = «slug»`"),
  {
    file: "write-search",
    what: "the records whose words are written",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: lines of code, as they stand in the file
    ...{ from: "among(sql`${owner}`, owners)", to: "sql`${owner} in (${sql.raw(`'${owners.join(`','`)}'`)})`" },
  },
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const needed = ["src", "scripts", "tests/helpers", "migrations", "openapi", "seeds", "package.json"];

/**
 * Plants each, or those in one file, in a copy of the project, and lets the fuzzer look for it. Prints a table; answers
 * the exit code.
 */
export async function findPlanted(only?: string): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), "servanda-planted-"));
  try {
    for (const path of needed) cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    for (const by of ["store", "api"] as const) {
      const found = await look(copy, by);
      if (found !== null) throw new Error(`Without any plant, it finds ${found}`);
    }
    const rows: { file: string; unbound: string; found: string }[] = [];
    for (const { file, what, from, to, by = "store" } of plants.filter(({ file }) => file === (only ?? file))) {
      const path = join(copy, "src/store/sql", `${file}.ts`);
      const whole = readFileSync(path, "utf8");
      if (!whole.includes(from) || from === to) throw new Error(`${file}.ts has no longer: ${from}`);
      writeFileSync(
        path,
        whole.replace(from, () => to),
      );
      rows.push({ file, unbound: what, found: (await look(copy, by)) ?? "NOT FOUND" });
      writeFileSync(path, whole);
      console.log(`${file}: ${what}: ${rows.at(-1)?.found}`);
    }
    console.table(rows);
    const missed = rows.filter(({ found }) => found === "NOT FOUND").length;
    console.log(`${rows.length} planted, ${rows.length - missed} found`);
    return missed === 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What the fuzzer finds first in a copy of the project; null: nothing. @throws Error when it could not look */
async function look(copy: string, by: "store" | "api"): Promise<string | null> {
  const child = spawn(process.execPath, [join(copy, "scripts/fuzz.ts"), "--only", by], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (code === 0) return null;
  const [, count, first] = /(\d+) findings\n(.*)/.exec(errors) ?? [];
  if (count === undefined) throw new Error(`The fuzzer broke off, which is no finding: ${code}, ${errors}`);
  return `${count}, first ${first?.slice(0, 100)}`;
}
