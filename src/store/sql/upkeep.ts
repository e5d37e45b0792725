import type { Column } from "drizzle-orm";
import type { Filter } from "../port/query.ts";
import { type SQL, sql } from "../schema/sql.ts";
import type { Tables } from "../schema/tables.ts";

/** What those who keep the record look for: commitments without news, without evidence, or much like another one. */

type Of<K extends PropertyKey> = Extract<Filter, Record<K, unknown>>;

/** An index finds what has happened since a day. An event that may have been earlier does not count. */
export function quiet(tables: Tables, { quietSince }: Of<"quietSince">): SQL {
  const { entry, at, commitmentId } = tables.timeline.columns as Record<string, Column>;
  return sql`${tables.commitment.columns.id} not in (select ${commitmentId} from ${tables.timeline.from}
    where ${at} >= ${quietSince} and ${entry} = 'event')`;
}

/** By what it and its parts point at. */
export function evidenced(tables: Tables, { evidenced: is }: Of<"evidenced">): SQL {
  const { aggregateId, toKind } = tables.links.columns as Record<string, Column>;
  const found = sql`exists (select 1 from ${tables.links.from}
    where ${aggregateId} = ${tables.commitment.columns.id} and ${toKind} in ('quote', 'source'))`;
  return is ? found : sql`not ${found}`;
}

/** Another one has the same title, or the same words and type, and no relation says how the two stand to each other. */
export function duplicated(tables: Tables, { duplicated: is }: Of<"duplicated">): SQL {
  const { id, titleKey, type } = tables.commitment.columns as Record<string, Column>;
  const { others, links } = within(tables);
  const isTold = told(tables, sql`other.id`);
  const sameTitle = sql`exists (select 1 from ${others} other
    where other.title = ${titleKey} and other.id <> ${id} and other.gone is null and not ${isTold})`;
  const sameWords = sql`exists (select 1 from ${links} mine, ${links} theirs, ${others} other
    where mine.whose = ${id} and ${areSameWords} and theirs.whose <> ${id}
    and other.id = theirs.whose and other.about = ${type} and other.gone is null and not ${isTold})`;
  return is ? sql`(${sameTitle} or ${sameWords})` : sql`not (${sameTitle} or ${sameWords})`;
}

/** Those on account of which this one is `duplicated`. */
export function duplicateOf(tables: Tables, { duplicateOf: one }: Of<"duplicateOf">): SQL {
  const { id } = tables.commitment.columns as Record<string, Column>;
  const { others, links } = within(tables);
  const alike = sql`select other.id from ${others} this, ${others} other
    where this.id = ${one} and other.title = this.title and other.id <> this.id
    union select other.id from ${others} this, ${links} mine, ${links} theirs, ${others} other
    where this.id = ${one} and mine.whose = this.id and ${areSameWords} and theirs.whose <> this.id
    and other.id = theirs.whose and other.about = this.about`;
  return sql`(${id} in (${alike}) and not ${told(tables, sql`${one}`)})`;
}

/** Commitments and links beside those that a statement is about. */
function within(tables: Tables) {
  const { id, titleKey, type, deletedAt } = tables.commitment.columns as Record<string, Column>;
  const { aggregateId, fromKind, toKind, toId } = tables.links.columns as Record<string, Column>;
  return {
    others: sql`(select ${id} as id, ${titleKey} as title, ${type} as about, ${deletedAt} as gone
      from ${tables.commitment.from})`,
    links: sql`(select ${aggregateId} as whose, ${fromKind} as bearer, ${toKind} as kind, ${toId} as target
      from ${tables.links.from})`,
  };
}

const areSameWords = sql`mine.bearer = 'commitment' and mine.kind = 'quote' and theirs.kind = 'quote'
  and theirs.target = mine.target and theirs.bearer = 'commitment'`;

/** Whether a relation says how a commitment and another one stand to each other. */
function told(tables: Tables, other: SQL): SQL {
  const { id } = tables.commitment.columns as Record<string, Column>;
  return sql`exists (select 1 from ${within(tables).links} told where told.kind = 'commitment'
    and ((told.whose = ${id} and told.target = ${other}) or (told.whose = ${other} and told.target = ${id})))`;
}
