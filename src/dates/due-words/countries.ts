/** On which half of the globe, or neither: there the four seasons of the calendar are not those of the words. */
export type Hemisphere = "north" | "south" | "unknown";

/** Fiscal year: the month in which it starts, and which of its two years it is called by (null: both must be said). */
export interface FiscalYear {
  firstMonth: number;
  namedBy: "start" | "end" | null;
  source: string;
}

/**
 * States most of whose people live south of 10° S, by capital and main cities; seasons are half a year away there.
 * Coordinates: CIA, The World Factbook, "Geographic coordinates".
 */
const SOUTH = "AGO ARG AUS BOL BRA BWA CHL LSO MDG MOZ MUS MWI NAM NZL PER PRY SWZ URY ZAF ZMB ZWE".split(" ");

/** States around the equator or with land far on both sides of it: their words of seasons are not read. */
const EQUATOR = (
  "BDI BRN CAF CIV CMR COD COG COL COM CRI ECU ETH FJI FSM GAB GHA GNQ GUY IDN KEN KIR LBR LKA MDV MHL MYS NGA NRU " +
  "PAN PHL PLW PNG RWA SGP SLB SLE SOM SSD STP SUR SYC TGO TLS TON TUV TZA UGA VEN VUT WSM BEN"
).split(" ");

/** Organisations whose members all lie north of the equator. */
const NORTHERN = "EU NATO SCO CIS CSTO EAEU OTS".split(" ");

/** The half of the globe of a party: an ISO 3166-1 alpha-3 code, or one of few organisations. */
function hemisphereOf(code: string): Hemisphere {
  if (SOUTH.includes(code)) return "south";
  if (EQUATOR.includes(code)) return "unknown";
  return NORTHERN.includes(code) || /^[A-Z]{3}$/.test(code) ? "north" : "unknown";
}

/** The one half on which all of these lie; unknown where they lie on both, or one's is not known. */
export function commonHemisphere(codes: readonly string[]): Hemisphere {
  const [first = "unknown", ...others] = new Set(codes.map(hemisphereOf));
  return others.length === 0 ? first : "unknown";
}

const CALENDAR = (source: string): FiscalYear => ({ firstMonth: 1, namedBy: "start", source });

/** Central governments' years of account, each with the law that sets it. */
const FISCAL_YEARS: Readonly<Record<string, FiscalYear>> = {
  AUS: { firstMonth: 7, namedBy: null, source: "Acts Interpretation Act 1901, s. 2B" },
  BRA: CALENDAR("Lei 4.320/1964, art. 34"),
  CAN: { firstMonth: 4, namedBy: null, source: "Financial Administration Act, s. 2" },
  CHN: CALENDAR("Budget Law, art. 18"),
  DEU: CALENDAR("Bundeshaushaltsordnung, § 4"),
  FRA: CALENDAR("Loi organique 2001-692, art. 1"),
  GBR: { firstMonth: 4, namedBy: null, source: "Interpretation Act 1978, Schedule 1" },
  IND: { firstMonth: 4, namedBy: null, source: "General Clauses Act 1897, s. 3(21)" },
  JPN: { firstMonth: 4, namedBy: "start", source: "Public Finance Act, art. 11" },
  KAZ: CALENDAR("Budget Code of the Republic of Kazakhstan"),
  KGZ: CALENDAR("Budget Code of the Kyrgyz Republic"),
  KOR: CALENDAR("National Finance Act, art. 2"),
  NZL: { firstMonth: 7, namedBy: null, source: "Public Finance Act 1989, s. 2" },
  RUS: CALENDAR("Budget Code of the Russian Federation, art. 12"),
  TUR: CALENDAR("Law 5018 on Public Financial Management and Control"),
  USA: { firstMonth: 10, namedBy: "end", source: "31 U.S.C. 1102" },
  UZB: CALENDAR("Budget Code of the Republic of Uzbekistan"),
  ZAF: { firstMonth: 4, namedBy: null, source: "Public Finance Management Act 1999, s. 1" },
};

/** The one fiscal year that all of these parties have, or null. */
export function commonFiscalYear(codes: readonly string[]): FiscalYear | null {
  const years = codes.map((code) => FISCAL_YEARS[code] ?? null);
  const [first = null] = years;
  const isCommon = years.every((year) => year?.firstMonth === first?.firstMonth && year?.namedBy === first?.namedBy);
  return isCommon ? first : null;
}
