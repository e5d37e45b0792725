import { z } from "zod";
import { Edtf } from "../dates/edtf.ts";
import { Language, line, PartyCode, PartyRef, patchOf, RecordedInstant, Version } from "../validation/fields.ts";
import { PartyKind } from "./codelists/codelists.ts";

const fields = {
  code: PartyCode,
  kind: PartyKind,
  name: line(300).meta({ description: "The name in English.", examples: ["Kyrgyzstan"] }),
  names: z
    .record(Language, line(300))
    .meta({ description: "Names by language tag.", examples: [{ ru: "Кыргызстан", zh: "吉尔吉斯斯坦" }] }),
  aliases: z
    .array(line(300))
    .max(50)
    .meta({
      description: "Other names by which it is found: short, official and former ones.",
      examples: [["Kyrgyz Republic"]],
    }),
  parent: PartyRef.nullable().meta({ description: "The party that this one belongs to.", examples: ["CHN"] }),
  members: z
    .array(PartyRef)
    .max(300)
    .meta({ description: "Its members; empty: not recorded.", examples: [["KGZ", "CHN"]] }),
  until: Edtf.nullable().meta({ description: "When it ceased to be (EDTF).", examples: ["1991-12-26"] }),
  successors: z
    .array(PartyRef)
    .max(50)
    .meta({
      description: "The parties that are where it was; no judgement on succession in law.",
      examples: [["RUS", "KGZ"]],
    }),
  wikidataId: z
    .string()
    .regex(/^Q[1-9]\d{0,11}$/, "write a Wikidata item, such as Q813")
    .nullable(),
  isoAlpha2: z
    .string()
    .regex(/^[A-Z]{2}$/, "write an ISO 3166-1 alpha-2 code, such as KG")
    .nullable(),
};

export const Party = z
  .strictObject({ ...fields, version: Version, createdAt: RecordedInstant, updatedAt: RecordedInstant })
  .meta({ id: "Party", description: "Who promises, or is promised to: a state, a region, an organisation, a person." });
export type Party = z.infer<typeof Party>;

/** Fields that came later, as they were in parties from before. */
export const plainParty = { aliases: [], members: [], until: null, successors: [] } satisfies Partial<Party>;

/** All names of a party, each once: the English one, those by language, and the others. */
export function partyNames({ name, names, aliases }: Pick<Party, "name" | "names" | "aliases">): string[] {
  const languages = Object.keys(names).toSorted();
  return [...new Set([name, ...languages.map((language) => names[language] ?? ""), ...aliases])];
}

/** What a party is called in a language, as far as that is recorded: else in English. */
export const nameIn = ({ name, names = {} }: Pick<Party, "name"> & Partial<Pick<Party, "names">>, tag: string) =>
  names[tag] ?? name;

export const NewParty = z
  .strictObject({
    ...fields,
    names: fields.names.default({}),
    aliases: fields.aliases.default([]),
    parent: fields.parent.default(null),
    members: fields.members.default([]),
    until: fields.until.default(null),
    successors: fields.successors.default([]),
    wikidataId: fields.wikidataId.default(null),
    isoAlpha2: fields.isoAlpha2.default(null),
  })
  .meta({
    id: "NewParty",
    description: "A party as written.",
    examples: [
      { code: "ferry-board", kind: "agency", name: "Ferry Board", aliases: ["Board of Ferries"], parent: "NOR" },
    ],
  });
export type NewParty = z.output<typeof NewParty>;

export const PartyPatch = patchOf(
  NewParty.extend({
    names: z
      .record(Language, line(300).nullable())
      .meta({ description: "Names by language tag; null takes one away." }),
  }),
  "PartyPatch",
  "Changes to a party (JSON Merge Patch).",
);

const codeForms: Partial<Record<PartyKind, { form: RegExp; words: string }>> = {
  state: { form: /^[A-Z]{3}$/, words: "a state's code is ISO 3166-1 alpha-3, such as KGZ" },
  region: { form: /^[A-Z]{2}-[A-Z0-9]{1,3}$/, words: "a region's code is ISO 3166-2, such as CN-XJ" },
};

/** Why a code does not suit its kind of party, or null. Source: ISO 3166-1 and ISO 3166-2. */
export function codeFault(kind: PartyKind, code: string): string | null {
  const rule = codeForms[kind];
  return rule && !rule.form.test(code) ? rule.words : null;
}
