import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import countries from "i18n-iso-countries/index.js";
import { z } from "zod";
import { createCommitment } from "./commitments/create.ts";
import { NewCommitment } from "./domain/commitment.ts";
import { NewParty } from "./domain/party.ts";
import { NewSnapshot, NewSource } from "./domain/source.ts";
import { OperatorError } from "./errors/errors.ts";
import { addParties, patchParty } from "./parties/service.ts";
import type { Context } from "./records/context.ts";
import { knownParties } from "./records/records.ts";
import { createSource } from "./sources/service.ts";
import { takeSnapshot } from "./sources/snapshots/service.ts";
import { tells } from "./store/port/store.ts";

/** Loads the seeds through the services, and so by the rules, of the API. What is there already stays as it is. */

const Seeds = {
  parties: z.array(NewParty),
  /** Further names of states, by their codes. */
  names: z.record(z.string(), z.array(z.string())),
  sources: z.array(NewSource.extend({ snapshot: NewSnapshot.optional() })),
};
const languages = ["en", "fr", "es", "ru", "zh", "ar", "ky", "kk", "uz"] as const;
const folder = new URL("../seeds/", import.meta.url);
const require = createRequire(import.meta.url);

export interface Loaded {
  parties: number;
  sources: number;
  commitments: number;
}

/**
 * Who is always there: the states, the usual organisations, then states that are no more. Those whose codes are taken
 * stay as they are, but for a party from before there were aliases: it gets those that are known of it. Answers how
 * many were added.
 */
export async function loadKnownParties(ctx: Context): Promise<number> {
  const states = statesOfIso();
  let added = await addParties(ctx, states);
  await addAliases(ctx, states);
  for (const file of ["organisations.json", "former-states.json"]) {
    const parties = Seeds.parties.parse(read(file));
    const [top, below] = [true, false].map((isTop) => parties.filter(({ parent }) => (parent === null) === isTop));
    for (const some of [top, below])
      added += await named(file, async () => addParties(ctx, await resting(ctx, some ?? [])));
  }
  return added;
}

/**
 * All states of ISO 3166-1, from the package i18n-iso-countries, named in the UN's languages and those of Central Asia;
 * the second and later names of the package are aliases, and those of state-names.json. The standard leaves codes that
 * begin with X to its users; the package has one of them, XKX.
 */
function statesOfIso(): NewParty[] {
  for (const language of languages) countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
  const others = Seeds.names.parse(read("state-names.json"));
  const assigned = Object.entries(countries.getAlpha2Codes()).filter(([, code]) => !code.startsWith("X"));
  return assigned.map(([isoAlpha2, code]) => {
    const all = languages.map((language) => {
      const given = countries.getName(isoAlpha2, language, { select: "all" }) ?? [];
      return [language, typeof given === "string" ? [given] : given] as const;
    });
    const names = Object.fromEntries(
      all.flatMap(([language, [first]]) => (first === undefined ? [] : [[language, first]])),
    );
    const further = [...all.flatMap(([, [, ...rest]]) => rest), ...(others[code] ?? [])];
    const aliases = [...new Set(further)].filter((name) => !Object.values(names).includes(name));
    return NewParty.parse({ code, kind: "state", name: names.en ?? code, names, aliases, isoAlpha2 });
  });
}

/** Without the parents, members and successors that somebody has deleted. */
async function resting(ctx: Context, parties: readonly NewParty[]): Promise<NewParty[]> {
  const codes = parties.flatMap(({ parent, members, successors }) => [
    ...members,
    ...successors,
    ...(parent ? [parent] : []),
  ]);
  const known = await knownParties(ctx, codes);
  const isKnown = (code: string) => known.has(code);
  return parties.map((party) => ({
    ...party,
    parent: party.parent !== null && isKnown(party.parent) ? party.parent : null,
    members: party.members.filter(isKnown),
    successors: party.successors.filter(isKnown),
  }));
}

/** Parties whose newest line is from before there were aliases: nobody can have decided that they have none. */
async function addAliases(ctx: Context, states: readonly NewParty[]): Promise<void> {
  const aliases = new Map(states.map((state) => [state.code, state.aliases]));
  const parties = await ctx.store.getMany("party", [...aliases.keys()]);
  for (const { code, version, aliases: own } of parties) {
    const known = aliases.get(code) ?? [];
    if (own.length > 0 || known.length === 0) continue;
    const [line] = await ctx.store.linesAt([{ kind: "party", id: code, version }]);
    if (line && tells(line) && !("aliases" in line.data)) await patchParty(ctx, code, { aliases: known }, undefined);
  }
}

/**
 * The parties that are always there, then the seed files, all or nothing: whoever is interrupted begins anew. Loading
 * twice changes nothing.
 * @throws OperatorError when a seed cannot be loaded, naming the file
 */
export function loadSeeds(ctx: Context): Promise<Loaded> {
  return ctx.store.exclusively(async (store) => ({ commit: true, value: await addSeeds({ ...ctx, store }) }));
}

async function addSeeds(ctx: Context): Promise<Loaded> {
  const loaded: Loaded = { parties: await loadKnownParties(ctx), sources: 0, commitments: 0 };
  loaded.parties += await named("parties.json", () => addParties(ctx, Seeds.parties.parse(read("parties.json"))));
  for (const { snapshot, ...source } of Seeds.sources.parse(read("sources.json"))) {
    if (source.slug === undefined || (await isThere(ctx, "source", source.slug))) continue;
    const { slug } = await named(`source ${source.slug}`, () => createSource(ctx, source));
    if (snapshot !== undefined) await takeSnapshot(ctx, slug, snapshot);
    loaded.sources += 1;
  }
  for (const file of readdirSync(new URL("commitments/", folder)).sort()) {
    const commitment = NewCommitment.parse(read(`commitments/${file}`));
    if (commitment.slug === undefined || (await isThere(ctx, "commitment", commitment.slug))) continue;
    await named(file, () => createCommitment(ctx, commitment));
    loaded.commitments += 1;
  }
  return loaded;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), "utf8"));
}

/** A record that was deleted counts as there: seeds do not bring back what somebody took away. */
async function isThere(ctx: Context, kind: "source" | "commitment", key: string): Promise<boolean> {
  return (await ctx.store.get(kind, key)) !== null || (await ctx.store.get(kind, key, { deleted: true })) !== null;
}

async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new OperatorError(`Seed ${what}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
