import type { Definition } from "./codelist.ts";

const g20 = (code: "-1" | "0" | "+1") => ({
  vocabulary: "G20-RG",
  code,
  name: { "-1": "Non-compliance", "0": "Partial compliance or work in progress", "+1": "Full compliance" }[code],
});
const ogp = <const N extends string>(name: N) => ({ vocabulary: "OGP-IRM", code: name, name });
const politifact = <const N extends string>(name: N) => ({ vocabulary: "PolitiFact", code: name, name });

export const fulfilment = {
  name: "fulfilment",
  title: "Fulfilment",
  description: "Whether the promise was kept, in the judgement of a named assessor on a given day.",
  ordered: false,
  sources: [
    { title: "G20 Research Group, compliance reports", url: "http://www.g20.utoronto.ca/compliance/" },
    {
      title: "OGP Independent Reporting Mechanism, level of completion",
      url: "https://www.opengovpartnership.org/glossary/completion/",
    },
    {
      title: "PolitiFact, about the Obameter",
      url: "https://projects.tampabay.com/projects/2017/politifact/obameter/about",
    },
  ],
  codes: [
    {
      code: "not_assessed",
      name: "Not assessed",
      definition: "Nobody has judged it yet, which says nothing about what was done.",
      crosswalk: [politifact("Not Yet Rated")],
    },
    {
      code: "not_started",
      name: "Not started",
      definition: "The assessor looked and found that nothing was done.",
      crosswalk: [g20("-1"), ogp("Not Started"), politifact("Stalled")],
    },
    {
      code: "limited",
      name: "Limited",
      definition: "Something was done, and most of what was promised was not.",
      crosswalk: [g20("0"), ogp("Limited"), politifact("In the Works")],
    },
    {
      code: "substantial",
      name: "Substantial",
      definition: "Most of what was promised was done.",
      crosswalk: [g20("0"), ogp("Substantial"), politifact("Compromise")],
    },
    {
      code: "full",
      name: "Full",
      definition: "All that was promised was done, on time or not.",
      crosswalk: [g20("+1"), ogp("Complete"), politifact("Promise Kept")],
    },
    {
      code: "contradicted",
      name: "Contradicted",
      definition: "The promisor did the opposite or made it impossible.",
      crosswalk: [g20("-1"), politifact("Promise Broken")],
    },
    {
      code: "unverifiable",
      name: "Unverifiable",
      definition: "The assessor looked and the evidence that can be had does not allow a judgement.",
      crosswalk: [ogp("No Evidence Available")],
    },
  ],
} as const satisfies Definition;

export const confidence = {
  name: "confidence",
  title: "Confidence",
  description: "How sure an assessor is of a judgement, surest first.",
  ordered: true,
  sources: [],
  codes: [
    {
      code: "high",
      name: "High",
      definition: "Several good sources agree, and further evidence is unlikely to change it.",
    },
    {
      code: "medium",
      name: "Medium",
      definition: "The evidence supports it, and gaps or a single source leave room for doubt.",
    },
    { code: "low", name: "Low", definition: "The evidence is thin, indirect or contradictory." },
  ],
} as const satisfies Definition;

export const assessmentOrigin = {
  name: "assessment-origin",
  title: "Origin of an assessment",
  description: "From whose side a judgement of fulfilment comes.",
  ordered: false,
  sources: [],
  codes: [
    { code: "self_reported", name: "Self-reported", definition: "A promisor judged its own promise." },
    { code: "counterpart", name: "Counterpart", definition: "Another party of the commitment judged it." },
    { code: "independent", name: "Independent", definition: "Somebody who is no party of the commitment judged it." },
  ],
} as const satisfies Definition;

export const corroboration = {
  name: "corroboration",
  title: "Corroboration",
  description: "Whose evidence the current status rests on, weakest first; computed on reading.",
  ordered: true,
  sources: [],
  codes: [
    { code: "none", name: "None", definition: "The status rests on no evidence." },
    { code: "self_reported", name: "Self-reported", definition: "All the evidence was issued by promisors." },
    {
      code: "counterpart",
      name: "Counterpart",
      definition: "Some evidence was issued by another party of the commitment.",
    },
    {
      code: "independent",
      name: "Independent",
      definition: "Some evidence was issued by no party of the commitment, as far as its sources say who issued them.",
    },
  ],
} as const satisfies Definition;

export const timeliness = {
  name: "timeliness",
  title: "Timeliness",
  description: "Whether a commitment is late on a given day; computed on reading from its due date and its timeline.",
  ordered: false,
  sources: [],
  codes: [
    { code: "no_due", name: "No due date", definition: "No date by which it is due is known." },
    { code: "not_yet_due", name: "Not yet due", definition: "The earliest day it may be due is still to come." },
    { code: "due_now", name: "Due now", definition: "The day lies within the time in which it is due." },
    { code: "overdue", name: "Overdue", definition: "The last day it may be due has passed and it is not done." },
    {
      code: "awaiting_condition",
      name: "Awaiting condition",
      definition: "The last day it may be due has passed, and a condition that it depends on has not come about.",
    },
    { code: "met_on_time", name: "Met on time", definition: "It was done by the last day it may be due." },
    { code: "met_late", name: "Met late", definition: "It was done after the last day it may be due." },
    {
      code: "met_timing_unclear",
      name: "Met, timing unclear",
      definition: "It was done, and the dates are too vague to tell whether in time.",
    },
    {
      code: "closed_unmet",
      name: "Closed unmet",
      definition: "It was cancelled, was superseded or lapsed before it was done.",
    },
  ],
} as const satisfies Definition;
