import { counted, inflected, type Language } from "./language.ts";

const months = "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık".split(" ");
/** Endings of "where", "from where" and "of", on a month or after the apostrophe of a number. */
const WHERE = "da|de|ta|te|nda|nde|ında|inde|unda|ünde";
const WHENCE = "dan|den|tan|ten|ndan|nden|ından|inden";
const OF = "ın|in|un|ün|nın|nin|nun|nün";
const WHERETO = "a|e|ya|ye|na|ne|ına|ine|una|üne";

const suffixed = (endings: string) => endings.split("|").map((ending) => `'${ending}`);

export const turkish: Language = {
  tag: "tr",
  name: "Turkish",
  script: "Latn",
  numeric: { separators: "./" },
  yearBeforeNoun: true,
  conditionalEndings: "sa|se",
  words: [
    ...inflected("month", months, { "": "|ı|i|u|ü", pin: WHERE, of: OF }),
    ["month:12", "aralığı|aralığın|aralık ayı|aralık ayının"],
    ["month:12 pby", "aralığa kadar"],
    ["month:8 pby", "ağustosa kadar"],
    ...inflected("month", months, {
      pby: WHERETO.split("|")
        .map((ending) => `${ending} kadar`)
        .join("|"),
    }),
    ...inflected("month", months, {
      pfrom: WHENCE.split("|")
        .map((ending) => `${ending} itibaren`)
        .join("|"),
    }),
    ...inflected("month", months, {
      pbefore: WHENCE.split("|")
        .map((ending) => `${ending} önce`)
        .join("|"),
    }),
    ["of", "ayı|ayının"],
    ["pin", "ayında|ayı içinde|ayı içerisinde"],
    ["pby", "ayına kadar|ayına dek"],
    ...counted("n", "bir iki üç dört beş altı yedi sekiz dokuz on"),
    ["n:12", "on iki"],
    ["n:15", "on beş"],
    ["n:18", "on sekiz"],
    ["n:20", "yirmi"],
    ["n:30", "otuz"],
    ["n:60", "altmış"],
    ["n:90", "doksan"],
    ["n:100", "yüz"],
    ["n:6 unit:month", "yarım yıl"],
    ...counted("ord", "birinci|ilk|i ikinci|ii üçüncü|iii dördüncü|iv"),
    ["ord:-1", "son"],
    ["unit:day", "gün|günü|günlük|günün"],
    ["other", "iş günü|iş gününde"],
    ["unit:week", "hafta|haftası|haftalık|haftasında|haftanın"],
    ["unit:month", "ay|aylık|ayın"],
    ["unit:quarter", "çeyrek|çeyreği|çeyreğin|çeyreğinin"],
    ["unit:quarter pin", "çeyreğinde|çeyrekte"],
    ["unit:quarter pby", "çeyreğine kadar"],
    ["unit:half", "yarı|yarısı|yarıyıl|yarısının|yarıyılı"],
    ["unit:half pin", "yarısında|yarıyılında|yarıda"],
    ["unit:half pby", "yarısına kadar"],
    ["unit:year", "yıl|yılı|yılının|yılın|yıllar|yılları|sene|senesi|senenin|yıllık|takvim yılı"],
    ["unit:year pin", "yılında|yılda|yıllarında|senesinde|yılı içinde|yılı içerisinde|yıl içinde|yılı boyunca"],
    ["unit:year pby", "yılına kadar|yılına dek|yıla kadar|yılına değin|yıllarına kadar|senesine kadar"],
    ["unit:year pfrom", "yılından itibaren|yıldan itibaren|yılından başlayarak"],
    ["unit:year pbefore", "yılından önce|yıldan önce"],
    ["unit:year pafter", "yılından sonra|yıldan sonra"],
    ["unit:century", "yüzyıl|yüzyılın|asır"],
    ["other", "on yılın|on yıllık"],
    ["decades", "'lu yıllar|'lı yıllar|'li yıllar|'lü yıllar|'lu yılların|'lı yılların"],
    ["decades pin", "'lu yıllarda|'lı yıllarda|'li yıllarda|'lü yıllarda"],
    ["season:1", "bahar|baharı|ilkbahar|ilkbaharı|baharının|ilkbaharının"],
    ["season:1 pin", "baharında|ilkbaharında|ilkbaharda|baharda"],
    ["season:1 pby", "baharına kadar|ilkbaharına kadar"],
    ["season:2", "yaz|yazı|yazının"],
    ["season:2 pin", "yazında|yazın|yaz aylarında"],
    ["season:2 pby", "yazına kadar"],
    ["season:3", "sonbahar|sonbaharı|güz|sonbaharının"],
    ["season:3 pin", "sonbaharında|sonbaharda|güzünde"],
    ["season:3 pby", "sonbaharına kadar"],
    ["season:4", "kış|kışı|kışının"],
    ["season:4 pin", "kışında|kışın"],
    ["season:4 pby", "kışına kadar"],
    ["this", "bu|içinde bulunduğumuz|cari"],
    ["next", "gelecek|önümüzdeki|ertesi|müteakip"],
    ["past", "geçen|geçtiğimiz|önceki"],
    ["rel:day:0", "bugün"],
    ["rel:day:1", "yarın"],
    ["rel:year:0 part:end", "yıl sonu|yılsonu|yıl sonunun"],
    ["rel:year:0 part:end pin", "yıl sonunda|yılsonunda"],
    ["rel:year:0 part:end pby", "yıl sonuna kadar|yılsonuna kadar|yıl sonuna dek|yıl bitmeden|yıl sonundan önce"],
    ["part:start", "başı|başının"],
    ["part:start pin", "başında|başlarında"],
    ["part:start pby", "başına kadar"],
    ["part:start pbefore", "başından önce"],
    ["part:start pfrom", "başından itibaren"],
    ["part:mid", "ortası|ortasının"],
    ["part:mid pin", "ortasında|ortalarında"],
    ["part:mid pby", "ortasına kadar|ortalarına kadar"],
    ["part:end", "sonu|sonunun|sonları"],
    ["part:end pin", "sonunda|sonlarında|sonu itibarıyla|sonu itibariyle"],
    ["part:end pby", "sonuna kadar|sonuna dek|sonundan önce|sonlarına kadar|sonuna değin|bitmeden"],
    ["fiscal", "mali yılı|mali yıl|mali yılında|mali yılının"],
    [
      "other",
      "öğretim yılı|eğitim öğretim yılı|dönem|dönemi|dönemde|yıldönümü|yıl dönümü|görev süresi|oturum|oturumu|üniversite",
    ],
    ["by", "en geç|geç olmamak üzere"],
    ["from", "en erken"],
    [
      "pby",
      [
        ...suffixed(WHERETO).map((ending) => `${ending} kadar`),
        ...suffixed(WHERETO).map((ending) => `${ending} dek`),
        "kadar",
        "tarihine kadar",
        "tarihine dek",
        "en geç",
      ].join("|"),
    ],
    [
      "pin",
      [...suffixed(WHERE), "tarihinde", "itibarıyla", "itibariyle", "sırasında", "boyunca", "arasında"].join("|"),
    ],
    [
      "pfrom",
      [
        ...suffixed(WHENCE).map((ending) => `${ending} itibaren`),
        ...suffixed(WHENCE).map((ending) => `${ending} başlayarak`),
        "tarihinden itibaren",
        "itibaren",
      ].join("|"),
    ],
    ["pbefore", [...suffixed(WHENCE).map((ending) => `${ending} önce`), "tarihinden önce", "öncesinde"].join("|")],
    ["pafter", [...suffixed(WHENCE).map((ending) => `${ending} sonra`), "sonrasında", "sonra"].join("|")],
    ["unit:year pafter", "yıl sonra"],
    ["pfrom", suffixed(WHENCE).join("|")],
    ["unit:year pfrom", "yılından"],
    ["of", suffixed(OF).join("|")],
    ["pwithin", "içinde|içerisinde|zarfında|süresince"],
    ["and", "ve"],
    ["and", "ile"],
    ["or", "veya|ya da|yahut"],
    ["about", "yaklaşık"],
    ["pabout", "civarı|civarında|dolaylarında"],
    ["sooner", "veya daha önce|ya da daha önce"],
    ["cond", "eğer|şartıyla|koşuluyla|halinde|takdirde|üzerine|durumunda|olursa|bağlı olarak"],
    ["recur", "her|yıllık olarak|yılda bir|her yıl|düzenli|ayda bir"],
    ["neg", "değil|yok|olmayacak|olmaksızın"],
    [
      "event",
      "zirve|zirvesi|zirvesinden|zirvesine|konferans|konferansı|konferansına|toplantı|toplantısı|seçim|seçimleri|seçimlerine|forum|forumu|kongre|kongresi|oyunları|ziyareti|fuarı",
    ],
    [
      "vague",
      "yakında|en kısa sürede|en kısa zamanda|mümkün olan en kısa sürede|yakın gelecekte|öngörülebilir gelecekte|zamanı gelince|gecikmeksizin|kısa vadede|orta vadede|uzun vadede|" +
        "önümüzdeki yıllarda|önümüzdeki aylarda|gelecek yıllarda|uygun zamanda|vakit kaybetmeden|ivedilikle|önümüzdeki dönemde",
    ],
    ["for", "için"],
    ["common", "olarak|olan|tüm|taraflar|ülkeler|biz|da|de"],
    [
      "qty",
      "milyon|milyar|bin|yüzde|%|km|kilometre|ton|hektar|kişi|köy|okul|megavat|gigavat|mw|gw|dolar|avro|euro|lira",
    ],
    ["cur", "$|€|₺"],
  ],
};
