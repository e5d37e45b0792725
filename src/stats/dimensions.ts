import { z } from "zod";
import { compareText } from "../dates/calendar.ts";
import { codelists, Role } from "../domain/codelists/codelists.ts";
import { commitmentType } from "../domain/codelists/commitment.ts";
import { labelOf } from "../domain/codelists/labels/labels.ts";
import { nameIn } from "../domain/party.ts";
import { defaultLanguage } from "../languages/languages.ts";
import type { Context } from "../records/context.ts";
import type { Facet } from "../store/port/statistics.ts";
import { type Phrase, phrases } from "./phrases.ts";

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

interface Spec {
  facet: (day: string, subjects?: readonly string[]) => Facet;
  /** The code list that its keys are of. */
  list?: string;
  /** What the group of those without any is called. */
  none: Phrase;
}

const coded = (field: string, list: string = field): Spec => ({
  facet: () => ({ field }),
  list,
  none: "unknown",
});
const parties = (rel: readonly string[], none: Phrase): Spec => ({ facet: () => ({ link: "party", rel }), none });

const specs: Readonly<Record<Dimension, Spec>> = {
  status: coded("status"),
  type: coded("type", "commitment-type"),
  firmness: coded("firmness"),
  fulfilment: coded("fulfilment"),
  corroboration: coded("corroboration"),
  timeliness: { facet: (day) => ({ timeliness: day }), list: "timeliness", none: "unknown" },
  party: parties(Role.options, "noParty"),
  promisor: parties(["promisor"], "noPromisor"),
  promisee: parties(["promisee"], "noPromisee"),
  participation: {
    facet: (day, subjects) => ({ standing: day, ...(subjects && { subjects }) }),
    list: "participation",
    none: "noActs",
  },
  tag: { facet: () => ({ link: "tag" }), none: "noTag" },
  sector: { facet: () => ({ link: "sector", rel: ["sector"] }), none: "noSector" },
  statedYear: { facet: () => ({ year: ["statedEarliest", "statedLatest"] }), none: "unknown" },
  dueYear: { facet: () => ({ year: ["dueLatest"] }), none: "noLastDay" },
};

/** `subjects`: the parties whose participation counts; left out: all. */
export const facetOf = (dimension: Dimension, day: string, subjects?: readonly string[]): Facet =>
  specs[dimension].facet(day, subjects);

/** The codes of a dimension whose keys are of a code list, in its order. */
export const codesBy = (dimension: Dimension): readonly string[] | undefined =>
  codelists.find(({ name }) => name === specs[dimension].list)?.codes.map(({ code }) => code);

export const codedDimensions = names.filter((name) => specs[name].list !== undefined);

/**
 * The order of keys that `sort=code` asks for: of codes that of their list, of others their own; those of none last.
 */
export function orderOf(dimension: Dimension): (a: Key, b: Key) => number {
  const codes = codesBy(dimension);
  return (a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return codes === undefined ? compareText(a, b) : codes.indexOf(a) - codes.indexOf(b);
  };
}

/** The names that the types' crosswalk has for OECD DAC purpose codes. */
const sectorNames = new Map<string, string>(
  commitmentType.codes.flatMap(({ crosswalk }) =>
    crosswalk.map(({ vocabulary, code, name }) => [`${vocabulary}:${code}`, name] as const),
  ),
);

type Key = string | null;

/** Labels for these groups of a dimension in the context's language. Parties are read once. */
export async function labelsOf(
  ctx: Context,
  dimension: Dimension,
  keys: readonly Key[],
): Promise<(key: Key) => string> {
  const { none } = specs[dimension];
  const named = await namesOf(ctx, dimension, [...new Set(keys.filter((key) => key !== null))]);
  return (key) => (key === null ? phrases[ctx.language ?? defaultLanguage][none] : (named.get(key) ?? key));
}

async function namesOf(ctx: Context, dimension: Dimension, keys: readonly string[]): Promise<Map<string, string>> {
  const { language = defaultLanguage } = ctx;
  if (dimension === "sector") return sectorNames;
  if (dimension === "party" || dimension === "promisor" || dimension === "promisee")
    return new Map((await ctx.store.getMany("party", keys)).map((party) => [party.code, nameIn(party, language)]));
  return new Map(keys.map((code) => [code, labelOf(language, specs[dimension].list ?? "", code) ?? code]));
}
