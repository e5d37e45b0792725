import { z } from "zod";
import { Fulfilment } from "../domain/codelists/codelists.ts";
import { fulfilment } from "../domain/codelists/judgement.ts";

/** Scores over a set of commitments, from how many were judged how. Pure, and rounded to four decimals. */

const share = z.number().min(0).max(1).nullable();
const whole = z.int().min(0);

export const ShareInterval = z
  .strictObject({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) })
  .meta({ id: "ShareInterval", description: "A share lies between these with 95 % confidence (Wilson 1927)." });

export const Score = z
  .strictObject({
    n: whole.meta({ description: "Judged: not_started, limited, substantial, full or contradicted." }),
    strict: share.meta({ description: "full / n" }),
    strictInterval: ShareInterval.nullable(),
    partial: share.meta({
      description: "Mean of not_started 0, limited 1/3, substantial 2/3, full 1, contradicted 0.",
    }),
    g20: z.number().min(-1).max(1).nullable().meta({
      description: "Mean of -1, 0, +1 as the G20 Research Group scores: the crosswalk of the code list `fulfilment`.",
    }),
    coverage: share.meta({ description: "n / (n + unverifiable + notAssessed)" }),
    unverifiable: whole.meta({ description: "Looked at, without enough evidence for a judgement." }),
    notAssessed: whole.meta({ description: "Not judged, though they could have been." }),
    notYetDue: whole.meta({ description: "Not judged, and timeliness is not_yet_due: nobody could." }),
  })
  .meta({ id: "Score", description: "How far promises were kept; null where none was judged." });
export type Score = z.infer<typeof Score>;

/** How many commitments have each judgement; `notYetDue` of those that are not_assessed are not yet due. */
export interface Judged {
  by: Readonly<Partial<Record<Fulfilment, number>>>;
  notYetDue: number;
}

const isCounted = (code: Fulfilment): boolean => code !== "not_assessed" && code !== "unverifiable";
const judgements = Fulfilment.options.filter(isCounted);

/** In thirds, so that sums are whole numbers. */
const thirds: Readonly<Partial<Record<Fulfilment, number>>> = { limited: 1, substantial: 2, full: 3 };

/** -1, 0 or +1, from the crosswalk that is served at /v1/codelists/fulfilment. */
export const g20Points: ReadonlyMap<Fulfilment, number> = new Map(
  fulfilment.codes.map(({ code, crosswalk }) => {
    const equivalent = crosswalk.find(({ vocabulary }) => vocabulary === "G20-RG");
    return [code, Number(equivalent?.code ?? 0)] as const;
  }),
);

/** All scores of one set, always together: a share of what was judged says little without how much was not. */
export function scoreOf({ by, notYetDue }: Judged): Score {
  const count = (code: Fulfilment) => by[code] ?? 0;
  const sum = (weight: (code: Fulfilment) => number) =>
    judgements.reduce((total, code) => total + weight(code) * count(code), 0);
  const n = sum(() => 1);
  const [unverifiable, notAssessed] = [count("unverifiable"), count("not_assessed") - notYetDue];
  const ratio = (part: number, of: number) => (of === 0 ? null : rounded(part / of));
  return {
    n,
    strict: ratio(count("full"), n),
    strictInterval: wilson(count("full"), n),
    partial: ratio(
      sum((code) => thirds[code] ?? 0),
      3 * n,
    ),
    g20: ratio(
      sum((code) => g20Points.get(code) ?? 0),
      n,
    ),
    coverage: ratio(n, n + unverifiable + notAssessed),
    unverifiable,
    notAssessed,
    notYetDue,
  };
}

/** The 97.5 % quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * The Wilson score interval, 95 %, of `hits` out of `n`; null for none out of none. E. B. Wilson, "Probable inference,
 * the law of succession, and statistical inference", JASA 22 (1927), 209-212,
 * https://doi.org/10.1080/01621459.1927.10502953
 */
export function wilson(hits: number, n: number): z.infer<typeof ShareInterval> | null {
  if (n === 0) return null;
  const p = hits / n;
  const square = (z95 * z95) / n;
  const middle = p + square / 2;
  const reach = z95 * Math.sqrt((p * (1 - p)) / n + square / (4 * n));
  const bound = (value: number) => rounded(Math.min(1, Math.max(0, value / (1 + square))));
  return { low: bound(middle - reach), high: bound(middle + reach) };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
