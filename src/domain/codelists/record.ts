import type { Definition } from "./codelist.ts";

export const sourceKind = {
  name: "source-kind",
  title: "Kind of source",
  description: "What sort of document a source is.",
  ordered: false,
  sources: [],
  codes: [
    { code: "treaty", name: "Treaty", definition: "An agreement or contract signed by its parties." },
    {
      code: "joint_statement",
      name: "Joint statement",
      definition: "A text that two or more parties issued together.",
    },
    {
      code: "communique",
      name: "Communique",
      definition: "An official account of a meeting, issued by its host or its members.",
    },
    { code: "speech", name: "Speech", definition: "Words delivered in public, as a transcript or recording." },
    { code: "op_ed", name: "Op-ed", definition: "An article of opinion signed by its author." },
    { code: "press_release", name: "Press release", definition: "A notice that a body issued for publication." },
    { code: "interview", name: "Interview", definition: "Answers given to a journalist and published." },
    { code: "news", name: "News", definition: "A report by a news medium." },
    { code: "law", name: "Law", definition: "A statute, decree, regulation or court decision." },
    { code: "report", name: "Report", definition: "A study, review or account of results." },
    { code: "dataset", name: "Dataset", definition: "Structured data or statistics." },
    { code: "social_post", name: "Social media post", definition: "A message on a social network." },
    { code: "other", name: "Other", definition: "None of the other kinds fits." },
  ],
} as const satisfies Definition;

export const partyKind = {
  name: "party-kind",
  title: "Kind of party",
  description: "What sort of actor a party is.",
  ordered: false,
  sources: [{ title: "ISO 3166, country codes", url: "https://www.iso.org/iso-3166-country-codes.html" }],
  codes: [
    { code: "state", name: "State", definition: "A country or territory with a code in ISO 3166-1." },
    { code: "region", name: "Region", definition: "A part of a country, as in ISO 3166-2." },
    { code: "igo", name: "Intergovernmental organisation", definition: "An organisation whose members are states." },
    { code: "agency", name: "Agency", definition: "A ministry, authority or other body of a state or organisation." },
    { code: "company", name: "Company", definition: "An enterprise, whoever owns it." },
    { code: "person", name: "Person", definition: "An individual acting in an office or in their own name." },
  ],
} as const satisfies Definition;

export const milestoneState = {
  name: "milestone-state",
  title: "State of a milestone",
  description: "Whether a criterion of completion is met.",
  ordered: false,
  sources: [],
  codes: [
    { code: "scheduled", name: "Scheduled", definition: "It is still to be met." },
    { code: "met", name: "Met", definition: "The evidence that its test asks for exists." },
    { code: "partly_met", name: "Partly met", definition: "Part of the evidence that its test asks for exists." },
    { code: "not_met", name: "Not met", definition: "It was checked when its time had come, and its test failed." },
    { code: "dropped", name: "Dropped", definition: "It no longer counts towards completion." },
  ],
} as const satisfies Definition;

export const anchor = {
  name: "anchor",
  title: "Anchor of a quote",
  description: "How well a quote is found in the newest text of its source.",
  ordered: false,
  sources: [
    { title: "W3C Web Annotation Data Model, selectors", url: "https://www.w3.org/TR/annotation-model/#selectors" },
  ],
  codes: [
    { code: "exact", name: "Exact", definition: "The words are where the quote says." },
    { code: "moved", name: "Moved", definition: "The words are found once, elsewhere in the text." },
    {
      code: "ambiguous",
      name: "Ambiguous",
      definition: "The words are found more than once, and nothing tells which is meant.",
    },
    { code: "changed", name: "Changed", definition: "The words are gone and only a similar passage is left." },
    { code: "missing", name: "Missing", definition: "Neither the words nor a similar passage are in the text." },
    {
      code: "attested",
      name: "Attested",
      definition:
        "The text is withheld and its hash is on record, so whoever holds the text can check the recorded position.",
    },
    { code: "unanchored", name: "Unanchored", definition: "The source has no snapshot to look in." },
  ],
} as const satisfies Definition;

export const quoteMatch = {
  name: "quote-match",
  title: "Match of a quote",
  description: "How the words given for a quote were those of its source, whose own wording is what is recorded.",
  ordered: false,
  sources: [
    {
      title: "Unicode Normalization Forms (UAX #15)",
      url: "https://unicode.org/reports/tr15/",
    },
  ],
  codes: [
    { code: "verbatim", name: "Verbatim", definition: "To the letter." },
    {
      code: "folded",
      name: "Folded",
      definition:
        "But for typography: quotation marks, dashes, spaces, line breaks, hyphens at their ends, ligatures, the case of the first letter.",
    },
    {
      code: "nearest",
      name: "Nearest",
      definition: "Other words were given, and the writer accepted the most similar passage of the source instead.",
    },
  ],
} as const satisfies Definition;

export const dueBasis = {
  name: "due-basis",
  title: "Basis of a due date",
  description: "Where the date by which a commitment is due comes from.",
  ordered: false,
  sources: [
    { title: "Library of Congress, Extended Date/Time Format (EDTF)", url: "https://www.loc.gov/standards/datetime/" },
  ],
  codes: [
    { code: "explicit", name: "Explicit", definition: "The words give the date." },
    {
      code: "relative",
      name: "Relative",
      definition: "The words give a time counted from the day of the statement.",
      examples: ["this year", "within three months"],
    },
    {
      code: "policy",
      name: "Policy",
      definition: "The words are vague, and the operator's policy table gives them a date.",
      examples: ["in the near future"],
    },
    { code: "none", name: "None", definition: "The words give no date." },
  ],
} as const satisfies Definition;

export const dueReading = {
  name: "due-reading",
  title: "Reading of due words",
  description: "Whether the words of a due date came to a date.",
  ordered: false,
  sources: [],
  codes: [
    {
      code: "understood",
      name: "Understood",
      definition: "The words were read, or whoever recorded them gave the date.",
    },
    {
      code: "vague",
      name: "Vague",
      definition: "The words are known to name no day.",
      examples: ["soon", "in due course"],
    },
    {
      code: "not_understood",
      name: "Not understood",
      definition: "The words name no time that could be read for certain, so that somebody should look at them.",
      examples: ["at the next session", "in 2026, if ratified"],
    },
  ],
} as const satisfies Definition;

export const eventKind = {
  name: "event-kind",
  title: "Kind of event",
  description: "Whether an event is words, deeds, or the work of those who keep the record.",
  ordered: false,
  sources: [],
  codes: [
    { code: "announcement", name: "Announcement", definition: "Somebody said something about the commitment." },
    {
      code: "act",
      name: "Act",
      definition: "Something was done that changes where the commitment stands in the world.",
    },
    {
      code: "editorial",
      name: "Editorial",
      definition: "Those who keep the record changed or annotated what it says.",
    },
  ],
} as const satisfies Definition;
