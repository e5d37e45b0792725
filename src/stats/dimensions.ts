import { z } from "zod";
import { codelists, Role } from "../domain/codelists/codelists.ts";
import { commitmentType } from "../domain/codelists/commitment.ts";
import type { Context } from "../records/context.ts";
import type { Facet } from "../store/port/statistics.ts";

/** What commitments can be counted by: how the store groups them, and what a group is called. */

const names = [
  "status",
  "party",
  "promisor",
  "promisee",
  "sector",
  "type",
  "firmness",
  "timeliness",
  "fulfilment",
  "corroboration",
  "tag",
  "participation",
  "statedYear",
  "dueYear",
] as const;
export const Dimension = z.enum(names).meta({
  id: "Dimension",
  description:
    "What commitments are counted by. Of party (in whatever role), promisor, promisee, sector and tag a commitment may have several: " +
    "it counts under each. Of participation, too: that of the parties that the filters name, or of all; with party, promisor or promisee as the other dimension, that of each. statedYear is that of the first day on which it may have been stated, dueYear that of the last day of its due window.",
});
export type Dimension = z.infer<typeof Dimension>;

interface Code {
  code: string;
  name: string;
}
interface Spec {
  facet: (day: string, subjects?: readonly string[]) => Facet;
  /** The code list that its keys are of. */
  codes?: readonly Code[];
  /** What the group of those without any is called. */
  none: string;
}

const codesOf = (list: string): readonly Code[] => codelists.find(({ name }) => name === list)?.codes ?? [];
const coded = (field: string, list: string = field): Spec => ({
  facet: () => ({ field }),
  codes: codesOf(list),
  none: "Unknown",
});
const parties = (rel: readonly string[], none: string): Spec => ({ facet: () => ({ link: "party", rel }), none });

const specs: Readonly<Record<Dimension, Spec>> = {
  status: coded("status"),
  type: coded("type", "commitment-type"),
  firmness: coded("firmness"),
  fulfilment: coded("fulfilment"),
  corroboration: coded("corroboration"),
  timeliness: { facet: (day) => ({ timeliness: day }), codes: codesOf("timeliness"), none: "Unknown" },
  party: parties(Role.options, "No party"),
  promisor: parties(["promisor"], "No promisor"),
  promisee: parties(["promisee"], "No promisee"),
  participation: {
    facet: (day, subjects) => ({ standing: day, ...(subjects && { subjects }) }),
    codes: codesOf("participation"),
    none: "No acts of particular parties",
  },
  tag: { facet: () => ({ link: "tag" }), none: "No tag" },
  sector: { facet: () => ({ link: "sector", rel: ["sector"] }), none: "No sector" },
  statedYear: { facet: () => ({ year: ["statedEarliest", "statedLatest"] }), none: "Unknown" },
  dueYear: { facet: () => ({ year: ["dueLatest"] }), none: "No last day" },
};

/** `subjects`: the parties whose participation counts; left out: all. */
export const facetOf = (dimension: Dimension, day: string, subjects?: readonly string[]): Facet =>
  specs[dimension].facet(day, subjects);

/** The codes of a dimension whose keys are of a code list. */
export const codesBy = (dimension: Dimension): readonly Code[] | undefined => specs[dimension].codes;

export const codedDimensions = names.filter((name) => specs[name].codes !== undefined);

/** The names that the types' crosswalk has for OECD DAC purpose codes. */
const sectorNames = new Map<string, string>(
  commitmentType.codes.flatMap(({ crosswalk }) =>
    crosswalk.map(({ vocabulary, code, name }) => [`${vocabulary}:${code}`, name] as const),
  ),
);

type Key = string | null;

/** Labels for these groups of a dimension: names of parties, titles of codes. Parties are read once. */
export async function labelsOf(
  ctx: Context,
  dimension: Dimension,
  keys: readonly Key[],
): Promise<(key: Key) => string> {
  const spec = specs[dimension];
  const named = await namesOf(ctx, dimension, [...new Set(keys.filter((key) => key !== null))]);
  return (key) => (key === null ? spec.none : (named.get(key) ?? key));
}

async function namesOf(ctx: Context, dimension: Dimension, keys: readonly string[]): Promise<Map<string, string>> {
  if (dimension === "sector") return sectorNames;
  if (dimension === "party" || dimension === "promisor" || dimension === "promisee")
    return new Map((await ctx.store.getMany("party", keys)).map(({ code, name }) => [code, name]));
  return new Map(specs[dimension].codes?.map(({ code, name }) => [code, name]));
}
