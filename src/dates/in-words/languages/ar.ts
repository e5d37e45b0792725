import type { Calendar, DateWords } from "./language.ts";

/**
 * Both names of each month, as the documents of the United Nations have them for readers east and west; CLDR has one.
 */
const months = [
  ...["كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه"],
  ...["تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"],
];
const plain = ({ year, month, day }: Calendar): string => {
  if (month === undefined) return `عام ${year}`;
  return [day, months[month - 1], year].filter((part) => part !== undefined).join(" ");
};
const ordinals = ["الأول", "الثاني", "الثالث", "الرابع"];

export const ar: DateWords = {
  plain,
  about: (date) => `نحو ${plain(date)}`,
  from: (date) => `ابتداء من ${plain(date)}`,
  by: (date) => (date.day === undefined ? `بحلول نهاية ${plain(date)}` : `في موعد أقصاه ${plain(date)}`),
  between: (from, to) => `بين ${plain(from)} و${plain(to)}`,
  season: (season, years) => `${["ربيع", "صيف", "خريف", "شتاء"][season]} ${years}`,
  half: (half, year) => `النصف ${ordinals[half]} من عام ${year}`,
  quarter: (quarter, year) => `الربع ${ordinals[quarter]} من عام ${year}`,
  decade: (year) => `بين عام ${year} وعام ${year + 9}`,
  notes: {
    approximate: "تاريخ تقريبي",
    uncertain: "تاريخ غير مؤكد",
    noMonth: "الشهر غير معروف",
    noDay: "اليوم غير معروف",
    noMonthNorDay: "الشهر واليوم غير معروفين",
  },
  noted: (text, notes) => `${text} (${notes.join("، ")})`,
};
