/** Dates as people read them. The API gives EDTF with bounds, so nothing is parsed here but to choose words. */

const utc = { timeZone: "UTC" } as const;
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { ...utc, ...options });
const forms = {
  year: format({ year: "numeric" }),
  month: format({ year: "numeric", month: "long" }),
  day: format({ year: "numeric", month: "long", day: "numeric" }),
};
const instantForm = format({ dateStyle: "medium", timeStyle: "medium" });
const certain = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** `2024-09-04~` as "about 4 September 2024", `../2027` as "by the end of 2027". */
export function dateWords(edtf: string | null | undefined): string {
  if (!edtf) return "no date";
  const [start = "", end] = edtf.split("/");
  if (end === undefined) return oneDate(start);
  if (start === ".." || start === "") return `by ${lastOf(end)}`;
  if (end === ".." || end === "") return `from ${oneDate(start)}`;
  return `${oneDate(start)} to ${oneDate(end)}`;
}

function lastOf(date: string): string {
  return /^\d{4}[?~%]?$/.test(date) ? `the end of ${oneDate(date)}` : oneDate(date);
}

function oneDate(edtf: string): string {
  const mark = edtf.at(-1) ?? "";
  const plain = edtf.replace(/[?~%]$/, "");
  const [, year, month, day] = certain.exec(plain) ?? [];
  if (year === undefined) return edtf;
  const form = day === undefined ? (month === undefined ? forms.year : forms.month) : forms.day;
  const time = new Date(`${year}-${month ?? "01"}-${day ?? "01"}T00:00:00Z`);
  // An address may hold a day that there is not: the API refuses it, in words.
  if (Number.isNaN(time.getTime())) return edtf;
  const words = form.format(time);
  if (mark === "~") return `about ${words}`;
  return mark === "?" || mark === "%" ? `${words}, perhaps` : words;
}

/** An address may hold anything where an instant or a day belongs: then the API refuses it, in words. */
export function instantWords(instant: string): string {
  if (Number.isNaN(Date.parse(instant))) return instant;
  return `${instantForm.format(new Date(instant))} UTC`;
}

/** Days as people count them: 57 days, 14 months, 3 years. */
export function spanWords(days: number): string {
  if (days < 90) return plural(days, "day");
  if (days < 730) return plural(Math.round(days / 30.44), "month");
  return plural(Math.round((days / 365.25) * 10) / 10, "year");
}

/** How late, as an interval: the dates may be vague. */
export function latenessWords(
  slippage: { minDays: number | null; maxDays: number | null } | null | undefined,
): string | null {
  if (!slippage) return null;
  const { minDays, maxDays } = slippage;
  if (minDays === null || (minDays === 0 && (maxDays === 0 || maxDays === null))) return null;
  if (maxDays === null) return `at least ${spanWords(minDays)}`;
  const [least, most] = [spanWords(minDays), spanWords(maxDays)];
  if (least === most) return most;
  const [number, unit] = least.split(" ");
  return minDays === 0 ? `up to ${most}` : most.endsWith(` ${unit}`) ? `${number} to ${most}` : `${least} to ${most}`;
}

/** The first and the last day that a date may mean, as the API reckons them where it gives no bounds; null: no end. */
export function boundsOf(edtf: string): { earliest: string | null; latest: string | null } {
  const [from = "", to = from] = edtf.split("/");
  return { earliest: dayWithin(from, "first"), latest: dayWithin(to, "last") };
}

const seasons: Readonly<Record<string, readonly [number, number]>> = {
  ...{ "21": [3, 5], "22": [6, 8], "23": [9, 11], "24": [12, 14] },
};

function dayWithin(edtf: string, end: "first" | "last"): string | null {
  const [years = "", months = "XX", days = "XX"] = edtf.replace(/[?~%]$/, "").split("-");
  if (!/^\d/.test(years)) return null;
  const year = Number(years.replaceAll("X", end === "first" ? "0" : "9"));
  const [first, last] = seasons[months] ?? (months === "XX" ? [1, 12] : [Number(months), Number(months)]);
  const day = days === "XX" ? undefined : Number(days);
  const time = new Date(0);
  time.setUTCFullYear(
    year,
    end === "first" ? first - 1 : day === undefined ? last : last - 1,
    day ?? (end === "first" ? 1 : 0),
  );
  return time.toISOString().slice(0, 10);
}

/** How often, of an ISO 8601 duration: `P1Y` as "every year", `P6M` as "every 6 months". */
export function rhythmWords(duration: string): string {
  const units: Readonly<Record<string, string>> = { Y: "year", M: "month", W: "week", D: "day" };
  const parts = [...duration.matchAll(/(\d+)([YMWD])/g)].map(
    ([, count, unit = ""]) => [Number(count), units[unit]] as const,
  );
  const [only] = parts;
  if (parts.length === 1 && only?.[0] === 1) return `every ${only[1]}`;
  return `every ${parts.map(([count, unit]) => plural(count, unit ?? "")).join(" and ")}`;
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : pluralOf(noun)}`;
}

export const pluralOf = (noun: string): string => `${noun.replace(/([^aeiou])y$/, "$1ie")}s`;

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** A number as people write it, with the sign of a minus. */
export const numberWords = (value: number): string => numbers.format(value).replace("-", "−");

export function isDay(text: string | null | undefined): text is string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export const today = () => new Date().toISOString().slice(0, 10);
