import type { Definition } from "./codelist.ts";

export const testability = {
  name: "testability",
  title: "Testability",
  description: "Whether anyone could later say that it happened.",
  ordered: false,
  sources: [
    {
      title:
        "Comparative Party Pledges Project: Thomson and others, The Fulfillment of Parties' Election Pledges (2017)",
      url: "https://doi.org/10.1111/ajps.12313",
    },
  ],
  codes: [
    {
      code: "measurable",
      name: "Measurable",
      definition: "The words give a number or a yes-or-no result to look for.",
    },
    {
      code: "verifiable",
      name: "Verifiable",
      definition: "Documents or observation can show whether it was done, though the words set no number.",
    },
    { code: "rhetorical", name: "Rhetorical", definition: "Nobody could say by what it would be kept or broken." },
  ],
} as const satisfies Definition;

export const conditionState = {
  name: "condition-state",
  title: "State of a condition",
  description: "Whether what a promise waits for has come about.",
  ordered: false,
  sources: [
    {
      title: "Vienna Convention on the Law of Treaties (1969), articles 24 and 45",
      url: "https://legal.un.org/ilc/texts/instruments/english/conventions/1_1_1969.pdf",
    },
  ],
  codes: [
    { code: "pending", name: "Pending", definition: "It has not come about, and still may." },
    { code: "met", name: "Met", definition: "It has come about." },
    { code: "failed", name: "Failed", definition: "It can no longer come about." },
    { code: "waived", name: "Waived", definition: "Whoever set it said that the promise holds without it." },
  ],
} as const satisfies Definition;

export const comparator = {
  name: "comparator",
  title: "Comparator of a target",
  description: "How a measured value is compared with the value of a target.",
  ordered: false,
  sources: [
    {
      title: "UNFCCC, decision 4/CMA.1: information to facilitate clarity of nationally determined contributions",
      url: "https://unfccc.int/documents/193407",
    },
    {
      title: "IATI Standard 2.03, result/indicator",
      url: "https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/iati-activity/result/indicator/",
    },
  ],
  codes: [
    { code: "at_least", name: "At least", definition: "The value or more." },
    { code: "at_most", name: "At most", definition: "The value or less." },
    { code: "exactly", name: "Exactly", definition: "The value itself, or one within the range." },
    {
      code: "change_by",
      name: "Change by",
      definition: "The baseline changed by so many per cent, or by more in the same direction.",
    },
  ],
} as const satisfies Definition;
