import type { Calendar, DateWords } from "./language.ts";

const plain = ({ year, month, day }: Calendar): string =>
  `${year}年${month === undefined ? "" : `${month}月`}${day === undefined ? "" : `${day}日`}`;

export const zh: DateWords = {
  plain,
  about: (date) => `${plain(date)}前后`,
  from: (date) => `自${plain(date)}起`,
  by: (date) => (date.day === undefined ? `${plain(date)}底前` : `不迟于${plain(date)}`),
  between: (from, to) => `${plain(from)}至${plain(to)}`,
  season: (season, years) => `${years}年${["春季", "夏季", "秋季", "冬季"][season]}`,
  half: (half, year) => `${year}年${["上", "下"][half]}半年`,
  quarter: (quarter, year) => `${year}年第${["一", "二", "三", "四"][quarter]}季度`,
  decade: (year) => `${year}年至${year + 9}年`,
  notes: {
    approximate: "约略日期",
    uncertain: "日期存疑",
    noMonth: "月份不详",
    noDay: "日期不详",
    noMonthNorDay: "月日不详",
  },
  noted: (text, notes) => `${text}（${notes.join("，")}）`,
};
