import countries from "i18n-iso-countries";

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const idOf = (kind: number, n: number) =>
  `01900000-0000-7${String(kind).padStart(3, "0")}-8000-${n.toString(16).padStart(12, "0")}`;

const types = "infrastructure border_crossing mobility trade finance energy education culture security health".split(
  " ",
);
const firmness = "explore hope intend pledge political_agreement signed".split(" ");
const kinds = "treaty joint_statement communique speech news report".split(" ");
const eventTypes = "note clarified restated funding_pledged disputed".split(" ");
const endings = [
  null,
  null,
  "signed",
  "signed",
  "entered_into_force",
  "work_started",
  "completed",
  "cancelled",
  "suspended",
];
const languages = ["en", "ru", "zh", "fr"] as const;
const words = {
  en: `the two sides agreed to open a railway border port energy trade water road bridge visa school hospital corridor
    customs power line feasibility study joint fund transit cargo agreement cooperation`.split(/\s+/),
  ru: `стороны договорились открыть железную дорогу граница порт энергия торговля вода мост школа больница коридор
    таможня линия совместный фонд транзит груз соглашение сотрудничество`.split(/\s+/),
  zh: "双方 同意 建设 铁路 口岸 能源 贸易 水资源 公路 桥梁 签证 学校 医院 走廊 海关 电力 研究 联合 基金 合作".split(
    " ",
  ),
  fr: `les parties conviennent ouvrir un chemin de fer port frontière énergie commerce eau route pont visa école
    hôpital corridor douane étude commun fonds transit accord coopération`.split(/\s+/),
};
export const parties = Object.keys(countries.getAlpha3Codes())
  .toSorted()
  .filter((_, n) => n % 2 === 0)
  .slice(0, 100);

/** A commitment with its sources, 1 to 3 quotes and 3 to 10 events, some 5 kB as JSON: the nth is always the same. */
export function lineOf(n: number): string {
  const random = randomFrom(n * 7919 + 17);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(of: readonly T[]) => of[below(of.length)] as T;
  /** The first is drawn most often, as by Zipf's law. */
  const rank = (limit: number) => Math.floor(limit ** random()) - 1;
  const say = (language: keyof typeof words, count: number) =>
    Array.from({ length: count }, () => pick(words[language])).join(" ");
  const day = (year: number) =>
    `${year}-${String(1 + below(12)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`;
  const party = (at: number, role: string) => {
    const code = parties[at] as string;
    return { party: code, role, kind: "state", name: countries.getName(code, "en") ?? code };
  };

  const promisor = rank(parties.length);
  const others = [...new Set([rank(parties.length), rank(parties.length)])].filter((at) => at !== promisor);
  const year = 1995 + below(26);
  const statedOn = day(year);
  const source = { n: Math.floor(n / 5), language: languages[Math.floor(n / 5) % 4] ?? "en" };
  const sourceId = idOf(2, source.n);
  const quotes = Array.from({ length: 1 + below(3) }, (_, k) => ({
    ...{ id: idOf(3, n * 4 + k), sourceId, language: source.language },
    exact: `${say(source.language, 25 + below(30))} ${n}.${k}`,
    ...(source.language === "en" ? {} : { translation: say("en", 30) }),
  }));
  const evidence = [{ sourceId, quoteId: quotes[0]?.id }];
  const events = Array.from({ length: 3 + below(8) }, (_, k, count = 0) => ({
    ...{ id: idOf(4, n * 16 + k + count), type: pick(eventTypes), date: day(year + 1 + Math.floor(k / 3)), evidence },
    title: `${say("en", 6 + below(6))} ${k}`,
    description: say("en", 20 + below(30)),
  }));
  const end = pick(endings);
  if (end) events[events.length - 1] = { ...(events.at(-1) as (typeof events)[0]), type: end, date: day(year + 5) };
  const due = [{ text: `by ${year + 3}` }, { edtf: `${year + 1 + below(40)}` }, { text: "this year" }, null];
  return JSON.stringify({
    ...{ id: idOf(1, n), slug: `commitment-${n}`, title: `${say("en", 9)} ${n}`, summary: say("en", 60 + below(60)) },
    ...{ type: types[rank(types.length)], firmness: pick(firmness), statedOn, due: pick(due) },
    parties: [party(promisor, "promisor"), ...others.map((at) => party(at, "promisee"))],
    sectors: [{ vocabulary: "OECD-DAC", code: "33120" }],
    tags: [...new Set([`tag-${rank(40)}`, `tag-${rank(40)}`])],
    ...(random() < 0.5 ? { location: { type: "Point", coordinates: [below(360) - 180, below(160) - 80] } } : {}),
    sources: [
      {
        ...{
          id: sourceId,
          slug: `source-${source.n}`,
          kind: kinds[source.n % kinds.length],
          language: source.language,
        },
        ...{ title: `Document ${source.n}`, publishedOn: "1995-01-01", publisher: "Ministry of Foreign Affairs" },
      },
    ],
    ...{ quotes, events },
  });
}
