import type { CueLanguage } from "./language.ts";

/** Forms: the future, and the conditional that tells of a future from the past (RAE, Nueva gramática, 2009). */
export const spanish: CueLanguage = {
  tag: "es",
  name: "Spanish",
  script: "Latn",
  common: "el|los|las|del|y|una|con|por|para|que|al|es",
  actors:
    "nosotros|yo|ambos gobiernos|ambos mandatarios|ambos presidentes|ambas naciones|los gobernantes|presidentes|jefes de estado|nuestro país|nuestro gobierno|el gobierno|mi gobierno|mi país|las dos partes|ambas partes|las partes|cada parte|toda parte|los dos países|ambos países|los estados miembros|los estados partes|los estados|el estado|ellas|ellos|los ministros|las ministras|la comisión|la unión|los líderes|los presidentes|los mandatarios|los jefes de estado|los signatarios|las autoridades|el presidente|la presidenta|el consejo|la secretaría|los países|los gobiernos|las partes contratantes|el ministerio|los cancilleres",
  cues: [
    {
      ...{ cue: "commit", kind: "commissive", weight: 2.2, firmness: "pledge" },
      words:
        "haremos todo|hará todo|harán todo|hacer todo lo posible|no escatim*|todos los esfuerzos|todo lo que esté|cumpliremos|vamos a cumplir|prometió|prometieron|juró|garantizó|aseguró que|se obliga|se obligan|con el compromiso|compromiso de|compromiso con|se compromete*|se comprometen|nos comprometemos|me comprometo|comprometid* a|comprometid* con|comprometid* para|comprometid* en|estamos comprometid*|están comprometid*|está comprometid*|se comprometió|se comprometieron|nuestro compromiso|su compromiso|el compromiso de|compromisos|prometemos|promete|prometo|garantizamos|garantiza|garantizan|garantizo|aseguramos|asumimos|asume|asumen|aseguro que|reafirm* .. compromiso|ratific* .. compromiso",
      except: "nuestro compromiso con|su compromiso con",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words:
        "aprobó|aprobaron|aprueba|aprueban|pactan|se acuerda|está de acuerdo en|están de acuerdo en|se acordó|se decidió|se convino|fue acordado|quedó acordado|decisión de|coincidieron en *ar|coincidimos en *ar|coincidieron en *er|coincidimos en *er|coincidieron en *ir|pactaron|pactó|se resolvió|concordaron|ratificamos|acordaron|acuerdan|acordamos|acordó|convinieron|convienen|convenimos|decidieron|decidimos|decide|deciden|decidió|resolvieron|hemos acordado|han acordado|hemos decidido|ha decidido|determinad* a|resuelt* a|aceptó|aceptaron|aceptamos|instruyeron|instruyó|encargaron|el acuerdo de *ar|el acuerdo de *er|el acuerdo de *ir|acuerdo para",
    },
    {
      ...{ cue: "agree_view", kind: "commissive", weight: 0.3, firmness: "political_agreement" },
      words:
        "coincidieron en|coincidimos en|hemos coincidido|concordaron en que|acordaron que|coincidieron en la necesidad",
    },
    {
      ...{ cue: "agree_need", kind: "stance", weight: -0.2 },
      words: "la necesidad de|la importancia de|la importancia del|subrayaron la importancia|importancia que",
    },
    {
      ...{ cue: "announce", kind: "commissive", weight: 1 },
      words: "anunció|anunciaron|anunciamos|anuncia|anuncian|anunció que|dio a conocer|presentó",
    },
    {
      ...{ cue: "said_would", kind: "modal", weight: 1.6, firmness: "intend" },
      words:
        "dijo que .. *ría|anunció que .. *ría|aseguró que .. *ría|afirmó que .. *ría|prometió que .. *ría|indicó que .. *ría|señaló que .. *ría|explicó que .. *ría|dijo que .. *rían|anunció que .. *rían|aseguró que .. *rían|afirmó que .. *rían|prometió que .. *rían|indicó que .. *rían",
    },
    {
      ...{ cue: "we_will", kind: "modal", weight: 1.7, firmness: "pledge", hasActor: true },
      words: "*remos|*ré|vamos a|voy a",
      except: "supremos|extremos|remos|porqué|queremos|creemos|peré",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.4, firmness: "pledge" },
      words: "*rá|*rán",
      except: "irán|teherán|corán|panamá|quizá",
    },
    {
      ...{ cue: "effect", kind: "stance", weight: -0.8, beside: true },
      words:
        "brindará|brindarán|ofrecerá|mejorará|mejorarán|garantizará|impulsará|reducirá|permitirá|permitirán|contribuirá|contribuirán|ayudará|ayudarán|generará|generarán|beneficiará|beneficiarán|tendrá|tendrán|significará|facilitará|seguirá siendo|será posible|impactará|requerirá|deberá|deberán|podrá|podrán|habrá|representará|marcará|será un|será una",
    },
    {
      ...{ cue: "treaty", kind: "commissive", weight: 1, firmness: "pledge" },
      words:
        "adopta medidas|adoptan medidas|se abstiene|se abstienen|cooperan|facilitan|facilita|aseguran|asegura|notifica|notifican|comunican|concede|conceden|promueven|promueve|fomentan|intercambian|reconocen|respetan|proporcionan|prohíben",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words:
        "planead*|se espera que|tiene planeado|se encuentra previst*|habrá de|habrán de|está por *ar|llamado a|a punto de|está por|meta de|se fijó|se fijaron|nos fijamos|espera *ar|espera *er|espera *ir|proponen|proyectan|anhela|ambición de|prevista|previstas|previsto|previstos|se planea|contempla|contemplan|contemplado|contemplada|se contempla|objetivo es|meta es|prioridad es|se prevé|previst*|programad*|se espera|proyecta*|planificad*|apuesta a|apuesta por|se dispone a|tiene planes|planes de|decidid* a|propósito de|prioriza*|plan para|tiene la intención|tienen la intención|tenemos la intención|intención de|va a *ar|va a *er|va a *ir|van a *ar|van a *er|van a *ir|planea*|planeamos|planean|prevé|prevén|prevemos|se propone|se proponen|nos proponemos|aspira a|aspiran a|aspiramos|buscamos|nuestra meta|nuestras metas|la meta de|nuestro objetivo|el objetivo de|tiene previsto|tienen previsto|tenemos previsto|está previsto|está prevista|procuramos|trabajaremos para|se prepara para",
    },
    {
      ...{ cue: "purpose", kind: "intention", weight: 1.2, firmness: "intend" },
      words:
        "busca *ar|buscan *ar|busca|buscan|buscará|buscarán|se busca|tiene por objetivo|tiene como objetivo|por objetivo|pretende*|pretenden|con el objetivo|busca que",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      words:
        "quiero|quisiera|quisiéramos|su voluntad|la voluntad de|voluntad política|su deseo|esperamos|espera|esperan|espero|deseamos|desea|desean|deseosos|queremos|quiere|quieren|confiamos|anhelamos|interesad*|manifestaron su interés|expresaron su deseo|voluntad de",
      except:
        "quiero agradecer|quiero saludar|quiero decir|quiero expresar|quiero destacar|quiero felicitar|quiero reconocer|quiero compartir|quiero empezar|quiero comenzar|quiero terminar|quiero que sepan|quiero subrayar|quiero reiterar|quiero manifestar|quiero rendir|quiero aprovechar|quiero contar*|quiero hacer un|quiero dar la|quiero dar las|quisiera agradecer|quisiera saludar|quisiera decir|quisiera expresar|quisiera destacar|quisiera felicitar|quisiera reconocer|quisiera compartir|quisiera empezar|quisiera comenzar|quisiera terminar|quisiera que sepan|quisiera subrayar|quisiera reiterar|quisiera manifestar|quisiera rendir|quisiera aprovechar|quisiera contar*|quisiera hacer un|quisiera dar la|quisiera dar las|queremos agradecer|queremos saludar|queremos decir|queremos expresar|queremos destacar|queremos felicitar|queremos reconocer|queremos compartir|queremos empezar|queremos comenzar|queremos terminar|queremos que sepan|queremos subrayar|queremos reiterar|queremos manifestar|queremos rendir|queremos aprovechar|queremos contar*|queremos hacer un|queremos dar la|queremos dar las|quisiéramos agradecer|quisiéramos saludar|quisiéramos decir|quisiéramos expresar|quisiéramos destacar|quisiéramos felicitar|quisiéramos reconocer|quisiéramos compartir|quisiéramos empezar|quisiéramos comenzar|quisiéramos terminar|quisiéramos que sepan|quisiéramos subrayar|quisiéramos reiterar|quisiéramos manifestar|quisiéramos rendir|quisiéramos aprovechar|quisiéramos contar*|quisiéramos hacer un|quisiéramos dar la|quisiéramos dar las|deseo agradecer|deseo saludar|deseo decir|deseo expresar|deseo destacar|deseo felicitar|deseo reconocer|deseo compartir|deseo empezar|deseo comenzar|deseo terminar|deseo que sepan|deseo subrayar|deseo reiterar|deseo manifestar|deseo rendir|deseo aprovechar|deseo contar*|deseo hacer un|deseo dar la|deseo dar las|deseamos agradecer|deseamos saludar|deseamos decir|deseamos expresar|deseamos destacar|deseamos felicitar|deseamos reconocer|deseamos compartir|deseamos empezar|deseamos comenzar|deseamos terminar|deseamos que sepan|deseamos subrayar|deseamos reiterar|deseamos manifestar|deseamos rendir|deseamos aprovechar|deseamos contar*|deseamos hacer un|deseamos dar la|deseamos dar las|quiere agradecer|quiere saludar|quiere decir|quiere expresar|quiere destacar|quiere felicitar|quiere reconocer|quiere compartir|quiere empezar|quiere comenzar|quiere terminar|quiere que sepan|quiere subrayar|quiere reiterar|quiere manifestar|quiere rendir|quiere aprovechar|quiere contar*|quiere hacer un|quiere dar la|quiere dar las|esperamos que disfruten|quiero agradecer|quiere decir|deseamos agradecer",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.7, firmness: "intend" },
      words:
        "list* para|listos a|dispuest*|disposición a|su disposición|nuestra disposición|ofrecemos|ofrece|ofrecen|ofrezco",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words:
        "proponemos|propone|propongo|plantearon *ar|plantearon también *ar|plantean *ar|planteó *ar|propusieron|propuso|proponen|explorar la posibilidad|explorar|explorarán|estudiar la posibilidad|estudiarán|analizar la posibilidad|iniciativa para",
    },
    {
      ...{ cue: "process", kind: "process", weight: 1.1, firmness: "explore" },
      words:
        "está en construcción|en construcción|se está *ando|se están *ando|se está *iendo|en marcha|está elaborando|están elaborando|se trabaja|está en estudio|en estudio|avanza en|avanzamos en|trabajamos en|trabaja en|trabajan en|estamos trabajando|está trabajando|estamos *ando|negociaciones sobre|continuamos|continúa|continúan|seguimos|apoyamos|reafirm*|está en curso|en proceso de",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 0.5, firmness: "hope" },
      words: "debe|deben|debemos|hay que|es necesario|debería|deberían|deberíamos|es preciso|tenemos que|necesitamos",
    },
    {
      ...{ cue: "to_do", kind: "action", weight: 1.2, first: true },
      words: "*ar|*er|*ir|no *ar|de *ar|a *ar|también *ar|además de *ar|asimismo *ar|a *er|a *ir",
      except:
        "mar|ayer|lugar|mujer|hogar|poder|similar|militar|popular|ejemplar|bienestar|placer|taller|pesar|auxiliar|nuclear|primer|tercer|cualquier|ser|haber|a partir|a pesar|a través",
    },
    {
      ...{ cue: "deadline", kind: "time", weight: 0.8 },
      words:
        "para el año|para 20*|a más tardar|antes de finales|antes del fin|antes de que termine|al 20*|hacia 20*|en los próximos|en las próximas|durante los próximos",
    },
    {
      ...{ cue: "past", kind: "past", weight: -1.1 },
      words:
        "fue|fueron|era|eran|había|habían|ha sido|han sido|hemos *ado|han *ado|ha *ado|hemos *ido|han *ido|ha *ido|se inauguró|*aron|*ieron|*ció|*ntó|*nzó|*ró|*tió|el año pasado|desde hace|hace *|siglos|en los últimos años|ya",
      except:
        "mencionó|dio a conocer|aprobó|aprobaron|garantizó|se fijó|aseguró|enfatizó|presentó|expresó su disposición|manifestaron su voluntad|manifestó su disposición|expresaron su voluntad|reiteraron la voluntad|reiteraron su|pactaron|concordaron|acordaron|decidieron|convinieron|resolvieron|se comprometieron|decidió|hace falta|hemos acordado|han acordado|hemos decidido|ha decidido|acordó|se comprometió|aceptaron|instruyeron|encargaron|plantearon|propusieron|se propuso|anunció|anunciaron|prometió|prometieron|reafirmaron|ratificaron|ya sea|ya que",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.2 },
      words:
        "según|de acuerdo con|afirma|afirmó|declaró|dijo|señaló|indicó|aseguró|enfatizó|explicó|agregó|manifestó|informó|expresó|sostuvo|precisó",
    },
    {
      ...{ cue: "hearsay", kind: "reported", weight: -1.2 },
      words: "algunos dicen|críticos|observadores|se dice|expertos|analistas|rumores|según expertos|al parecer",
    },
    {
      ...{ cue: "past_form", kind: "past", weight: -0.3, alone: true },
      words: "*ó|*aba|*aban|*ía|*ían|*ado|*ido",
      except: "estado|partido|mercado|todo|sentido|lado",
    },
    {
      ...{ cue: "hypothetical", kind: "hypothetical", weight: -0.8 },
      words: "si|sería|serían|podría|podrían|puede|pueden|habría|habrían|a menos que|quizás|tal vez|*rían",
    },
    {
      ...{ cue: "negation", kind: "negation", weight: -0.7 },
      words: "no puede|no pueden|no es|no son|no ha|no han|no hemos|no existe|ningún|ninguna|nunca|jamás",
      except: "como nunca|más que nunca",
    },
    {
      ...{ cue: "courtesy", kind: "courtesy", weight: -2 },
      words:
        "gracias|agradezco|agradecemos|agradecer|agradecimiento|señor|señora|señores|señoras|estimad*|querid*|distinguid*|felicit*|honor|gratitud|excelencias|permítanme|rindo homenaje|condolencias|saludo",
    },
    {
      ...{ cue: "appeal", kind: "appeal", weight: -1.2 },
      words:
        "hago un llamado|hacemos un llamado|llamamos a|llamamiento|exhort*|instamos|insta a|instan a|invito|invitamos|pido|pedimos|solicit*|urgimos|convoco",
      except: "solicitud*",
    },
    {
      ...{ cue: "stance", kind: "stance", weight: -0.6 },
      words:
        "es la|es el|es un|es una|es más|es fuente|son los|son las|creo que|creemos|pensamos|constituye*|significa|se entiende|se entenderá|representa|hecho en|igualmente auténticos|a los efectos",
    },
    {
      ...{ cue: "state", kind: "stance", weight: -0.4, alone: true },
      words: "es|son|está|están|tiene|tienen|hay|sigue|existe|existen",
      except: "está previst*|tiene previst*|es decir",
    },
    {
      ...{ cue: "preamble", kind: "stance", weight: -0.8, first: true },
      words:
        "considerando|recordando|reconociendo|teniendo en cuenta|conscientes|convencidos|tomando nota|reafirmando|destacando|subrayando|observando|inspirados|guiados|tomando en cuenta",
    },
  ],
  times:
    "año|años|mes|meses|semana|semanas|día|días|década|décadas|siglo|trimestre|primavera|verano|otoño|invierno|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|horas|fines|finales",
  vague:
    "pronto|próximamente|en un futuro próximo|en el futuro cercano|a la brevedad|a la mayor brevedad|lo antes posible|cuanto antes|sin demora|en los próximos años|en los años venideros",
  abbreviations: "sr sra sres dr dra art arts núm no pág párr p pp ud uds ee uu etc s.e lic ing gral",
  decimal: ",",
  magnitudes: { mil: 3, "millón|millones": 6, "mil millones": 9, "billón|billones": 12 },
  units: {
    "%": "%|por ciento|puntos porcentuales",
    km: "km|kilómetro|kilómetros",
    har: "ha|hectárea|hectáreas|de hectáreas",
    t: "tonelada|toneladas|t|de toneladas",
    MW: "mw|megavatios|megawatts",
    GW: "gw|gigavatios",
    "kW.h": "kwh",
    USD: "dólares|de dólares|dólares estadounidenses|usd",
    EUR: "euros|euro|de euros|€",
    CNY: "yuanes",
    MXN: "pesos|de pesos|pesos mexicanos",
  },
  types: {
    infrastructure:
      "puente*|carretera*|ferrocarril*|ferroviari*|tren|aeropuerto*|infraestructura*|construcción|transporte*|vivienda*",
    border_crossing: "frontera*|fronteriz*|aduan*|cruce*",
    mobility: "visa|visas|visado|visados|viaje*|vuelos|migración|migrantes|turismo",
    trade: "comercio|comercial*|exportacion*|importacion*|arancel*|mercado*",
    finance: "préstamo*|fondo|fondos|financ*|banco|deuda|inversion*|inversión|dólares|euros|aportar",
    energy: "energía|energétic*|electricidad|gas|petróleo|solar|eólic*|nuclear|hidroeléctric*|carbón",
    education: "educación|estudiantes|universidad*|becas|escuela*|maestros|capacitación|formación",
    culture: "cultura*|cultural*|patrimonio|lengua|idioma|deporte*|museo*",
    security: "seguridad|terrorismo|militar*|defensa|policía|crimen|delincuencia|armas|desarme",
    legal: "ley|leyes|legislación|tratado|convención|convenio|ratific*|jurídic*|extradición",
    institution: "comisión mixta|secretaría|comité|centro|consejo|mecanismo|grupo de trabajo",
    environment:
      "clima*|climátic*|emisiones|ambiente|ambiental*|biodiversidad|bosque*|agua|aguas|carbono|invernadero|contaminación|manglares|desechos",
    health: "salud|hospital*|vacuna*|enfermedad*|médic*|medicament*|pandemia",
    digital: "digital*|internet|datos|inteligencia artificial|satélite*|ciber*",
    political: "cumbre*|visita*|elecciones|diálogo|consultas|soberanía",
  },
};
