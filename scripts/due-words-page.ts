import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { resolveDue } from "../src/dates/due-words/read.ts";
import { allPhrases } from "../tests/dates/phrases/all.ts";
import { type Phrase, type Phrases, usuallySaid } from "../tests/dates/phrases/phrases.ts";

/** docs/due-words.md: the phrases of the tests with their readings. `npm run docs:words` writes it. */

const intro = `# Due words

_Made by \`npm run docs:words\` from the tables of the tests, where each reading was worked out by hand._

Due words are read whole or not at all: by one grammar ([src/dates/due-words/](../src/dates/due-words/)) over a table of words for each language
([languages/](../src/dates/due-words/languages/)). \`GET /v1/due-words?text=...&statedOn=...&language=...&promisor=...\` shows how words would be read, and
\`reading\` of a due date says which of its words were read, which were not, and by which rule. The rules:

| rule | for example | the window |
| --- | --- | --- |
| \`within\` | in 2025, in early 2025 | that time; a part of it that nobody dated ("early", "a week of October") stays the whole |
| \`deadline\` | by 2030, by mid-2026 | open at its start. By the start of a year: its first day. By early in it: to April; by its middle: to June |
| \`before\` | before 2030 | to the end of the one before. Words that mean "by" as often ("до", "前", "чейин", "kadar") are read as by, which never makes anything late too soon |
| \`start\` | from 2026, after 2025 | open at its end: nothing is late |
| \`interval\` | between 2025 and 2027 | from the first day of one to the last of the other |
| \`duration\` | within five years, within six months of 1 January 2024 | from the statement, or from the date that is named |
| \`event\` | before the 2024 summit | within that year: the day of the event is not known here |
| \`policy\` | in the near future | what the operator's \`DUE_POLICY\` says |

Without a date, the rule says why: \`vague\` (soon), \`condition\` (if, once, subject to), \`recurrence\` (every year), \`several_times\`, \`statement_too_vague\`
(this month, said in 2023), \`season_unknown\`, \`fiscal_year_unknown\`, \`no_such_date\`, \`past\`, \`event\`, or \`unread_words\`: something is left that may change the meaning.
All but \`vague\` come with the warning \`due_not_understood\`, and are found by \`dueReading=not_understood\`.

- **Language.** \`language\` of the due date decides. Without it the language that knows most of the words does; where two know as many, they must agree, and
  leave no word over.
- **Seasons** are those of March, June, September and December in the north, half a year later in the south. Who promises decides: parties on both halves, or around the
  equator, leave a season unread; a southern summer lies in two years, and is not read beside a year. The preview without \`promisor\` takes the north.
- **Fiscal years** are read where those who promise have one and the same, and where the words say which of its two years is meant or the country names it by one:
  [countries.ts](../src/dates/due-words/countries.ts) has each with the law that sets it.
- **A day, month or season without a year** is the next one after the statement; in its own month or season it is not read, nor is a season that may be every one ("in winter"). A day of the week beside its date must be that of the date; alone it is not
  read.
- **Weeks** ("next week") are those of ISO 8601, from Monday, and not read in English, Portuguese, Arabic and Japanese, whose countries begin them on different days.
- **Years in words** ("dos mil veinticinco", "две тысячи двадцать пятого года", 令和8年) are years.
- **Compared with** a year that is over ("by 2030, 45 per cent below 2005 levels"): that year is no time. Compared with one to come, the words stay unread.
- **A limit far from its time** ("no later than the umpteenth of June"), a duration behind an event ("two years from signature", "协定生效两年后") and the date of a text
  ("resolution 2254 (2015)", "Указ от 12 мая", "Verordnung vom 12. Mai") are unread.

Said on ${usuallySaid} unless the line says otherwise.
`;

const cell = (text: string) => text.replaceAll("|", "\\|");

function row(language: string, [text, edtf, said = usuallySaid, ...parties]: Phrase): string {
  const { reading } = resolveDue({ text }, said, { language, parties });
  const told = [
    ...(said === usuallySaid ? [] : [`said on ${said}`]),
    ...(parties.length > 0 ? [parties.join(", ")] : []),
  ];
  const words = told.length === 0 ? cell(text) : `${cell(text)} (${told.join("; ")})`;
  return `| ${words} | ${edtf === null ? "-" : `\`${edtf}\``} | ${reading?.rule} |`;
}

const section = ({ language, name, phrases }: Phrases) =>
  [
    `\n## ${name}\n`,
    "| words | EDTF | rule |",
    "| --- | --- | --- |",
    ...phrases.map((each) => row(language, each)),
    "",
  ].join("\n");

/** The page as it should be. */
export const dueWordsPage = (): string => intro + allPhrases.map(section).join("");

const page = fileURLToPath(new URL("../docs/due-words.md", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, dueWordsPage());
