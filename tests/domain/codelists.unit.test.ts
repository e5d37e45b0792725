import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CodeListWritten } from "../../src/domain/codelists/codelist.ts";
import * as model from "../../src/domain/codelists/codelists.ts";

const { codelists, EventType, eventTypes, Firmness, firmnessRank, Fulfilment, Status, statusGroup } = model;

const expected = {
  "commitment-type":
    "infrastructure border_crossing mobility trade finance energy education culture security legal institution environment health digital political other",
  role: "promisor promisee implementer funder guarantor mediator depositary beneficiary",
  firmness: "explore hope intend pledge political_agreement signed ratified in_force",
  status: "stated negotiating agreed in_force implementing delivered completed suspended cancelled superseded lapsed",
  "event-type":
    "stated restated clarified talks_held text_initialled adopted signed ratified accepted approved acceded succeeded provisionally_applied entered_into_force reservation_made reservation_withdrawn objection_made withdrawn funding_pledged funding_committed funding_disbursed entity_created work_started work_milestone opened operational completed due_changed postponed suspended resumed reversed cancelled superseded lapsed disputed status_changed correction note",
  "event-kind": "announcement act editorial",
  fulfilment: "not_assessed not_started limited substantial full contradicted unverifiable",
  timeliness:
    "no_due not_yet_due due_now overdue awaiting_condition met_on_time met_late met_timing_unclear closed_unmet",
  corroboration: "none self_reported counterpart independent",
  "source-kind":
    "treaty joint_statement communique speech op_ed press_release interview news law report dataset social_post other",
  "party-kind": "state region igo agency company person",
  "milestone-state": "scheduled met partly_met not_met dropped",
  anchor: "exact moved ambiguous changed missing attested unanchored",
  "quote-match": "verbatim folded nearest",
  "due-basis": "explicit relative policy none",
  "due-reading": "understood vague not_understood",
  confidence: "high medium low",
  "assessment-origin": "self_reported counterpart independent",
  "relation-type": "part_of depends_on implements amends restates supersedes conflicts_with different_from",
  testability: "measurable verifiable rhetorical",
  "condition-state": "pending met failed waived",
  comparator: "at_least at_most exactly change_by",
  participation: "no_act signatory contracting provisional party withdrawn",
};

const vocabularies: Record<string, string[]> = {
  "IATI-ActivityStatus": ["1", "2", "3", "4", "5", "6"],
  "AidData-TUFF": [
    "Pipeline: Pledge",
    "Pipeline: Commitment",
    "Implementation",
    "Completion",
    "Suspended",
    "Cancelled",
  ],
  "OECD-DAC": [
    ...["11110", "12110", "15110", "15121", "15130", "15190", "15210", "15220", "16066", "21020", "21030"],
    ...["22040", "23110", "24010", "33110", "33120", "41010", "99810"],
  ],
  "DCMI-Terms": ["isPartOf", "requires", "replaces"],
  ELI: ["amends"],
  OWL: ["differentFrom"],
  CAMEO: ["010", "030", "0331", "046", "057", "071"],
  "G20-RG": ["-1", "0", "+1"],
  "OGP-IRM": ["No Evidence Available", "Not Started", "Limited", "Substantial", "Complete"],
  PolitiFact: ["Not Yet Rated", "In the Works", "Stalled", "Compromise", "Promise Kept", "Promise Broken"],
};

const codesOf = (name: string) => codelists.find((list) => list.name === name)?.codes ?? [];
const equivalents = (name: string, vocabulary: string) =>
  codesOf(name).map((code) => code.crosswalk?.find((entry) => entry.vocabulary === vocabulary)?.code ?? null);
const schemas = Object.entries(model).flatMap(([name, value]) => (value instanceof z.ZodType ? [{ name, value }] : []));

describe("the registry of code lists", () => {
  it("holds every list of the domain with its codes in order", () => {
    const actual = codelists.map((list) => [list.name, list.codes.map(({ code }) => code).join(" ")]);
    expect(Object.fromEntries(actual)).toEqual(expected);
    expect(actual).toHaveLength(Object.keys(expected).length);
  });

  it.each(codelists)("describes $name with the members that the API has", (list) => {
    expect(z.strictObject(CodeListWritten.shape).safeParse(list).error).toBeUndefined();
  });

  it.each(codelists)("has unique snake_case codes, unique names and one-sentence definitions in $name", (list) => {
    expect(new Set(list.codes.map(({ code }) => code)).size).toBe(list.codes.length);
    expect(new Set(list.codes.map(({ name }) => name)).size).toBe(list.codes.length);
    for (const { code, definition, evidence = definition } of list.codes) {
      expect(code).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
      expect(definition).toMatch(/^[A-Z][^.]+\.$/);
      expect(evidence).toMatch(/^[A-Z][^.]+\.$/);
    }
  });

  it.each(codelists)("maps $name only to codes that the other vocabularies have", (list) => {
    for (const { vocabulary, code } of list.codes.flatMap(({ crosswalk = [] }) => crosswalk)) {
      expect(vocabularies[vocabulary], vocabulary).toContain(code);
    }
  });
});

describe("the enums", () => {
  it("accept exactly the codes of the list of their name", () => {
    const enums = schemas.filter(({ value }) => value instanceof z.ZodEnum);
    const actual = enums.map(({ name, value }) => [name, value instanceof z.ZodEnum ? value.options.join(" ") : ""]);
    const pascal = (name: string) => name.replace(/(^|-)[a-z]/g, (part) => part.replace("-", "").toUpperCase());
    const wanted = Object.entries(expected).map(([name, codes]) => [pascal(name), codes]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(wanted));
  });

  it("have schema ids that are unique and equal to their export names", () => {
    const ids = schemas.map(({ value }) => value.meta()?.id);
    expect(ids).toEqual(schemas.map(({ name }) => name));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("status", () => {
  it("groups open, paused and closed ones", () => {
    const groups = Object.groupBy(Status.options, statusGroup);
    expect(groups.open).toEqual(["stated", "negotiating", "agreed", "in_force", "implementing", "delivered"]);
    expect(groups.paused).toEqual(["suspended", "lapsed"]);
    expect(groups.closed).toEqual(["completed", "cancelled", "superseded"]);
  });

  it("maps to IATI and AidData, with none at AidData for lapsed", () => {
    expect(equivalents("status", "IATI-ActivityStatus")).toEqual([
      "1",
      "1",
      "1",
      "1",
      "2",
      "3",
      "4",
      "6",
      "5",
      "5",
      "5",
    ]);
    expect(equivalents("status", "AidData-TUFF").at(-1)).toBeNull();
    expect(equivalents("status", "AidData-TUFF").filter((code) => code === null)).toHaveLength(1);
  });

  it("says for each one what evidence it needs", () => {
    expect(codesOf("status").filter(({ evidence }) => !evidence)).toEqual([]);
  });
});

describe("event types", () => {
  it.each(EventType.options)("give %s a known kind and either a known status or none", (type) => {
    expect(model.EventKind.options).toContain(eventTypes[type].kind);
    expect([...Status.options, null]).toContain(eventTypes[type].status);
  });

  it("imply the status that the act brings about, and none where it must be given", () => {
    const implied = EventType.options.map((type) => [type, eventTypes[type].status]);
    expect(Object.fromEntries(implied.filter(([, status]) => status !== null))).toEqual({
      adopted: "agreed",
      accepted: "agreed",
      approved: "agreed",
      talks_held: "negotiating",
      text_initialled: "negotiating",
      signed: "agreed",
      ratified: "agreed",
      entered_into_force: "in_force",
      funding_disbursed: "implementing",
      entity_created: "implementing",
      work_started: "implementing",
      work_milestone: "implementing",
      opened: "delivered",
      operational: "delivered",
      completed: "completed",
      suspended: "suspended",
      cancelled: "cancelled",
      superseded: "superseded",
      lapsed: "lapsed",
    });
  });

  it("never let an announcement alone move the status", () => {
    const moving = EventType.options.filter((type) => eventTypes[type].status !== null);
    expect(moving.filter((type) => eventTypes[type].kind === "announcement")).toEqual([]);
  });
});

describe("firmness", () => {
  it("ranks from explore to in_force", () => {
    expect(Firmness.options.map(firmnessRank)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(firmnessRank("hope")).toBeLessThan(firmnessRank("pledge"));
  });
});

describe("fulfilment", () => {
  it("maps to the G20 Research Group's scores and leaves out what cannot be scored", () => {
    expect(
      Object.fromEntries(equivalents("fulfilment", "G20-RG").map((code, i) => [Fulfilment.options[i], code])),
    ).toEqual({
      not_assessed: null,
      not_started: "-1",
      limited: "0",
      substantial: "0",
      full: "+1",
      contradicted: "-1",
      unverifiable: null,
    });
  });
});
