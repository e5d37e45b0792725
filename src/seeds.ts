import { readdirSync, readFileSync } from "node:fs";
import countries from "i18n-iso-countries";
import { z } from "zod";
import { createCommitment } from "./commitments/create.ts";
import { NewCommitment } from "./domain/commitment.ts";
import { NewParty } from "./domain/party.ts";
import { NewSnapshot, NewSource } from "./domain/source.ts";
import { addParties } from "./parties/service.ts";
import type { Context } from "./records/context.ts";
import { createSource } from "./sources/service.ts";
import { takeSnapshot } from "./sources/snapshots/service.ts";

/** Loads the seeds through the services, and so by the rules, of the API. What is there already stays as it is. */

const Seeds = {
  parties: z.array(NewParty),
  sources: z.array(NewSource.extend({ snapshot: NewSnapshot.optional() })),
};
const languages = ["en", "fr", "es", "ru", "zh", "ar", "ky", "uz"] as const;
const folder = new URL("../seeds/", import.meta.url);

export interface Loaded {
  parties: number;
  sources: number;
  commitments: number;
}

/**
 * All states of ISO 3166-1, from the package i18n-iso-countries, named in the UN's languages and those of Central Asia.
 * The standard leaves codes that begin with X to its users; the package has one of them, XKX.
 */
export function loadStates(ctx: Context): Promise<number> {
  const assigned = Object.entries(countries.getAlpha2Codes()).filter(([, code]) => !code.startsWith("X"));
  const states = assigned.map(([isoAlpha2, code]) => {
    const named = languages.map((language) => [language, countries.getName(isoAlpha2, language)] as const);
    const names = Object.fromEntries(named.filter(([, name]) => name !== undefined));
    return NewParty.parse({ code, kind: "state", name: names.en ?? code, names, isoAlpha2 });
  });
  return addParties(ctx, states);
}

/**
 * The states, then the seed files. Loading twice changes nothing.
 * @throws when a seed breaks the rules, naming the file.
 */
export async function loadSeeds(ctx: Context): Promise<Loaded> {
  const loaded: Loaded = { parties: await loadStates(ctx), sources: 0, commitments: 0 };
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
    throw new Error(`Seed ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
