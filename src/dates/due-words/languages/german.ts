import { counted, type Language, yearsInWords } from "./language.ts";

const ones = "ein zwei drei vier fünf sechs sieben acht neun".split(" ");
const higher = ["zwanzig", "dreißig", "vierzig", "fünfzig"].flatMap((ten) => [
  ten,
  ...ones.map((one) => `${one}und${ten}`),
]);
const first =
  "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn";
const ordinals =
  "fünfte sechste siebte|siebente achte neunte zehnte elfte zwölfte dreizehnte vierzehnte fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte";
const days = [...ordinals.split(" "), ...higher.slice(0, 12).map((numeral) => `${numeral}ste`)];

export const german: Language = {
  tag: "de",
  name: "German",
  plurals: "tage|tagen|wochen|monate|monaten|quartale|jahre|jahren|jahrzehnte|jahrzehnten",
  weeksFromMonday: true,
  script: "Latn",
  numeric: { separators: "." },
  words: [
    ...[...first.split(" "), ...higher].slice(15).map((form, n): [string, string] => [`n:${n + 16}`, form]),
    ["n:70", "siebzig"],
    ["n:80", "achtzig"],
    ["n:120", "hundertzwanzig|einhundertzwanzig"],
    ["n:180", "hundertachtzig|einhundertachtzig"],
    ...yearsInWords("zweitausend|zweitausendund", [...first.split(" "), ...higher], ""),
    ...days.map((forms, n): [string, string] => [
      `ord:${n + 5}`,
      forms
        .split("|")
        .flatMap((form) => [form, `${form}n`, `${form}r`])
        .join("|"),
    ]),
    ["n:30 unit:month", "zweieinhalb jahre|zweieinhalb jahren|zweieinhalb jahrs"],
    ...counted("wd", "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag"),
    [
      "base",
      "gegenüber|gegenüber dem jahr|gegenüber dem niveau von|im vergleich zu|im vergleich zum jahr|verglichen mit|im vergleich mit",
    ],
    ["rel:year:2", "übernächstes jahr|übernächsten jahres|übernächsten jahr"],
    [
      "within n:1 unit:decade",
      "im nächsten jahrzehnt|im kommenden jahrzehnt|in der nächsten dekade|in der kommenden dekade",
    ],
    ...counted(
      "month",
      "januar|jänner|jan februar|feber|feb märz april|apr mai juni|jun juli|jul august|aug september|sept oktober|okt november|nov dezember|dez",
    ),
    ...counted(
      "n",
      "ein|eine|einem|einen|einer|eines zwei|zweier drei|dreier vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn",
    ),
    ["n:18", "achtzehn"],
    ["n:20", "zwanzig"],
    ["n:24", "vierundzwanzig"],
    ["n:30", "dreißig|dreissig"],
    ["n:60", "sechzig"],
    ["n:90", "neunzig"],
    ["n:100", "hundert|einhundert"],
    ["n:6 unit:month", "ein halbes jahr|eines halben jahres|einem halben jahr"],
    ["n:18 unit:month", "anderthalb jahren|eineinhalb jahren|anderthalb jahre"],
    ...counted(
      "ord",
      "erste|ersten|erster|erstes|i zweite|zweiten|zweiter|zweites|ii dritte|dritten|dritter|drittes|iii vierte|vierten|vierter|viertes|iv",
    ),
    ["ord:-1", "letzte|letzten|letztes"],
    ["unit:day", "tag|tage|tagen|tages"],
    ["other", "werktage|werktagen|arbeitstage|arbeitstagen"],
    ["unit:week", "woche|wochen"],
    ["unit:month", "monat|monate|monaten|monats"],
    ["unit:quarter", "quartal|quartals|quartale|vierteljahr|vierteljahres"],
    ["unit:half", "halbjahr|halbjahres|hälfte|jahreshälfte"],
    ["unit:year", "jahr|jahre|jahren|jahres|kalenderjahr|kalenderjahres|jahrs"],
    ["unit:decade", "jahrzehnt|jahrzehnts|jahrzehnte|jahrzehnten|dekade|dekaden"],
    ["unit:century", "jahrhundert|jahrhunderts"],
    ["decades", "er jahre|er jahren|er-jahre|er-jahren|er"],
    ["season:1", "frühjahr|frühling|frühjahrs|frühlings"],
    ["season:2", "sommer|sommers"],
    ["season:3", "herbst|herbstes"],
    ["season:4", "winter|winters"],
    ["half:1", "h1"],
    ["half:2", "h2"],
    ["quarter:1", "q1"],
    ["quarter:2", "q2"],
    ["quarter:3", "q3"],
    ["quarter:4", "q4"],
    ["this", "dieses|diesem|diesen|dieser|diese|laufenden|laufendes|laufende|aktuellen|gegenwärtigen"],
    [
      "next",
      "nächstes|nächsten|nächste|nächster|nächstem|kommendes|kommenden|kommende|kommender|kommendem|folgenden|künftigen",
    ],
    ["past", "letztes|letztem|vergangenes|vergangenen|vorigen|voriges|vergangene"],
    ["rel:year:0", "heuer"],
    ["rel:day:0", "heute"],
    ["rel:day:1", "morgen"],
    ["unit:year part:end", "jahresende|jahresschluss"],
    ["unit:year part:mid", "jahresmitte"],
    ["rel:month:0 part:end", "monatsende"],
    ["part:start", "beginn|dem beginn"],
    ["part:early", "anfang|anfangs"],
    ["part:mid", "mitte"],
    ["part:end", "ende|schluss|ausgang"],
    ["part:late", "spätestens ende"],
    [
      "by part:end",
      "bis spätestens ende|spätestens ende|bis ende|bis zum ende|spätestens bis ende|bis spätestens zum ende",
    ],
    ["fiscal", "haushaltsjahr|haushaltsjahres|geschäftsjahr|geschäftsjahres|fiskaljahr|wirtschaftsjahr"],
    [
      "other",
      "schuljahr|schuljahres|legislaturperiode|wahlperiode|amtszeit|jahrestag|jahrestages|ratspräsidentschaft|präsidentschaft|sitzungsperiode|semester|tagung",
    ],
    ["in", "in|im|am|an|während|im laufe|im verlauf|im zeitraum|für den zeitraum|noch in|noch im|zum|zur|über"],
    ["within", "innerhalb|innerhalb von|binnen|in weniger als|innert|in höchstens|innerhalb der|binnen der"],
    [
      "by",
      "bis|bis zum|bis zur|bis spätestens|bis spätestens zum|spätestens|spätestens bis|spätestens bis zum|spätestens im|spätestens in|spätestens am|spätestens zum|bis zum spätestens|bis in|bis ins|bis in das|bis einschließlich|nicht später als",
    ],
    ["before", "vor|noch vor|bevor"],
    ["of", "von|vom"],
    [
      "from",
      "ab|seit beginn|ab dem|frühestens|frühestens ab|frühestens im|frühestens in|nicht vor|beginnend|beginnend mit|mit wirkung vom",
    ],
    ["after", "nach|im anschluss an"],
    ["between", "zwischen"],
    ["and", "und"],
    ["about", "um mindestens|um wenigstens|um rund|um etwa|um bis zu|um|gegen|etwa|ungefähr|circa|ca|rund"],
    ["pby", "spätestens|an spätestens"],
    ["pfrom", "an|frühestens"],
    ["sooner", "oder früher|oder eher"],
    ["or", "oder|beziehungsweise|bzw"],
    [
      "cond",
      "wenn|falls|sofern|sobald|vorbehaltlich|unter der voraussetzung|unter der bedingung|soweit|im falle|nachdem|abhängig|je nach",
    ],
    [
      "recur",
      "jedes|jeden|jährlich|jährliche|alle|pro jahr|im jahr einmal|einmal im jahr|monatlich|quartalsweise|vierteljährlich|je jahr",
    ],
    ["neg", "nicht|kein|keine|nie|niemals"],
    ["other", "mindestens bis|zumindest bis|wenigstens bis|seit|später|danach|darüber hinaus|ursprünglich"],
    [
      "event",
      "gipfel|gipfels|gipfeltreffen|konferenz|treffen|treffens|wahl|wahlen|bundestagswahl|forum|kongress|versammlung|spiele|besuch|messe",
    ],
    [
      "vague",
      "bald|demnächst|so bald wie möglich|baldmöglichst|schnellstmöglich|in kürze|in naher zukunft|in absehbarer zeit|zeitnah|kurzfristig|mittelfristig|langfristig|unverzüglich|zu gegebener zeit|" +
        "so schnell wie möglich|in den kommenden jahren|in den nächsten jahren|in den kommenden monaten|in den nächsten monaten|möglichst bald|umgehend|in den kommenden wochen",
    ],
    ["art", "der|die|das|den|dem"],
    ["of", "des|von den"],
    ["for", "für"],
    [
      "common",
      "wir|sie|es|wird|werden|soll|sollen|muss|müssen|mit|auf|zu|dass|unser|unsere|ihre|beide|rund um|als|staaten|parteien|auch",
    ],
    [
      "qty",
      "prozent|%|millionen|million|milliarden|milliarde|tausend|km|kilometer|tonnen|hektar|menschen|dörfer|dörfern|schulen|mw|gw|euro|dollar|arbeitsplätze",
    ],
    ["cur", "€|$"],
  ],
};
