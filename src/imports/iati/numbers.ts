import { type Stage, stageOf } from "../../domain/amount.ts";
import type { Role } from "../../domain/codelists/codelists.ts";
import { childOf, childrenOf, type Element, narrativeOf } from "./activities.ts";

/** Transactions and results of an IATI activity: what money became of, and the numbers promised and measured. */

/** What the parts of an activity are read with. */
export interface Within {
  activity: Element;
  /** Every fact of the file has the activity as its source. */
  evidence: { sourceId: string }[];
  partyOf: (organisation: Element) => string | undefined;
  parties: readonly { party: string; role: Role }[];
}

/** What was read of some elements, those that could be none of it, and the element of each that could. */
export interface ReadElements<T> {
  given: T[];
  elements: string[];
  untaken: string[];
}

/** Those that do not come from an export of ours, which come with their line anyway. */
interface Numbers extends ReadElements<object> {
  added: object[];
}

/**
 * TransactionType: 12 outgoing pledge, 2 outgoing commitment, 3 disbursement, and 4, which is spent by the reporter
 * itself. What comes in is another's going out, and would count twice.
 */
const stages: Readonly<Record<string, Stage>> = {
  "12": "pledged",
  "2": "committed",
  "3": "disbursed",
  "4": "disbursed",
};
const titles: Readonly<Record<string, string>> = {
  "12": "Outgoing pledge",
  "2": "Outgoing commitment",
  "3": "Disbursement",
  "4": "Expenditure",
};
const typeOf = (stage: Stage): string | undefined => Object.entries(stageOf).find(([, of]) => of === stage)?.[0];

export function transactionsIn(within: Within): Numbers {
  const read: Numbers = { given: [], elements: [], untaken: [], added: [] };
  for (const transaction of childrenOf(within.activity, "transaction")) {
    const code = childOf(transaction, "transaction-type")?.attributes.code ?? "";
    const event = eventOf(transaction, code, within);
    if (typeof event === "string") read.untaken.push(event);
    else {
      read.given.push(event);
      read.elements.push("transaction");
      if (transaction.attributes["servanda:id"] === undefined) read.added.push(event);
    }
  }
  return read;
}

/** The event of a transaction, or why there is none. It leaves the status, which the activity says by itself. */
function eventOf(
  transaction: Element,
  code: string,
  { activity, evidence, partyOf, parties }: Within,
): object | string {
  const stage = stages[code];
  if (stage === undefined) return `transaction of type ${code}`;
  const value = childOf(transaction, "value");
  const amount = Number(value?.text.trim() || Number.NaN);
  if (!(amount > 0)) return "transaction without a positive value";
  const provider = childOf(transaction, "provider-org");
  const party = provider && partyOf(provider);
  const isParty = parties.some((each) => each.party === party);
  return {
    type: typeOf(stage),
    date: childOf(transaction, "transaction-date")?.attributes["iso-date"] ?? value?.attributes["value-date"],
    title: narrativeOf(childOf(transaction, "description"), activity.language) ?? titles[code],
    status: null,
    amount: { value: amount, currency: value?.attributes.currency ?? activity.attributes["default-currency"] },
    ...(isParty && { parties: [party] }),
    evidence,
  };
}

export function targetsIn(within: Within): Numbers {
  const read: Numbers = { given: [], elements: [], untaken: [], added: [] };
  for (const result of childrenOf(within.activity, "result")) {
    for (const indicator of childrenOf(result, "indicator")) {
      const targets = targetsOf(result, indicator, within);
      if (typeof targets === "string") read.untaken.push(targets);
      else {
        read.given.push(...targets);
        if (result.attributes["servanda:id"] === undefined) read.added.push(...targets);
      }
    }
  }
  return read;
}

/** IndicatorMeasure: 1 unit, 2 percentage. Nominal, ordinal and qualitative ones are no numbers. */
const units: Readonly<Record<string, string>> = { "1": "units", "2": "%" };

/**
 * The targets of an indicator, one for each period that has one; or why there is none. What was measured in a period
 * without a target of its own belongs to the last.
 */
function targetsOf(result: Element, indicator: Element, { activity, evidence }: Within): object[] | string {
  const unit = units[indicator.attributes.measure ?? ""];
  if (unit === undefined) return `indicator of measure ${indicator.attributes.measure}`;
  const periods = childrenOf(indicator, "period").map((period) => periodOf(period, evidence));
  const promised = periods.filter(({ goal }) => goal !== undefined);
  if (promised.length === 0) return "indicator without a target";
  const names = [result, indicator].map((of) => narrativeOf(childOf(of, "title"), activity.language));
  const ascending = !["0", "false"].includes(indicator.attributes.ascending ?? "1");
  const others = periods.flatMap(({ goal, measurement }) => (goal === undefined ? measurement : []));
  return promised.map(({ goal, end, measurement }, n) => ({
    indicator: [...new Set(names)].filter(Boolean).join(": "),
    unit,
    comparator: ascending ? "at_least" : "at_most",
    value: goal,
    ...baselineOf(indicator),
    ...(end !== undefined && { by: end }),
    measurements: n === promised.length - 1 ? [...measurement, ...others] : measurement,
  }));
}

function periodOf(period: Element, evidence: Within["evidence"]) {
  const dayOf = (name: string) => childOf(period, name)?.attributes["iso-date"];
  const [start, end] = [dayOf("period-start"), dayOf("period-end")];
  const [goal, value] = [numberOf(wholeOf(period, "target")), numberOf(wholeOf(period, "actual"))];
  const measurement =
    value === undefined || start === undefined || end === undefined
      ? []
      : [{ value, on: spanOf(start, end), evidence }];
  return { goal, end, measurement };
}

/** The one of its kind that is of all, not of a part by place, sex or the like. */
function wholeOf(period: Element, name: string): Element | undefined {
  return childrenOf(period, name).find(({ children }) => !children.some((child) => child.name === "dimension"));
}

function numberOf(element: Element | undefined): number | undefined {
  const given = element?.attributes.value?.trim();
  const value = Number(given || Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

/** A span of days as EDTF: a day, a year, or an interval. */
function spanOf(start: string, end: string): string {
  if (start === end) return start;
  const year = start.slice(0, 4);
  return start === `${year}-01-01` && end === `${year}-12-31` ? year : `${start}/${end}`;
}

function baselineOf(indicator: Element): object {
  const baseline = wholeOf(indicator, "baseline");
  const [value, on] = [numberOf(baseline), baseline?.attributes["iso-date"] ?? baseline?.attributes.year];
  return value === undefined || on === undefined ? {} : { baseline: { value, on } };
}
