import { DATES, NUMERIC } from "./days.ts";
import { COUNTS, QUANTITIES } from "./numbers.ts";
import type { Rule } from "./rule.ts";
import { PARTS } from "./year-parts.ts";
import { DEICTIC, YEARS } from "./years.ts";

/** Rules that find years, months, days, seasons, halves and quarters. In order: each sees what those before it made. */
export const TIMES: readonly Rule[] = [...QUANTITIES, ...NUMERIC, ...YEARS, ...COUNTS, ...DEICTIC, ...DATES, ...PARTS];
