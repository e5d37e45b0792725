import { z } from "zod";
import { dateInWords } from "../dates/in-words/in-words.ts";
import type { Language } from "../languages/languages.ts";
import { labelOf } from "./codelists/labels/labels.ts";

/** What `include=labels` adds to an answer: its codes and its dates as people say them, in one language. */

/** The members of a record that have labels: those of codes with their lists, and those of dates. */
interface Labelled {
  codes: Readonly<Record<string, string>>;
  dates: readonly string[];
}

export const ofCommitment = {
  codes: {
    type: "commitment-type",
    firmness: "firmness",
    status: "status",
    timeliness: "timeliness",
    fulfilment: "fulfilment",
    corroboration: "corroboration",
    testability: "testability",
  },
  dates: ["statedOn", "statusSince", "due"],
} as const satisfies Labelled;

export const ofEvent = {
  codes: { type: "event-type", kind: "event-kind", status: "status", firmness: "firmness" },
  dates: ["date"],
} as const satisfies Labelled;

export const ofTimelineEntry = {
  codes: {
    ...ofEvent.codes,
    state: "milestone-state",
    timeliness: "timeliness",
    fulfilment: "fulfilment",
    confidence: "confidence",
    origin: "assessment-origin",
  },
  dates: ["date"],
} as const satisfies Labelled;

/** The members that are added, for the contract: `labels`, and `dueLabel` of `due`. */
export function labelMembers<L extends Labelled>({ codes, dates }: L) {
  const label = z.string().nullable().exactOptional();
  const names = Object.keys(codes).map((name) => [name, label] as const);
  const inWords = label.meta({ description: "With `include=labels`: the date in words, no more exact than it is." });
  return {
    labels: z
      .strictObject(Object.fromEntries(names) as Record<keyof L["codes"] & string, typeof label>)
      .exactOptional()
      .meta({ description: "With `include=labels`: what people call its codes, in the language that was chosen." }),
    ...(Object.fromEntries(dates.map((name) => [`${name}Label`, inWords])) as Record<
      `${L["dates"][number]}Label`,
      typeof label
    >),
  };
}

/** A record with the labels of those of its members that it has. */
export function withLabels<R extends object>(record: R, { codes, dates }: Labelled, language: Language) {
  const given = record as Readonly<Record<string, unknown>>;
  const label = (name: string, list: string) => {
    const code = given[name];
    return typeof code === "string" ? (labelOf(language, list, code) ?? code) : null;
  };
  const labels = Object.entries(codes).flatMap(([name, list]) => (name in given ? [[name, label(name, list)]] : []));
  const inWords = dates.flatMap((name) => {
    const edtf = edtfOf(given[name]);
    return name in given ? [[`${name}Label`, edtf === null ? null : dateInWords(edtf, language)]] : [];
  });
  return { ...record, labels: Object.fromEntries(labels), ...Object.fromEntries(inWords) };
}

/** A date, or the date of a due date; null where there is none. */
function edtfOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null && "edtf" in value ? edtfOf(value.edtf) : null;
}
