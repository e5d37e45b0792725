import { counted, inflected, type Language } from "./language.ts";

const months = "yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr".split(" ");

const words: [string, string][] = [
  ["n:40", "qirq"],
  ["n:50", "ellik"],
  ["n:70", "yetmish"],
  ["n:80", "sakson"],
  ["n:18 unit:month", "bir yarim yil"],
  ["n:30 unit:month", "ikki yarim yil"],
  ["unit:year pfrom", "yildan oldin emas|yildan avval emas|yildan erta emas"],
  ["pwithin", "muddatda|muddat ichida"],
  ["unit:week", "haftalik"],
  ["rel:week:0", "shu hafta|joriy hafta|shu haftada|joriy haftada"],
  ["rel:week:1", "keyingi hafta|kelasi hafta|keyingi haftada|kelasi haftada|kelgusi hafta"],
  ["pin", "kuni"],
  ...counted(
    "wd",
    "dushanba|dushanba_kuni seshanba|seshanba_kuni chorshanba|chorshanba_kuni payshanba|payshanba_kuni juma|juma_kuni shanba|shanba_kuni yakshanba|yakshanba_kuni",
  ),
  ["pbase", "darajasidan|darajasiga nisbatan|nisbatan|ga nisbatan"],
  ["pbetween", "oralig'ida"],
  ["unit:year pbetween", "yillar oralig'ida"],
  ...inflected("month", months, {
    "": "|i| oyi| oyining|ning|iga",
    pin: "da|ida| oyida| oyi ichida| oylarida",
    pby: "gacha|igacha|ga qadar|iga qadar| oyigacha| oyiga qadar|dan kechiktirmay|idan kechiktirmay|dan kechiktirmasdan|idan kechiktirmasdan",
    pfrom: "dan boshlab|idan boshlab| oyidan boshlab|dan|idan",
    pafter: "dan keyin|idan keyin|dan so'ng|idan so'ng",
    pbefore: "dan oldin|idan oldin",
  }),
  ...counted("n", "bir ikki uch to'rt besh olti yetti sakkiz to'qqiz o'n"),
  ["n:12", "o'n ikki"],
  ["n:15", "o'n besh"],
  ["n:18", "o'n sakkiz"],
  ["n:20", "yigirma"],
  ["n:30", "o'ttiz"],
  ["n:60", "oltmish"],
  ["n:90", "to'qson"],
  ["n:100", "yuz"],
  ["n:6 unit:month", "yarim yil"],
  ...counted("ord", "birinchi|dastlabki|i ikkinchi|ii uchinchi|iii to'rtinchi|iv"),
  ["ord:-1", "oxirgi|so'nggi"],
  ["unit:day", "kun|kunlik|kunning"],
  ["other", "ish kuni|ish kunida"],
  ["unit:week", "hafta|haftaning|haftada|haftasida|haftasi"],
  ["unit:month", "oy|oyning|oylik|oyga"],
  ["unit:month pin", "oyda"],
  ["unit:quarter", "chorak|choragi|choragining|chorakning"],
  ["unit:quarter pin", "choragida|chorakda"],
  ["unit:quarter pby", "choragigacha|choragiga qadar"],
  ["unit:half", "yarmi|yarim yillik|yarim yilligi|yarmining|yarim yilligining"],
  ["unit:half pin", "yarmida|yarim yilligida|yarim yillikda"],
  ["unit:half pby", "yarmigacha|yarmiga qadar|yarim yilligigacha"],
  ["unit:year", "yil|yilning|yillar|yilga|yillari"],
  ["unit:year pin", "yilda|yili|yillarda|yil davomida|yil ichida|yillar davomida|yillarida"],
  ["unit:year pby", "yilgacha|yilga qadar|yillargacha|yilga kelib"],
  ["unit:year pby", "yildan kechiktirmay|yildan kechiktirmasdan"],
  ["unit:year pfrom", "yildan boshlab|yildan"],
  ["unit:year pafter", "yildan keyin|yildan so'ng"],
  ["unit:year pbefore", "yildan oldin|yildan avval"],
  ["unit:decade", "o'n yillik|o'n yillikning"],
  ["unit:century", "asr|asrning"],
  ["season:1", "bahor|bahori|bahorining"],
  ["season:1 pin", "bahorida|bahorda"],
  ["season:1 pby", "bahorigacha|bahorgacha|bahoriga qadar"],
  ["season:2", "yoz|yozi|yozining"],
  ["season:2 pin", "yozida|yozda"],
  ["season:2 pby", "yozigacha|yozgacha|yoziga qadar"],
  ["season:3", "kuz|kuzi|kuzining"],
  ["season:3 pin", "kuzida|kuzda"],
  ["season:3 pby", "kuzigacha|kuzgacha|kuziga qadar"],
  ["season:4", "qish|qishi|qishining"],
  ["season:4 pin", "qishida|qishda"],
  ["season:4 pby", "qishigacha|qishgacha"],
  ["this", "shu|bu|joriy|ushbu"],
  ["next", "keyingi|kelgusi|kelasi|yaqin|navbatdagi"],
  ["past", "o'tgan|o'tgan yilgi|avvalgi"],
  ["rel:day:0", "bugun"],
  ["rel:day:1", "ertaga"],
  ["unit:year part:end pby", "yil oxirigacha|yil yakunigacha|yil yakuniga qadar|yil oxiriga qadar"],
  ["part:start", "boshi|boshining"],
  ["part:start pin", "boshida|boshlarida"],
  ["part:start pby", "boshigacha|boshiga qadar"],
  ["part:start pfrom", "boshidan boshlab|boshidan"],
  ["part:mid", "o'rtasi|o'rtalari|o'rtasining"],
  ["part:mid pin", "o'rtasida|o'rtalarida"],
  ["part:mid pby", "o'rtasigacha|o'rtalarigacha|o'rtasiga qadar"],
  ["part:end", "oxiri|oxirining|yakuni"],
  ["part:end pin", "oxirida|yakunida|oxirlarida"],
  ["part:end pby", "oxirigacha|oxiriga qadar|yakuniga qadar|yakunigacha"],
  ["fiscal", "moliya yili|moliyaviy yil|moliya yilida"],
  ["other", "o'quv yili|o'quv yilida|sessiya|sessiyasida|chaqiriq|yilligi|yilligiga|bosqich|bosqichida"],
  ["by", "kechi bilan|eng kechi"],
  ["pby", "qadar|gacha|kechiktirmay|kechiktirmasdan|kelib"],
  ["pfrom", "boshlab"],
  ["pafter", "keyin|so'ng"],
  ["pbefore", "oldin|avval"],
  ["pwithin", "ichida|davomida|mobaynida"],
  ["and", "va|hamda"],
  ["or", "yoki"],
  ["about", "taxminan"],
  ["pabout", "atrofida"],
  ["cond", "agar|sharti bilan|taqdirda|holda|hollarda|shart bilan|bo'lsa|qarab"],
  ["recur", "har|har yili|har ikki|yiliga|muntazam|har oy"],
  ["neg", "emas|yo'q"],
  [
    "event",
    "sammit|sammiti|sammitiga|sammitigacha|konferensiya|konferensiyasi|uchrashuv|uchrashuvi|yig'ilish|saylov|saylovlar|saylovlarigacha|forum|forumi|qurultoy|tashrifi",
  ],
  [
    "vague",
    "tez orada|yaqin orada|yaqin kelajakda|yaqin vaqtda|imkon qadar tez|qisqa muddatda|kelajakda|yaqin yillarda|zudlik bilan|eng qisqa muddatda|o'z vaqtida",
  ],
  ["for", "uchun"],
  ["common", "bo'yicha|biz|ular|tomonlar|bo'ladi|kerak|rejalashtirilgan"],
  ["qty", "foiz|%|million|milliard|ming|mln|mlrd|km|kilometr|tonna|gektar|kishi|qishloq|maktab|mvt|dollar|so'm|obyekt"],
  ["cur", "$|€"],
];

/** Longer letters first. Words that the two alphabets spell by other rules than these are added below. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/o'/g, "ў"],
  [/g'/g, "ғ"],
  [/sh/g, "ш"],
  [/ch/g, "ч"],
  [/ya/g, "я"],
  [/yo/g, "ё"],
  [/yu/g, "ю"],
  [/ye/g, "е"],
  [/(?<=^|[\s|])e/g, "э"],
];
const SINGLE = new Map(
  Array.from("abdefghijklmnopqrstuvxyz", (letter, n) => [letter, Array.from("абдефгҳижклмнопқрстувхйз")[n] ?? ""]),
);

/** Latin in Cyrillic letters; Roman numerals and signs stay. https://en.wikipedia.org/wiki/Uzbek_alphabet */
function inCyrillic(phrases: string): string {
  return phrases
    .split("|")
    .map((phrase) => {
      if (/^(?:i{1,3}|iv|\W+)$/.test(phrase)) return phrase;
      const letters = LETTERS.reduce((text, [latin, cyrillic]) => text.replace(latin, cyrillic), phrase);
      return letters.replace(/[a-z]/g, (letter) => SINGLE.get(letter) ?? letter);
    })
    .join("|");
}

export const uzbek: Language = {
  tag: "uz",
  name: "Uzbek",
  plurals: "yillar|yillari|yillarda|yillarida",
  weeksFromMonday: true,
  script: "Latn",
  numeric: { separators: "." },
  yearBeforeNoun: true,
  conditionalEndings: "sa",
  anchorEndings: "dan",
  words,
};

const soft = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" ");

/** The same table in the other alphabet. */
export const uzbekCyrillic: Language = {
  ...uzbek,
  conditionalEndings: "са",
  anchorEndings: "дан",
  plurals: "йиллар|йиллари|йилларда|йилларида",
  name: "Uzbek (Cyrillic)",
  script: "Cyrl",
  words: [
    ...words.map(([symbols, phrases]): [string, string] => [symbols, inCyrillic(phrases)]),
    ...inflected("month", soft, { "": "", pin: "да| ойида", pby: "гача|га қадар| ойигача", pfrom: "дан бошлаб|дан" }),
  ],
};
