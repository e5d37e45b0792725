/** The words of a text as cues are matched against them: folded, with their places; signs are words, too. */
export interface Word {
  text: string;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  /** Begins with a capital letter, as names do. */
  isCapital: boolean;
}

const pattern =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+|[^\s'’ʼ‘`]/gu;
const capital = /^\p{Lu}/u;
const known = new Map<string, string>();
const mostKnown = 20_000;

/** Traditional characters of the cues, each before the simplified one. */
const traditional = pairs(
  "雙双將将願愿們们國国諾诺劃划與与協协議议進进動动擴扩開开應应須须強强實实現现設设發发維维護护決决爭争從从標标準准備备著着儘尽盡尽謝谢賀贺籲吁請请達达減减億亿萬万圓元噸吨貿贸務务員员長长際际關关係系認认為为對对機机構构" +
    "領领導导繼继續续還还過过經经濟济術术業业產产環环氣气電电資资運运輸输總总統统門门間间說说報报導导據据稱称訪访問问會会談谈見见憶忆確确穩稳擇择歡欢戰战略略夥伙屬属於于條条約约締缔簽签署署舉举辦办獲获歷历" +
    "規规範范嚴严劇剧圍围極极參参團团結结織织廣广夠够單单獨独當当時时個个這这裏里後后來来處处無无種种類类樣样東东車车鐵铁橋桥邊边區区縣县學学習习醫医療疗藥药衛卫數数網网絡络戶户隨随軟软體体論论討讨釋释證证許许",
);

function pairs(text: string): ReadonlyMap<string, string> {
  const characters = [...text];
  return new Map(characters.flatMap((own, n) => (n % 2 === 0 ? [[own, characters[n + 1] ?? own] as const] : [])));
}

const arabic = /\p{sc=Arab}/u;

/** Without case; Arabic letters without points, variants, and the "and" that is written with the next word. */
export function fold(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const simplified = traditional.get(word);
  if (simplified !== undefined) return simplified;
  const lower = word.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  const folded = arabic.test(lower) ? foldArabic(lower) : lower;
  if (known.size >= mostKnown) known.clear();
  known.set(word, folded);
  return folded;
}

/** "And" before a word of three letters or more, and before the small ones that open a cue: from, has, not, it. */
const andBefore = /^و(?=.{3}|(?:من|قد|لن|لم|هو|هي|في|تم|لا|عن|كل|ان)$)/;

const foldArabic = (word: string) =>
  word
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .replace(/\u0671/g, "\u0627")
    .replace(/[\u0649\u06cc]/g, "\u064a")
    .replace(/\u06a9/g, "\u0643")
    .replace(/\u0629/g, "\u0647")
    .replace(andBefore, "");

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(pattern))
    words.push({ text: fold(found), start: index, end: index + found.length, isCapital: capital.test(found) });
  return words;
}
