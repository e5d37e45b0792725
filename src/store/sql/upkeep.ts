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
  const { id, titleKey, type, deletedAt } = tables.commitment.columns as Record<string, Column>;
  const others = sql`(select ${id} as id, ${titleKey} as title, ${type} as about, ${deletedAt} as gone
    from ${tables.commitment.from})`;
  const { aggregateId, fromKind, toKind, toId } = tables.links.columns as Record<string, Column>;
  const links = sql`(select ${aggregateId} as whose, ${fromKind} as bearer, ${toKind} as kind, ${toId} as target
    from ${tables.links.from})`;
  const isTold = sql`exists (select 1 from ${links} told where told.kind = 'commitment'
    and ((told.whose = ${id} and told.target = other.id) or (told.whose = other.id and told.target = ${id})))`;
  const sameTitle = sql`exists (select 1 from ${others} other
    where other.title = ${titleKey} and other.id <> ${id} and other.gone is null and not ${isTold})`;
  const sameWords = sql`exists (select 1 from ${links} mine, ${links} theirs, ${others} other
    where mine.whose = ${id} and mine.bearer = 'commitment' and mine.kind = 'quote' and theirs.kind = 'quote'
    and theirs.target = mine.target and theirs.bearer = 'commitment' and theirs.whose <> ${id}
    and other.id = theirs.whose and other.about = ${type} and other.gone is null and not ${isTold})`;
  return is ? sql`(${sameTitle} or ${sameWords})` : sql`not (${sameTitle} or ${sameWords})`;
}
