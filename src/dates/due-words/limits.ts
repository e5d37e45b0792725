import { joined, ofSymbol, type Token } from "./pattern.ts";
import { applied, type Rule, rule, type Surroundings } from "./rule.ts";
import * as windows from "./windows.ts";

/** How a window follows from words, as answers name it. */
export type Kind = "within" | "deadline" | "before" | "start" | "interval" | "duration" | "event";

const timesOf = (tokens: readonly Token[]) =>
  ofSymbol(tokens, "t").map((token) => token.time ?? windows.untold("unread_words"));

function limited(tokens: readonly Token[], kind: Kind, found: windows.Time): Token {
  const isClosed = tokens.some((token) => token.isClosed || /^p(?:in|by|before|from|after|within)$/.test(token.symbol));
  return joined(tokens, "l", { time: found, rule: kind, isClosed, value: tokens[0]?.symbol ?? "" });
}

const one =
  (kind: Kind, make: (x: windows.Time) => windows.Time): Rule[1] =>
  (tokens) => {
    const [x] = timesOf(tokens);
    return x === undefined ? null : limited(tokens, kind, make(x));
  };

const inside = one("within", windows.within);
const deadline = one("deadline", windows.upTo);
const before = one("before", windows.before);
const start = one("start", windows.from);
const after = one("start", windows.after);

const interval: Rule[1] = (tokens) => {
  const [a, b] = timesOf(tokens);
  return a === undefined || b === undefined ? null : limited(tokens, "interval", windows.span(a, b));
};

function countOf(tokens: readonly Token[]): windows.Count {
  const [count = "0", unit = ""] = (ofSymbol(tokens, "d", "nd")[0]?.value ?? "").split(" ");
  return { count: Number(count), unit };
}

/** From the statement's first day to that long after its last. */
const duration: Rule[1] = (tokens, { said }) =>
  limited(tokens, "duration", windows.windowAfter(said, countOf(tokens), { isRelative: true }));

const inTime: Rule[1] = (tokens, { said }) => limited(tokens, "duration", windows.pointAfter(said, countOf(tokens)));

/** "Within six months of 1 January 2024". */
const durationFrom: Rule[1] = (tokens) => {
  const [x] = timesOf(tokens);
  if (x === undefined) return null;
  if (x.edtf === null) return limited(tokens, "duration", x);
  const anchor = x.part === "start" ? windows.upTo(x) : x;
  const [first, last] = windows.ends(anchor.edtf?.replace("../", "") ?? "");
  if (x.part !== undefined && x.part !== "end" && x.part !== "start")
    return limited(tokens, "duration", windows.untold("unread_words"));
  const day = (date: string, which: "earliest" | "latest") => windows.boundsOfDate(date)[which];
  const latest = day(last, "latest");
  const earliest = x.part === "end" ? latest : day(first, "earliest");
  const isRelative = x.isRelative ?? false;
  return limited(tokens, "duration", windows.windowAfter({ earliest, latest }, countOf(tokens), { isRelative }));
};

const eventBy = one("event", windows.upTo);
const eventIn = one("event", windows.within);
const event: Rule[1] = (tokens, around) =>
  ofSymbol(tokens.slice(0, 1), "by", "till", "before").length > 0 ||
  ofSymbol(tokens.slice(-1), "pby", "pbefore").length > 0
    ? eventBy(tokens, around)
    : eventIn(tokens, around);

/** "45 per cent below 2005 levels": what a number is compared with is no time that a promise is due, if it is over. */
const baseline: Rule[1] = (tokens, { said }) => {
  const [x] = timesOf(tokens);
  const latest = x?.edtf ? windows.boundsOfDate(windows.ends(x.edtf)[1]).latest : null;
  const isOver = latest !== null && said.earliest !== null && latest < said.earliest;
  return isOver ? joined(tokens, "amt") : null;
};

const NAME = "(?:word|art|of|common){0,4}";

/** Words that make one time of two. */
const INTERVALS: readonly Rule[] = [
  rule("base ~(?:in|pbase)?~t ~pbase?|(?:from|in|within|of)?~t ~pbase", baseline),
  rule("base(?!~in?~t)|(?<!t~)pbase", ([token]) =>
    token?.value === "weak" ? { ...token, symbol: "word", value: "x" } : null,
  ),
  rule("~t ~and ~t ~pbetween", interval),
  rule("between ~t ~and ~t", interval),
  rule("between ~t(?!~(?:and|or))", (tokens) => {
    const [x] = timesOf(tokens);
    return x?.isRange ? limited(tokens, "interval", windows.within(x)) : null;
  }),
  rule("(?:from|of)~t ~comma?(?:to|by|till|dash)~t pby?", interval),
  rule("~t ~pfrom ~t (?!~pin)~(?:pby|to)?", interval),
  rule("t ~(?:to|till|dash)~t (?!~(?:pby|pbefore))", (tokens, around) => {
    const [a, b] = timesOf(tokens);
    return a === undefined || b === undefined
      ? null
      : { ...(interval(tokens, around) as Token), symbol: "t", time: windows.span(a, b) };
  }),
];

/** Words that bound a promise by a time. */
const LIMITS: readonly Rule[] = [
  rule("(?:by|till|before|in)~t (?:apos decades?)?(?:word|common){0,3}event", event),
  rule(`(?:by|till|before)~event ${NAME}(?:of|in|art)*t`, eventBy),
  rule("t (?:apos decades?)?(?:word|common){0,3}event ~(?:pby|pbefore)", event),
  rule("within ~d ~(?:of|from|after)~t", durationFrom),
  rule("in ~d ~(?:from|after)~t", durationFrom),
  rule("within ~d ~time", duration),
  rule("in ~d ~time", inTime),
  rule("(?:of|after|from)?~t (?:pfrom|pafter|of)~d pwithin", durationFrom),
  rule("(?:in|within|by)?~nd(?:pwithin|pin)?", duration),
  rule("till ~d", duration),
  rule("(?:by|till)~d ~time", duration),
  rule("time ~d|~d (?:pafter|time)", inTime),
  rule("(?:in|within)~d (?:pwithin|pin)?", duration),
  rule("~d (?:pwithin|pin)", duration),
  rule("(?:by|before|till)?(?:in|by)?~t (?:dot|comma)?~pby", deadline),
  rule("(?:by|till)~in?~t pin?(?:comma?~sooner)?(?:comma?~pby)?", deadline),
  rule("before ~t", before),
  rule("~t ~pbefore", before),
  rule("from ~in?~t (?:pfrom|pin)?", start),
  rule("after ~t", after),
  rule("in?~t ~pfrom", start),
  rule("~t ~pafter", after),
  rule("in ~t ~comma?pby", deadline),
  rule("~t ~pbetween", (tokens) => {
    const [x] = timesOf(tokens);
    return x?.isRange ? limited(tokens, "interval", windows.within(x)) : null;
  }),
  rule("(?:in|within)~t (?:pin|pwithin)?", inside),
  rule("~t (?:pin|pwithin)", inside),
];

/** The last step: a time that no word limits, and that may belong to something else. */
const BARE: Rule = rule("t", ([token]) =>
  token?.time === undefined ? null : { ...token, symbol: "l", rule: "bare", time: windows.within(token.time) },
);

/** Tokens in which each time has become one `l`, with its limits. */
export const limit = (tokens: readonly Token[], around: Surroundings): Token[] =>
  applied([...INTERVALS, ...LIMITS, BARE], tokens, around);
