import type { Definition } from "./codelist.ts";

const dcmi = <const C extends string>(code: C, name: string) => ({ vocabulary: "DCMI-Terms", code, name });
const eli = <const C extends string>(code: C) => ({ vocabulary: "ELI", code, name: code });

export const relationType = {
  name: "relation-type",
  title: "Type of relation",
  description: "How one commitment relates to another, read from the first to the second.",
  ordered: false,
  sources: [
    { title: "DCMI Metadata Terms", url: "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/" },
    {
      title: "European Legislation Identifier, ontology",
      url: "https://eur-lex.europa.eu/eli-register/resources.html",
    },
    { title: "OWL 2 Web Ontology Language", url: "https://www.w3.org/TR/owl2-syntax/#Individual_Inequality" },
  ],
  codes: [
    {
      code: "part_of",
      name: "Part of",
      definition: "It is one component of the other.",
      crosswalk: [dcmi("isPartOf", "Is Part Of")],
    },
    {
      code: "depends_on",
      name: "Depends on",
      definition: "It cannot be kept before the other is.",
      crosswalk: [dcmi("requires", "Requires")],
    },
    { code: "implements", name: "Implements", definition: "It carries the other out." },
    {
      code: "amends",
      name: "Amends",
      definition: "It changes terms of the other, which stays in being.",
      crosswalk: [eli("amends")],
    },
    { code: "restates", name: "Restates", definition: "It says the same as the other again, in another text." },
    {
      code: "supersedes",
      name: "Supersedes",
      definition: "It takes the place of the other, which ends on the day this one was stated, unless it ended before.",
      crosswalk: [dcmi("replaces", "Replaces")],
    },
    { code: "conflicts_with", name: "Conflicts with", definition: "It cannot be kept together with the other." },
    {
      code: "different_from",
      name: "Different from",
      definition: "It is another commitment than the other, though the two look alike: somebody has compared them.",
      crosswalk: [{ vocabulary: "OWL", code: "differentFrom", name: "differentFrom" }],
    },
  ],
} as const satisfies Definition;
