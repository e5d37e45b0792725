import { z } from "zod";
import type { EventType } from "./codelists/codelists.ts";

/** Money of events: pledged, committed, disbursed. Never summed across currencies. */

/** The codes of ISO 4217 that the runtime knows, those of today and those that are no more. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export const Currency = z
  .string()
  .refine((code) => currencies.has(code), "write a code of ISO 4217, such as USD")
  .meta({
    id: "Currency",
    description: "A currency by its code in ISO 4217.",
    pattern: "^[A-Z]{3}$",
    examples: ["USD"],
  });

/** Sums are reckoned in hundredths, as whole numbers that every client can hold. */
const most = 90_000_000_000_000;

export const Amount = z
  .strictObject({
    value: z
      .number()
      .positive()
      .max(most)
      .refine((value) => Number(value.toFixed(2)) === value, "give two decimals at most")
      .meta({ description: "In units of the currency, two decimals at most." }),
    currency: Currency,
  })
  .meta({ id: "Amount", description: "Money.", examples: [{ value: 2_300_000_000, currency: "USD" }] });
export type Amount = z.infer<typeof Amount>;

export const stages = ["pledged", "committed", "disbursed"] as const;
export type Stage = (typeof stages)[number];

/** The types of event that tell of money, and what they say became of it. */
export const stageOf: Readonly<Partial<Record<EventType, Stage>>> = {
  funding_pledged: "pledged",
  funding_committed: "committed",
  funding_disbursed: "disbursed",
};

const sum = z.number().min(0);
export const Amounts = z
  .strictObject({ currency: z.string(), pledged: sum, committed: sum, disbursed: sum })
  .meta({ id: "Amounts", description: "What was pledged, committed and disbursed in one currency." });
export type Amounts = z.infer<typeof Amounts>;

/** The sums of the amounts of events, for each currency by itself, in the order of their codes. */
export function amountsOf(events: readonly { type: EventType; amount: Amount | null }[]): Amounts[] {
  const sums = new Map<string, Record<Stage, number>>();
  for (const { type, amount } of events) {
    const stage = stageOf[type];
    if (amount == null || stage === undefined) continue;
    const of = sums.get(amount.currency) ?? { pledged: 0, committed: 0, disbursed: 0 };
    sums.set(amount.currency, of);
    of[stage] += Math.round(amount.value * 100);
  }
  return [...sums]
    .map(([currency, of]) => ({
      ...{ currency, pledged: of.pledged / 100, committed: of.committed / 100, disbursed: of.disbursed / 100 },
    }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
