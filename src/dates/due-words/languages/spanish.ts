import { counted, type Language, numeralsOf, yearsInWords } from "./language.ts";

const first =
  "un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve " +
  "veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve";
const numbers = numeralsOf(first.split(" "), ["treinta", "cuarenta", "cincuenta"], (ten, one) =>
  one
    .split("|")
    .map((each) => `${ten} y ${each}`)
    .join("|"),
);

export const spanish: Language = {
  tag: "es",
  name: "Spanish",
  plurals: "días|semanas|meses|trimestres|semestres|años|decenios|décadas|próximos|próximas|siguientes",
  weeksFromMonday: true,
  script: "Latn",
  numeric: { separators: "/." },
  words: [
    ["n:70", "setenta"],
    ["n:80", "ochenta"],
    ["n:100", "ciento"],
    [
      "after",
      "siguientes a|siguientes al|posteriores a|posteriores al|contados a partir|contados desde|contados a partir del",
    ],
    ...yearsInWords("dos mil", numbers),
    ["n:18 unit:month", "un año y medio|año y medio"],
    ["n:30 unit:month", "dos años y medio"],
    ...counted("wd", "lunes martes miércoles jueves viernes sábado domingo"),
    [
      "base",
      "con respecto a|con respecto al|con respecto a los niveles|respecto a los niveles|respecto de los niveles|respecto a|respecto de|en comparación con|por debajo de los niveles|en relación con los niveles|con respecto al nivel|respecto al nivel",
    ],
    [
      "within n:1 unit:decade",
      "en la próxima década|en el próximo decenio|durante la próxima década|en la década que viene",
    ],
    ["within", "en un plazo no mayor a|en un plazo no superior a|en un plazo de hasta"],
    [
      "in",
      "en el bienio|durante el bienio|para el bienio|en el trienio|durante el trienio|para el trienio|para el cuatrienio",
    ],
    ...counted(
      "month",
      "enero|ene febrero|feb marzo abril|abr mayo junio|jun julio|jul agosto|ago septiembre|setiembre|sept octubre|oct noviembre|nov diciembre|dic",
    ),
    ...numbers.map((forms, n): [string, string] => [`n:${n + 1}`, forms]),
    ["n:60", "sesenta"],
    ["n:90", "noventa"],
    ["n:100", "cien"],
    ...counted(
      "ord",
      "primer|primero|primera|1er|1º|1.º|i segundo|segunda|2º|2.º|ii tercer|tercero|tercera|3er|3º|iii cuarto|cuarta|4º|iv",
    ),
    ["ord:-1", "último|última|últimos|últimas"],
    ["unit:day", "día|días"],
    ["other", "días hábiles|días laborables"],
    ["unit:week", "semana|semanas"],
    ["unit:fortnight", "quincena"],
    ["unit:month", "mes|meses"],
    ["unit:quarter", "trimestre|trimestres"],
    ["unit:half", "semestre|semestres|mitad"],
    ["unit:year", "año|años|año natural|año civil"],
    ["unit:decade", "decenio|decenios|década|décadas"],
    ["unit:century", "siglo"],
    ["decades:before", "los años|de los años|años"],
    ["season:1", "primavera"],
    ["season:2", "verano"],
    ["season:3", "otoño"],
    ["season:4", "invierno"],
    ["this", "este|esta|actual|presente|en curso|corriente|del presente"],
    ["next", "próximo|próxima|próximos|próximas|que viene|venidero|entrante|siguientes"],
    ["past", "pasado|pasada|anterior"],
    ["rel:day:0", "hoy"],
    ["rel:day:1", "mañana"],
    ["part:start", "comienzo|inicio"],
    ["part:early", "principios|comienzos|inicios"],
    ["part:mid", "mediados"],
    ["part:end", "fines|finales|fin|final|cierre"],
    ["in part:early", "a principios|a comienzos|a inicios"],
    ["in part:mid", "a mediados"],
    ["in part:end", "a fines|a finales|al final|a fin"],
    ["by part:end", "antes de que finalice|antes de que termine|antes de que acabe|antes de finalizar"],
    ["fiscal", "año fiscal|ejercicio fiscal|ejercicio económico|ejercicio financiero|ejercicio"],
    [
      "other",
      "año escolar|curso escolar|año lectivo|año académico|legislatura|mandato|período de sesiones|periodo de sesiones|aniversario|presidencia|cuatrimestre|bienio",
    ],
    [
      "in",
      "en|durante|a lo largo|en el transcurso|en el curso|en el período|en el periodo|para el período|para el periodo",
    ],
    [
      "within",
      "en un plazo|en el plazo|dentro|en un plazo máximo|en un plazo no mayor|en menos|en un período|en un plazo no superior",
    ],
    [
      "by",
      "para|a más tardar|a más tardar en|a más tardar el|a más tardar para|hasta|no más tarde|antes o en|como máximo en|para antes del fin|hacia el horizonte|con horizonte",
    ],
    ["till", "de aquí a|de aquí al"],
    ["before", "antes|con anterioridad a|previo a|antes de|antes del"],
    ["from", "a partir|desde|no antes|a contar|con efecto a partir"],
    ["after", "después|tras|posterior a|luego|más allá|a partir de la firma"],
    ["between", "entre"],
    ["and", "y|e"],
    ["to", "a"],
    ["about", "hacia|alrededor|aproximadamente|en torno a|en torno al|cerca"],
    ["pby", "a más tardar|como máximo|como muy tarde"],
    ["pfrom", "en adelante|como mínimo|como pronto"],
    ["sooner", "o antes"],
    ["or", "o|u"],
    [
      "cond",
      "si|siempre que|siempre y cuando|cuando|una vez|en caso|sujeto a|a condición|previa|a menos|en función|según|con sujeción",
    ],
    [
      "recur",
      "cada|todos los|todas las|anualmente|anual|anuales|por año|al año|una vez al|trimestralmente|mensualmente",
    ],
    ["neg", "no|nunca|ni"],
    ["other", "al menos hasta|por lo menos hasta|como mínimo hasta|hace|desde hace|posteriormente|ulterior"],
    ["event", "cumbre|conferencia|reunión|elecciones|foro|congreso|asamblea|juegos|exposición|visita|cop"],
    [
      "vague",
      "pronto|próximamente|lo antes posible|cuanto antes|a la brevedad|a la brevedad posible|en breve|oportunamente|en su debido momento|a su debido tiempo|en un futuro próximo|en un futuro cercano|" +
        "en el futuro previsible|a corto plazo|a mediano plazo|a medio plazo|a largo plazo|sin demora|sin dilación|en los próximos años|en los próximos meses|en los próximos días|en los años venideros",
    ],
    ["art", "el|la|los|las|lo"],
    ["of", "de|del"],
    ["in", "al"],
    ["for", "por"],
    [
      "common",
      "nosotros|será|serán|debe|deben|con|que|todos|todas|sobre|nuestro|nuestra|nuestros|su|sus|estados|partes|países|se",
    ],
    [
      "qty",
      "por ciento|%|millones|millón|mil|km|kilómetros|toneladas|hectáreas|personas|aldeas|escuelas|mw|gw|euros|dólares|empleos",
    ],
    ["cur", "€|$|usd"],
  ],
};
