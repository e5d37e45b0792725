import type { Definition } from "./codelist.ts";

const dac = <const C extends string, const N extends string>(code: C, name: N) => ({
  vocabulary: "OECD-DAC",
  code,
  name,
});

export const commitmentType = {
  name: "commitment-type",
  title: "Type of commitment",
  description: "The field that a commitment belongs to, with the OECD DAC purpose codes it usually falls under.",
  ordered: false,
  sources: [
    {
      title: "OECD DAC CRS purpose codes",
      url: "https://www.oecd.org/dac/stats/dacandcrscodelists.htm",
    },
    { title: "IATI Sector: DAC 5 digit codes", url: "https://iatistandard.org/en/iati-standard/203/codelists/sector/" },
  ],
  codes: [
    {
      code: "infrastructure",
      name: "Infrastructure",
      definition: "Building or renewing railways, roads, ports, airports and other public works.",
      crosswalk: [dac("21030", "Rail transport"), dac("21020", "Road transport")],
    },
    {
      code: "border_crossing",
      name: "Border crossing",
      definition: "Opening, equipping or running a place where people or goods cross a border.",
      crosswalk: [dac("33120", "Trade facilitation")],
    },
    {
      code: "mobility",
      name: "Mobility",
      definition: "Letting people travel, work or settle: visas, residence, labour migration, flights.",
      crosswalk: [dac("15190", "Facilitation of orderly, safe, regular and responsible migration and mobility")],
    },
    {
      code: "trade",
      name: "Trade",
      definition: "Exchanging goods and services: volumes, tariffs, market access, standards.",
      crosswalk: [dac("33110", "Trade policy and administrative management"), dac("33120", "Trade facilitation")],
    },
    {
      code: "finance",
      name: "Finance",
      definition: "Giving, lending or investing money, and the banks, funds and currencies it moves through.",
      crosswalk: [dac("24010", "Financial policy and administrative management")],
    },
    {
      code: "energy",
      name: "Energy",
      definition: "Generating, carrying, trading or saving electricity, heat and fuels.",
      crosswalk: [dac("23110", "Energy policy and administrative management")],
    },
    {
      code: "education",
      name: "Education",
      definition: "Teaching, training, scholarships, universities and joint research.",
      crosswalk: [dac("11110", "Education policy and administrative management")],
    },
    {
      code: "culture",
      name: "Culture",
      definition: "Arts, heritage, language, media, sport and houses of culture.",
      crosswalk: [dac("16066", "Culture")],
    },
    {
      code: "security",
      name: "Security",
      definition: "Defence, policing, the fight against terrorism and crime, and the settling of conflicts.",
      crosswalk: [
        dac("15210", "Security system management and reform"),
        dac("15220", "Civilian peace-building, conflict prevention and resolution"),
      ],
    },
    {
      code: "legal",
      name: "Legal",
      definition:
        "Making, changing or applying law: statutes, legal assistance, protection of rights and of investors.",
      crosswalk: [dac("15130", "Legal and judicial development")],
    },
    {
      code: "institution",
      name: "Institution",
      definition: "Setting up or reforming a body, a mission, a commission or another standing mechanism.",
      crosswalk: [dac("15110", "Public sector policy and administrative management")],
    },
    {
      code: "environment",
      name: "Environment",
      definition: "Climate, water, nature, pollution and the risk of disasters.",
      crosswalk: [dac("41010", "Environmental policy and administrative management")],
    },
    {
      code: "health",
      name: "Health",
      definition: "Medical care, medicines, prevention and the control of epidemics.",
      crosswalk: [dac("12110", "Health policy and administrative management")],
    },
    {
      code: "digital",
      name: "Digital",
      definition: "Networks, data, electronic commerce, online public services and space technology.",
      crosswalk: [dac("22040", "Information and communication technology (ICT)")],
    },
    {
      code: "political",
      name: "Political",
      definition: "Recognition, visits, votes, support for positions and the standing of relations.",
      crosswalk: [dac("15121", "Foreign affairs")],
    },
    {
      code: "other",
      name: "Other",
      definition: "None of the other types fits.",
      crosswalk: [dac("99810", "Sectors not specified")],
    },
  ],
} as const satisfies Definition;

export const role = {
  name: "role",
  title: "Role of a party",
  description: "What a party has to do with a commitment; a party may hold several roles.",
  ordered: false,
  sources: [
    {
      title: "Vienna Convention on the Law of Treaties (1969), articles 76 and 77, on depositaries",
      url: "https://legal.un.org/ilc/texts/instruments/english/conventions/1_1_1969.pdf",
    },
  ],
  codes: [
    { code: "promisor", name: "Promisor", definition: "Said that it would do it." },
    { code: "promisee", name: "Promisee", definition: "Was promised it." },
    { code: "implementer", name: "Implementer", definition: "Carries it out, on its own account or another's." },
    { code: "funder", name: "Funder", definition: "Pays for it, by grant, loan or investment." },
    { code: "guarantor", name: "Guarantor", definition: "Answers for it if the promisor does not perform." },
    { code: "mediator", name: "Mediator", definition: "Helped the others to agree on it." },
    { code: "depositary", name: "Depositary", definition: "Keeps the instrument and the notifications about it." },
    { code: "beneficiary", name: "Beneficiary", definition: "Gains from it without having been promised it." },
  ],
} as const satisfies Definition;

export const firmness = {
  name: "firmness",
  title: "Firmness of the words",
  description: "How binding the words of a commitment are, weakest first.",
  ordered: true,
  sources: [
    {
      title: "Vienna Convention on the Law of Treaties (1969), articles 11 to 14 and 24",
      url: "https://legal.un.org/ilc/texts/instruments/english/conventions/1_1_1969.pdf",
    },
  ],
  codes: [
    {
      code: "explore",
      name: "Explore",
      definition: "The words speak of considering or discussing it, without wanting it yet.",
      examples: ["discussions are under way", "will study the possibility"],
    },
    {
      code: "hope",
      name: "Hope",
      definition: "The words wish for it without undertaking anything.",
      examples: ["we hope to sign", "we look forward to", "we are keen to"],
    },
    {
      code: "intend",
      name: "Intend",
      definition: "The words state a plan of one's own that may still change.",
      examples: ["we plan to", "we intend to", "preparations are being made"],
    },
    {
      code: "pledge",
      name: "Pledge",
      definition: "The words undertake it without condition, in one's own name alone.",
      examples: ["we will", "we are committed to", "we undertake to"],
    },
    {
      code: "political_agreement",
      name: "Political agreement",
      definition: "The words were adopted jointly, in a text that does not bind in law.",
      examples: ["the sides agreed to", "the parties reached an understanding", "memorandum of understanding"],
    },
    {
      code: "signed",
      name: "Signed",
      definition: "The words stand in a signed instrument that is meant to bind in law.",
      examples: ["agreement signed on", "contract signed"],
    },
    {
      code: "ratified",
      name: "Ratified",
      definition: "The words stand in an instrument that the promisor has ratified, accepted or approved.",
      examples: ["ratified by law of", "approved by parliament"],
    },
    {
      code: "in_force",
      name: "In force",
      definition: "The words stand in law or in an instrument that binds the promisor now.",
      examples: ["entered into force on", "the law provides that"],
    },
  ],
} as const satisfies Definition;
