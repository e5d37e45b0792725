import { counted, type Language, numeralsOf, yearsInWords } from "./language.ts";

const first =
  "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze dezesseis|dezasseis dezessete|dezassete " +
  "dezoito dezenove|dezanove";
const numbers = numeralsOf(first.split(" "), ["vinte", "trinta", "quarenta", "cinquenta"], (ten, one) =>
  one
    .split("|")
    .map((each) => `${ten} e ${each}`)
    .join("|"),
);

export const portuguese: Language = {
  tag: "pt",
  name: "Portuguese",
  plurals: "dias|semanas|meses|trimestres|semestres|anos|décadas|próximos|próximas|seguintes",
  script: "Latn",
  numeric: { separators: "/." },
  words: [
    ["n:70", "setenta"],
    ["n:80", "oitenta"],
    ["n:100", "cento"],
    [
      "after",
      "seguintes a|seguintes à|seguintes ao|subsequentes a|subsequentes à|subsequentes ao|posteriores a|posteriores à|posteriores ao|contados a partir|contados da|contados do",
    ],
    ...yearsInWords("dois mil e|dois mil", numbers),
    ["n:18 unit:month", "um ano e meio|ano e meio"],
    ["n:30 unit:month", "dois anos e meio"],
    ["wd:1", "segunda-feira"],
    ["wd:2", "terça-feira"],
    ["wd:3", "quarta-feira"],
    ["wd:4", "quinta-feira"],
    ["wd:5", "sexta-feira"],
    ["wd:6", "sábado"],
    ["wd:7", "domingo"],
    [
      "base",
      "em relação a|em relação ao|em relação aos níveis|em relação ao nível|em comparação com|em comparação a|comparado a|abaixo dos níveis|face a|face aos níveis|relativamente a|relativamente aos níveis",
    ],
    [
      "within n:1 unit:decade",
      "na próxima década|durante a próxima década|ao longo da próxima década|no próximo decénio",
    ],
    [
      "in",
      "no biénio|no biênio|para o biénio|para o biênio|no triénio|no triênio|para o triénio|para o triênio|no quadriênio|no quadriénio",
    ],
    ...counted(
      "month",
      "janeiro|jan fevereiro|fev março|mar abril|abr maio junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez",
    ),
    ...numbers.map((forms, n): [string, string] => [`n:${n + 1}`, forms]),
    ["n:60", "sessenta"],
    ["n:90", "noventa"],
    ["n:100", "cem"],
    ...counted(
      "ord",
      "primeiro|primeira|1º|1.º|1ª|i segundo|segunda|2º|2.º|2ª|ii terceiro|terceira|3º|3.º|iii quarto|quarta|4º|4.º|iv",
    ),
    ["ord:-1", "último|última|últimos|últimas"],
    ["unit:day", "dia|dias"],
    ["other", "dias úteis"],
    ["unit:week", "semana|semanas"],
    ["unit:fortnight", "quinzena"],
    ["unit:month", "mês|meses"],
    ["unit:quarter", "trimestre|trimestres"],
    ["unit:half", "semestre|semestres|metade"],
    ["unit:year", "ano|anos|ano civil"],
    ["unit:decade", "década|décadas|decénio|decênio"],
    ["unit:century", "século"],
    ["decades:before", "os anos|nos anos|dos anos|anos"],
    ["season:1", "primavera"],
    ["season:2", "verão"],
    ["season:3", "outono"],
    ["season:4", "inverno"],
    ["this", "este|esta|deste|desta|neste|nesta|corrente|atual|presente|em curso"],
    ["next", "próximo|próxima|próximos|próximas|que vem|vindouro|seguintes"],
    ["past", "passado|passada|anterior"],
    ["rel:day:0", "hoje"],
    ["rel:day:1", "amanhã"],
    ["part:start", "começo"],
    ["part:early", "início|inícios|princípio|princípios"],
    ["part:mid", "meados"],
    ["part:end", "fim|final|finais|fins"],
    ["before part:start", "antes do início|antes do começo"],
    ["fiscal", "ano fiscal|exercício fiscal|exercício financeiro|exercício|ano financeiro"],
    [
      "other",
      "ano letivo|ano lectivo|ano escolar|legislatura|mandato|sessão|aniversário|presidência|quadrimestre|biénio|biênio",
    ],
    ["in", "em|no|na|nos|nas|durante|ao longo|no decorrer|no decurso|no período|para o período|ao"],
    ["within", "no prazo|num prazo|em um prazo|dentro|no prazo máximo|em menos|num período"],
    [
      "by",
      "até|até ao|até o|até à|até a|o mais tardar até|o mais tardar em|o mais tardar no|o mais tardar|no máximo até|no mais tardar até|até o mais tardar|daqui até",
    ],
    ["before", "antes|previamente a|antes de|antes do"],
    ["from", "a partir|desde|não antes|a contar"],
    ["after", "após|depois|a seguir|para além"],
    ["between", "entre"],
    ["and", "e"],
    ["to", "a"],
    ["about", "por volta|cerca|aproximadamente|em torno"],
    ["pby", "o mais tardar|no máximo"],
    ["pfrom", "em diante|no mínimo"],
    ["sooner", "ou antes|ou mais cedo"],
    ["or", "ou"],
    ["cond", "se|caso|desde que|quando|uma vez|sujeito a|na condição|a menos|assim que|logo que|mediante|em função"],
    ["recur", "cada|todos os|todas as|anualmente|anual|anuais|por ano|ao ano|uma vez por|mensalmente|trimestralmente"],
    ["neg", "não|nunca|nem"],
    ["other", "pelo menos até|no mínimo até|há|posteriormente|ulterior"],
    ["event", "cúpula|cimeira|conferência|reunião|eleições|fórum|congresso|assembleia|jogos|exposição|visita|cop"],
    [
      "vague",
      "em breve|brevemente|o mais rapidamente possível|o mais rápido possível|o quanto antes|oportunamente|em devido tempo|no devido tempo|num futuro próximo|em um futuro próximo|no futuro próximo|" +
        "a curto prazo|a médio prazo|a longo prazo|sem demora|quanto antes|nos próximos anos|nos próximos meses|nos próximos dias|no futuro previsível|logo que possível|assim que possível",
    ],
    ["art", "o|os|as|à|às"],
    ["of", "de|do|da|dos|das"],
    ["for", "por|para"],
    ["common", "nós|será|serão|deve|devem|com|que|todos|todas|sobre|nosso|nossa|seu|sua|estados|partes|países"],
    [
      "qty",
      "por cento|%|milhões|milhão|bilhões|mil|km|quilómetros|quilômetros|toneladas|hectares|pessoas|aldeias|escolas|mw|gw|euros|dólares|reais|empregos",
    ],
    ["cur", "€|$|r$|us$"],
  ],
};
