import { describe, expect, it } from "vitest";
import { resolveDue } from "../../src/dates/due-words/read.ts";

const STATED = "2023-05-26";
const read = (text: string, statedOn = STATED) => {
  const { edtf, basis } = resolveDue({ text }, statedOn);
  return [edtf, basis];
};

describe("words that name their year", () => {
  it.each([
    ["2024", "2024"],
    ["in 2025", "2025"],
    ["in the year 2025", "2025"],
    ["October 2024", "2024-10"],
    ["Oct. 2024", "2024-10"],
    ["in October 2024", "2024-10"],
    ["in October of 2024", "2024-10"],
    ["1 October 2025", "2025-10-01"],
    ["the 1st of October, 2025", "2025-10-01"],
    ["October 1, 2025", "2025-10-01"],
    ["on October 3rd 2025", "2025-10-03"],
    ["by 2025-10-01", "../2025-10-01"],
    ["by 2027", "../2027"],
    ["By the end of 2025, the road will open", "../2025"],
    ["by end-2025", "../2025"],
    ["by the end of October 2025", "../2025-10"],
    ["no later than 1 March 2026", "../2026-03-01"],
    ["not later than 2026", "../2026"],
    ["on or before 1 October 2025", "../2025-10-01"],
    ["in 2025 at the latest", "../2025"],
    ["until 2027", "../2027"],
    ["between now and 2027", "../2027"],
    ["before 2027", "../2026"],
    ["before October 2025", "../2025-09"],
    ["before 1 March 2024", "../2024-02-29"],
    ["prior to January 2025", "../2024-12"],
    ["before the end of 2025", "../2025"],
    ["before 2025 is out", "../2025"],
    ["second half of October 2025", "2025-10-16/2025-10-31"],
    ["1-5 October 2025", "2025-10-01/2025-10-05"],
    ["in the 2020s", "2020/2029"],
    ["in the first six months of 2025", "2025-01/2025-06"],
    ["after 2025", "2026/.."],
    ["no earlier than 2026", "2026/.."],
    ["2027 at the earliest", "2027/.."],
    ["not before 2027", "2027/.."],
    ["from 2025", "2025/.."],
    ["before mid-2025", "../2025-06"],
    ["before Q3 2025", "../2025-06"],
    ["first half of 2025", "2025-01/2025-06"],
    ["in the second half of 2025", "2025-07/2025-12"],
    ["H2 2024", "2024-07/2024-12"],
    ["Q3 2025", "2025-07/2025-09"],
    ["by the first quarter of 2026", "../2026-03"],
    ["last quarter of 2024", "2024-10/2024-12"],
    ["autumn 2024", "2024-23"],
    ["in the fall of 2025", "2025-23"],
    ["winter 2024", "2024-24"],
    ["by spring 2026", "../2026-05"],
    ["between 2024 and 2026", "2024/2026"],
    ["from 2025 to 2027", "2025/2027"],
    ["2025–2027", "2025/2027"],
    ["from 1 October 2025 to 31 March 2026", "2025-10-01/2026-03-31"],
    ["between June and December 2025", "2025-06/2025-12"],
    ["from spring 2024 to autumn 2025", "2024-03/2025-11"],
    ["2000 km of road by 2026", "../2026"],
    ["By ２０２７", "../2027"],
    ["This year (2023)", "2023"],
    ["в 2025 году", "2025"],
    ["в октябре 2024 года", "2024-10"],
    ["до конца 2025 года", "../2025"],
    ["до 2025 года", "../2025"],
    ["после 2025 года", "2026/.."],
    ["2025年前", "../2025"],
    ["не позднее 1 мая 2025 г.", "../2025-05-01"],
    ["к 2030 году", "../2030"],
    ["с 2024 по 2026 год", "2024/2026"],
    ["2025年", "2025"],
    ["将于2025年底前完成", "../2025"],
    ["2025年10月1日", "2025-10-01"],
    ["2025年上半年", "2025-01/2025-06"],
    ["到2030年", "../2030"],
  ])("%j is %s, explicit", (text, edtf) => expect(read(text)).toEqual([edtf, "explicit"]));

  it.each([
    ["early 2025", "2025"],
    ["in mid-2025", "2025"],
    ["late in 2025", "2025"],
    ["at the beginning of 2026", "2026"],
    ["by early 2025", "../2025-04"],
    ["by mid-2025", "../2025-06"],
    ["by the beginning of 2025", "../2025-01-01"],
    ["late October 2025", "2025-10"],
    ["in the second week of October 2025", "2025-10"],
  ])("%j gets no more precision than its words: %s", (text, edtf) => expect(read(text)).toEqual([edtf, "explicit"]));

  it.each([
    ["around 2025", "2025~"],
    ["around October 2025", "2025-10~"],
    ["by around 2025", "../2025~"],
  ])("%j is approximate: %s", (text, edtf) => expect(read(text)).toEqual([edtf, "explicit"]));
});

describe("words that need the day they were said", () => {
  it.each([
    ["this year", "2023"],
    ["THIS\n  Year", "2023"],
    ["This year, we plan to sign an agreement between the two countries", "2023"],
    ["later this year", "2023"],
    ["We may this year sign", "2023"],
    ["by next spring", "../2024-05"],
    ["in October", "2023-10"],
    ["12 October", "2023-10-12"],
    ["5年内", "2023-05-26/2028-05-26"],
    ["next year", "2024"],
    ["this month", "2023-05"],
    ["next month", "2023-06"],
    ["by the end of the year", "../2023"],
    ["by the end of this year", "../2023"],
    ["by year-end", "../2023"],
    ["before this year is out", "../2023"],
    ["by the end of next month", "../2023-06"],
    ["in October this year", "2023-10"],
    ["in May next year", "2024-05"],
    ["in the second half of the year", "2023-07/2023-12"],
    ["Q1 next year", "2024-01/2024-03"],
    ["this autumn", "2023-23"],
    ["this winter", "2023-24"],
    ["in two years", "2023-05-26/2025-05-26"],
    ["within 3 months", "2023-05-26/2023-08-26"],
    ["within 90 days", "2023-05-26/2023-08-24"],
    ["in 2 weeks", "2023-05-26/2023-06-09"],
    ["within a year", "2023-05-26/2024-05-26"],
    ["within one year from now", "2023-05-26/2024-05-26"],
    ["in the next five years", "2023-05-26/2028-05-26"],
    ["over the coming ten years", "2023-05-26/2033-05-26"],
    ["between this year and 2025", "2023/2025"],
    ["в этом году", "2023"],
    ["в следующем году", "2024"],
    ["до конца года", "../2023"],
    ["до конца следующего года", "../2024"],
    ["今年", "2023"],
    ["明年", "2024"],
    ["今年年底前", "../2023"],
    ["年底前完成", "../2023"],
    ["今年下半年", "2023-07/2023-12"],
  ])("%j, said on 26 May 2023, is %s", (text, edtf) => {
    expect(read(text)).toEqual([edtf, "relative"]);
  });

  it.each([
    ["this year", "2023", "2023"],
    ["this year", "2023~", "2023~"],
    ["by the end of the year", "2023-05?", "../2023?"],
    ["this autumn", "2023%", "2023-09%/2023-11%"],
    ["this year", "2023-03/2023-06", "2023"],
    ["next month", "2023-12", "2024-01"],
    ["within two years", "2023", "2023-01-01/2025-12-31"],
    ["within two years", "2023-05~", "2023-05-01~/2025-05-31~"],
    ["within a month", "2024-01-31", "2024-01-31/2024-02-29"],
    ["this winter", "2024-01-10", "2023-24"],
  ])("%j said on %s / %s is %s", (text, statedOn, edtf) => expect(read(text, statedOn)).toEqual([edtf, "relative"]));

  it.each([
    ["this month", "2023"],
    ["next month", "2023-21"],
    ["this year", "202X"],
    ["this year", "2022-12/2023-01"],
    ["this year", "2023/.."],
    ["within two years", "../2023"],
    ["next year", "9999"],
    ["before this year", "0000"],
    ["this winter", "2023"],
    ["this winter", "9999-12-31"],
    ["this spring", "2023-12"],
  ])("%j said on %s stays undated", (text, statedOn) => expect(read(text, statedOn)).toEqual([null, "none"]));
});

describe("words that name no time, or not one", () => {
  it.each(
    [
      "soon|in the near future|in the coming years|by the 30th anniversary|as soon as possible|в ближайшее время|尽快|",
      "by 2025 or 2026|in 2025 and by 2027|this year or next|this or next year|this year and beyond|in 2024 or later",
      "October or November 2025|1 and 5 October 2025|Last year we agreed; this year we sign",
      "since 2020|as early as this year|as early as 2026",
      "will not open before 2027|isn't to be ready by 2026|within two years of signing|within 30 days after ratification",
      "in two or three years|in 2-3 years|in 2 years 6 months|in the next year",
      "in line with the 2030 Agenda|increase by 2000 tonnes|2024-25|2024/25|FY2025|fiscal year 2025",
      "in May|12 May|31 February 2025|2026 to 2025|31.12.2025",
      "в прошлом году|2025年以后|去年|如今年轻人",
    ].flatMap((line) => line.split("|")),
  )("%j stays undated", (text) => {
    expect(read(text)).toEqual([null, "none"]);
  });
});
