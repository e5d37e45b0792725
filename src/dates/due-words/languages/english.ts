import { counted, type Language, numeralsOf, yearsInWords } from "./language.ts";

const numerals =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen";
const ordinals = (
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth " +
  "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth " +
  "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split(" ");
const endings: Readonly<Record<string, string>> = { first: "st", second: "nd", third: "rd" };
/** "Twenty-first", "twenty first", "21st". */
const ordinalForms = ordinals.map((word, n) => {
  const [, last = ""] = /(?:-|^)(\w+)$/.exec(word) ?? [];
  return [word, word.replace("-", "_"), `${n + 1}_${endings[last] ?? "th"}`].join("|");
});
const months =
  "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec";

const numbers = numeralsOf(
  `${numerals} nineteen`.split(" "),
  ["twenty", "thirty", "forty", "fifty"],
  (ten, one) => `${ten}-${one}|${ten} ${one}`,
);

export const english: Language = {
  tag: "en",
  name: "English",
  plurals: "days|weeks|months|quarters|years|decades",
  script: "Latn",
  yearBeforeNoun: true,
  words: [
    ...numbers.slice(18).map((forms, n): [string, string] => [`n:${n + 19}`, forms]),
    ["n:70", "seventy"],
    ["n:80", "eighty"],
    ["n:100", "hundred|one hundred|a hundred"],
    ...yearsInWords("two thousand and|two thousand", numbers),
    ["n:18 unit:month", "a year and a half|one year and a half|one and a half years"],
    ["n:30 unit:month", "two and a half years|two years and a half"],
    ...counted("wd", "monday tuesday wednesday thursday friday saturday sunday"),
    [
      "of",
      "midnight|noon|midday|close of business|close of play|midnight gmt|midnight utc|noon gmt|noon utc|midnight on|noon on|close of business on",
    ],
    ["of", "the close of business on|the end of business on|midnight gmt on|midnight utc on|noon gmt on|noon utc on"],
    ["base", "compared to|compared with|as compared to|as compared with|relative to|against|in comparison with|versus"],
    ["base:weak", "below"],
    ["pbase", "level|levels|baseline|baselines"],
    [
      "in",
      "over the biennium|in the biennium|for the biennium|during the biennium|over the triennium|in the triennium|for the triennium",
    ],
    ...counted("n", numerals),
    ["n:20", "twenty"],
    ["n:30", "thirty"],
    ["n:60", "sixty"],
    ["n:90", "ninety"],
    ["n:100", "one hundred|a hundred"],
    ...counted("ord", ordinalForms.join(" ")),
    ["ord:-1", "final"],
    ["of", "st|nd|rd|th"],
    ...counted("month", months),
    ["unit:day", "day|days|calendar day|calendar days"],
    ["unit:week", "week|weeks"],
    ["unit:month", "month|months|calendar month"],
    ["unit:quarter", "quarter|quarters"],
    ["unit:half", "half"],
    ["unit:year", "year|years|calendar year|calendar years"],
    ["unit:decade", "decade|decades"],
    ["unit:century", "century"],
    ["n:1 unit:day", "a day"],
    ["n:1 unit:week", "a week"],
    ["n:1 unit:month", "a month"],
    ["n:1 unit:year", "a year"],
    ["n:1 unit:decade", "a decade"],
    ["n:6 unit:month", "half a year"],
    ["season:1", "spring"],
    ["season:2", "summer"],
    ["season:3", "autumn|fall"],
    ["season:4", "winter"],
    ["half:1", "h1|first half"],
    ["half:2", "h2|second half"],
    ["quarter:1", "q1"],
    ["quarter:2", "q2"],
    ["quarter:3", "q3"],
    ["quarter:4", "q4|last quarter|final quarter"],
    ["this", "this|current|present"],
    ["next", "next|coming|upcoming"],
    ["past", "last|past|previous|preceding"],
    ["rel:day:0", "today"],
    ["rel:day:1", "tomorrow"],
    ["rel:year:1", "the coming year"],
    [
      "within n:1 unit:decade",
      "over the next decade|in the next decade|within the next decade|over the coming decade|in the coming decade",
    ],
    ["within n:1 unit:year", "over the next year|within the next year|over the coming year|within the coming year"],
    [
      "within n:1 unit:month",
      "over the next month|within the next month|over the coming month|within the coming month",
    ],
    ["other", "the next year|the next month|the next week|the next quarter|the next decade|next few|coming few"],
    ["part:start", "beginning of|start of|the beginning of|the start of|opening of"],
    ["part:early", "early|early in|early part of"],
    ["part:mid", "mid|middle of|midway through|mid point of"],
    ["part:late", "late|late in|later|later in"],
    ["part:end", "end of|the end of|close of|end|ends of|very end of"],
    ["unit:year part:end", "year-end|year end|year's end|end of year|end-of-year|end-year"],
    ["unit:year part:mid", "mid-year|midyear"],
    ["part:end", "is out|is over|ends|expires|runs out"],
    ["rel:month:0 part:end", "month-end|month end|month's end"],
    ["by unit:century part:mid", "by mid century|by the middle of the century"],
    ["fiscal", "fy|fiscal year|financial year|fiscal year fy|fiscal year (fy)|financial year (fy)|budget year"],
    ["other", "academic year|school year|tax year|marketing year|lunar year|agricultural year"],
    ["decades", "s"],
    ["in", "in|during|throughout|in the course of|over the course of|over the period|in the period|during the period"],
    ["in", "on|at|for the period|in the rest of|for the rest of|in the remainder of|during the rest of"],
    [
      "within",
      "within|in less than|in under|within a period of|no later than within|in no more than|in at most|over|inside",
    ],
    ["next", "for the next|for the coming"],
    [
      "by",
      "by|no later than|not later than|on or before|at or before|up to|until|till|through|at the latest by|by at latest|between now and|" +
        "from now until|from now till|from now to|by or before|up to and including|through to|in the period to|in the period up to|before or in|before or during|not beyond|no later than by",
    ],
    ["before", "before|prior to|ahead of|in advance of|earlier than"],
    ["by part:end", "before the end of|prior to the end of|ahead of the end of"],
    ["from:weak", "from"],
    [
      "from",
      "beginning in|beginning on|beginning from|starting in|starting on|starting from|starting|beginning|as of|as from|" +
        "with effect from|effective from|effective|no earlier than|not earlier than|not before|no sooner than|commencing in|commencing on|commencing",
    ],
    ["after", "after|following|beyond|past the end of"],
    ["between", "between"],
    ["and", "and"],
    ["to", "to"],
    ["by about", "by or around|on or around"],
    ["about", "around|about|approximately|circa|roughly|c"],
    ["time", "time|'time|'s time|from now|from today|hence|' time|s' time"],
    ["pwithin", "from now|from today"],
    ["pby", "at the latest|at latest|or before"],
    ["pfrom", "onwards|onward|on|at the earliest|and onwards"],
    ["sooner", "or sooner|or earlier|if not sooner|if not earlier|or before|and preferably sooner"],
    ["or", "or"],
    [
      "cond",
      "if|unless|once|when|whenever|provided|providing|subject to|conditional|contingent|pending|depending|upon|as soon as|" +
        "in the event|where possible|assuming|or such|or any",
    ],
    [
      "recur",
      "every|each|annually|annual|yearly|biennially|biannually|per year|a year|once a year|twice a year|monthly|quarterly|per annum|weekly",
    ],
    ["neg", "not|never|cannot|no"],
    ["neg", "won't|isn't|doesn't|don't|didn't|can't|wouldn't|shouldn't|hasn't|haven't"],
    [
      "other",
      "at least until|at least till|at least through|since|ago|as early as|as late as|later than|later date|thereafter|afterwards|" +
        "term|session|sessions|anniversary|presidency|semester|earlier|from now on|ongoing|continuing|extended|renewed|postponed from|moved from|shifted from|deferred from|changed from|advanced from|brought forward|rescheduled|turn of",
    ],
    ["cond", "as soon as"],
    [
      "event",
      "summit|conference|meeting|forum|congress|assembly|elections|election|games|olympics|expo|cop|summits|talks|round|ministerial|championship",
    ],
    [
      "vague",
      "soon|as soon as possible|asap|in due course|shortly|in the near future|in the foreseeable future|promptly|without delay|at an early date|" +
        "in the short term|in the medium term|in the long term|at the earliest opportunity|as soon as practicable|in the coming years|over time|" +
        "in the coming months|in the coming weeks|in the coming days|at the earliest possible date|at an appropriate time|when conditions permit",
    ],
    ["art", "the"],
    ["of", "of"],
    ["for", "for"],
    [
      "common",
      "we|they|it|he|she|i|to|will|would|shall|should|must|can|could|may|might|is|are|was|be|been|our|their|its|both|all|a|an|with|as|" +
        "we may|they may|it may|which may|parties may|countries may|states may|may be|may also|" +
        "period|states|parties|countries|governments|government|party|state|members|that|which|this agreement|under|namely|so|now|" +
        "this agreement|these|those|latest|at least|least|least|more|full|entirely|fully|completed|complete|expected|planned",
    ],
    [
      "qty",
      "million|billion|thousand|trillion|km|kilometres|kilometers|miles|metres|meters|tons|tonnes|hectares|mw|gw|kwh|gwh|twh|mt|people|persons|" +
        "students|places|percent|per cent|%|dollars|euros|yuan|villages|communities|schools|percentage points|jobs|homes|households|megawatts|gigawatts",
    ],
    ["cur", "$|€|£|¥|us$|usd|eur|gbp|cny|rmb"],
  ],
};
