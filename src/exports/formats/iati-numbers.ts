import { boundsOf } from "../../dates/edtf.ts";
import { stageOf } from "../../domain/amount.ts";
import { goalOf, type Target } from "../../domain/target.ts";
import { transactionTypes } from "../exchange/iati.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import { element, escapeXml, isXmlDay } from "./xml.ts";

/**
 * What IATI has for numbers: transactions for the money that events tell of, and a result for each target
 * (https://iatistandard.org/en/iati-standard/203/activity-standard/). Both need days: what is not known to the day is
 * left out, and what was in the year 0000, which XML does not have.
 */

const narrative = (text: string): string => element("narrative", {}, escapeXml(text));

export function transactionsOf({ events = [], parties }: ExchangeLine): string[] {
  return events.flatMap(({ id, type, amount, earliest, latest, title, parties: actors }) => {
    const stage = stageOf[type];
    if (stage === undefined || amount === null || earliest === null || earliest !== latest || !isXmlDay(earliest))
      return [];
    const [provider, ...others] = actors;
    const name = parties.find(({ party }) => party === provider)?.name ?? provider;
    return [
      element(
        "transaction",
        { "servanda:id": id },
        element("transaction-type", { code: transactionTypes[stage] }),
        element("transaction-date", { "iso-date": earliest }),
        element("value", { currency: amount.currency, "value-date": earliest }, String(amount.value)),
        element("description", {}, narrative(title)),
        ...(name !== undefined && others.length === 0 ? [element("provider-org", {}, narrative(name))] : []),
      ),
    ];
  });
}

/** ResultType 9 (other); IndicatorMeasure 1 (unit). Each measurement is a period, and so is the time of the target. */
export function resultsOf(line: ExchangeLine): string[] {
  return line.targets.map((target) => {
    const { indicator, unit, conditional, baseline } = target;
    const title = `${indicator} (${unit})${conditional ? ", conditional" : ""}`;
    const rising =
      target.comparator === "at_least" ||
      (target.comparator === "change_by" && goalOf(target).max > (baseline?.value ?? 0));
    return element(
      "result",
      { type: "9", "servanda:id": target.id },
      element("title", {}, narrative(title)),
      element(
        "indicator",
        { measure: "1", ascending: rising ? "1" : "0" },
        element("title", {}, narrative(title)),
        ...(baseline === null ? [] : baselineOf(baseline)),
        ...periodsOf(line, target),
      ),
    );
  });
}

function baselineOf({ value, on }: NonNullable<Target["baseline"]>): string[] {
  const { earliest, latest } = boundsOf(on);
  const known = latest ?? earliest;
  if (known === null || !isXmlDay(known)) return [];
  const year = known.slice(0, 4);
  const day = earliest === latest ? { "iso-date": known } : {};
  return [element("baseline", { year, ...day, value: String(value) })];
}

/** The target is to be reached by its end; of a range, the nearer end. */
function periodsOf({ due, statedEarliest }: ExchangeLine, target: Target): string[] {
  const { min, max } = goalOf(target);
  const end = target.by === null ? (due?.latest ?? null) : boundsOf(target.by).latest;
  const isFalling = target.comparator === "at_most" || target.comparator === "change_by";
  const goal = element("target", { value: String(isFalling ? max : min) });
  return [
    ...period(statedEarliest, end, goal),
    ...target.measurements.flatMap(({ value, on }) => {
      const { earliest, latest } = boundsOf(on);
      return period(earliest, latest, element("actual", { value: String(value) }));
    }),
  ];
}

function period(start: string | null, end: string | null, content: string): string[] {
  if (start === null || end === null || start > end || !isXmlDay(start)) return [];
  const days = [element("period-start", { "iso-date": start }), element("period-end", { "iso-date": end })];
  return [element("period", {}, ...days, content)];
}
