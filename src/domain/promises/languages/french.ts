import type { CueLanguage } from "./language.ts";

export const french: CueLanguage = {
  tag: "fr",
  name: "French",
  script: "Latn",
  common: "le|les|des|et|du|une|dans|pour|nous|est|aux",
  actors:
    "nous|je|j|les deux gouvernements|les deux présidents|les présidents|chefs d état|les deux ministres|notre pays|notre gouvernement|le gouvernement|mon gouvernement|mon pays|les deux parties|les parties|chaque partie|toute partie|les deux pays|les états membres|les etats membres|les états parties|les états|les etats|elles|ils|les ministres|l état|l etat|la commission|l union|les dirigeants|les chefs d état|les signataires|les autorités|le président|la présidente|le conseil|le secrétariat|les pays|les gouvernements|les parties contractantes|le ministère",
  cues: [
    {
      ...{ cue: "commit", kind: "commissive", weight: 2.2, firmness: "pledge" },
      words:
        "nous nous engageons|m engage|s engage|s engagent|s engageant|s est engagé*|se sont engagé*|engagés à|engagé à|notre engagement|leur engagement|son engagement|engagement de|engagement à|engagements|promettons|promet de|promettent|garantissons|garantit|garantissent|assurons|veillerons à|veillera à|veille à|veillent à|attaché* à",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words:
        "se sont .. entendus|s est .. entendu|sommes .. entendus|sommes convenu*|sommes résolus|sommes déterminés|nous sommes accordés|a accepté|ont accepté|avons accepté|ont chargé|a chargé|avons chargé|sont convenu*|est convenu*|conviennent|convenons|convenus de|ont décidé|a décidé|avons décidé|décident|décidons|décide de|ont convenu|se sont accordé*|ont résolu|résolus à|résolu à|déterminés à|déterminé à|ont approuvé|se sont mis d accord",
    },
    {
      ...{ cue: "we_will", kind: "modal", weight: 1.7, firmness: "pledge", hasActor: true },
      words: "*rons|*rai",
      except:
        "considérons|espérons|offrons|ouvrons|montrons|entrons|couvrons|souffrons|rencontrons|démontrons|célébrons|vrai|désirons|admirons|déplorons|restaurons|intégrons|livrons|poursuivrons pas|murons|environs|leçons|préférons|saluerai",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.4, firmness: "pledge" },
      words: "*ra|*ront",
      except:
        "opéra|caméra|extra|infra|ultra|contra|sahara|front|affront|tora|ankara|accra|supra|et cætera|aura *é|auront *é|aura *i|auront *i",
    },
    {
      ...{ cue: "treaty", kind: "commissive", weight: 1, firmness: "pledge" },
      words:
        "notifie|notifient|s abstiennent|s abstient|prend les mesures|prennent les mesures|prend toutes|prennent toutes|coopèrent|coopère|favorisent|favorise|facilitent|facilite|assurent|assure|adoptent|adopte|communique|communiquent|accorde|accordent|encouragent|encourage|met en place|mettent en place|fournit|fournissent|échangent|interdit|interdisent|reconnaissent|respectent|se consultent|informe|informent|protègent",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words:
        "volonté de|leur volonté|sa volonté|notre volonté|ferme volonté|détermination à|leur détermination|leur intention|son intention|intention de|entend|entendent|entendons|avons l intention|a l intention|ont l intention|ai l intention|comptons|comptent|compte *er|compte *ir|compte *re|prévoyons|prévoit|prévoient|envisage*|vise à|visent à|visons|notre objectif|objectif de|objectifs|nous allons|je vais|va *er|va *ir|vont *er|vont *ir|allons *er|cherche* à|s efforce*|s efforcent|projet de|ambition de|il est prévu|est prévue|nous préparons|se prépare à|afin d atteindre|doivent permettre",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      words:
        "espère|espérons|espèrent|souhait*|voulons|veut|veulent|désire*|désireux|aspir*|voudrions|nous réjouissons de|je veux|voudrait",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.7, firmness: "intend" },
      words: "prêt|prêts|prête|prêtes|disposé* à|offre de|offrons|proposons d accueillir|à la disposition",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words:
        "propose|proposons|proposent|étudier la possibilité|examiner la possibilité|examinerons|réfléchi*|initiative visant",
    },
    {
      ...{ cue: "process", kind: "process", weight: 1.1, firmness: "explore" },
      words:
        "travaillons à|travaille à|travaillent à|en cours de|négociations sur|continuons|continue de|continuent|poursuivons|poursuit|soutenons|réaffirm*|sont en cours|pourparlers",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 1, firmness: "hope" },
      words:
        "doit|doivent|devons|il faut|il nous faut|il convient|devrait|devraient|est nécessaire|il importe|est essentiel|il nous appartient",
    },
    {
      ...{ cue: "to_do", kind: "action", weight: 1.2, first: true },
      words:
        "*er|*ir|réduire|construire|mettre|promouvoir|prendre|poursuivre|atteindre|soutenir|lutter|introduire|produire|rendre|permettre|conclure|inscrire|ne pas *er|de *er|à *er|à *ir|à promouvoir|de promouvoir",
      except:
        "hier|premier|dernier|cher|mer|fer|hiver|papier|chantier|particulier|désir|avenir|plaisir|loisir|hier|financier",
    },
    {
      ...{ cue: "deadline", kind: "time", weight: 0.8 },
      words:
        "d ici|au plus tard|avant la fin|à l horizon|dans les prochains mois|dans les prochaines années|au cours des prochain*|dans les années à venir",
    },
    {
      ...{ cue: "past", kind: "past", weight: -1.1 },
      words:
        "a été|ont été|était|étaient|fut|furent|avait|avaient|s est|se sont|a *é|avons *é|ont *é|depuis|l an dernier|l année dernière|il y a|datait|rappelé|passé|siècles|déjà",
      except:
        "ont décidé|a décidé|avons décidé|ont convenu|se sont engagé*|s est engagé*|se sont accordé*|a accepté|ont accepté|avons accepté|ont chargé|a chargé|avons chargé|se sont .. entendus|s est .. entendu|ont l intention|se sont mis d accord|ont résolu|ont pour",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.8 },
      words: "selon|d après|certains|affirme*|a déclaré|critiques|on dit|paraît il|observateurs",
    },
    {
      ...{ cue: "hypothetical", kind: "hypothetical", weight: -0.8 },
      words: "si|s il*|serait|seraient|pourrait|pourraient|peut|peuvent|aurait|auraient|à moins que|à condition",
      except: "si possible|ainsi si",
    },
    {
      ...{ cue: "negation", kind: "negation", weight: -0.7 },
      words: "ne peut|ne peuvent|n est pas|ne sont pas|n a pas|n ont pas|ne saurait|n avons pas|aucun*",
    },
    {
      ...{ cue: "courtesy", kind: "courtesy", weight: -2 },
      words:
        "merci|remercie*|mesdames|messieurs|chers|chères|félicit*|honneur|gratitude|reconnaissan*|rends hommage|excellences|monsieur le président|madame la présidente|permettez moi|condoléances",
      except: "en l honneur",
    },
    {
      ...{ cue: "appeal", kind: "appeal", weight: -1.2 },
      words:
        "appelle|appelons|appellent|invite|invitons|invitent|demande|demandons|demandent|exhort*|prie|prions|engage les|encourageons les",
      except: "s appelle|demande d",
    },
    {
      ...{ cue: "stance", kind: "stance", weight: -0.6 },
      words:
        "est la|est le|est un|est une|sont des|est plus|désigne*|je crois|nous croyons|nous pensons|constitue*|on entend par|s entend de|fait en|faisant foi|également foi|au sens de",
    },
  ],
  times:
    "an|ans|année|années|mois|semaine|semaines|jour|jours|décennie|décennies|siècle|trimestre|printemps|été|automne|hiver|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|horizon|heures|fin",
  vague:
    "bientôt|prochainement|dans un proche avenir|dans un avenir proche|dans les meilleurs délais|dès que possible|sans délai|sans tarder|dans les prochaines années|dans les années à venir|au plus tôt|au plus vite",
  abbreviations: "m mm mme mlle dr art al p pp cf etc n no vol fig st ste i.e",
  decimal: ",",
  magnitudes: { mille: 3, "million|millions": 6, "milliard|milliards": 9 },
  units: {
    "%": "%|pour cent|points de pourcentage",
    km: "km|kilomètre|kilomètres",
    har: "ha|hectare|hectares|d hectares",
    t: "tonne|tonnes|t|de tonnes",
    MW: "mw|mégawatts",
    GW: "gw|gigawatts",
    "kW.h": "kwh",
    USD: "dollars|de dollars|dollars américains|usd",
    EUR: "euros|euro|d euros|€|eur",
    CNY: "yuans",
    XOF: "francs cfa|de francs cfa",
  },
  types: {
    infrastructure:
      "pont|ponts|route|routes|autoroute|chemin de fer|ferroviaire*|aéroport|infrastructure*|construction|transport*|logement*",
    border_crossing: "frontière|frontières|poste frontière|douan*",
    mobility: "visa|visas|voyage*|vols|migration|migrants|tourisme",
    trade: "commerce|commercia*|export*|import*|tarif*|douaniers|marché",
    finance: "prêt|prêts accordés|fonds|financement*|financ*|banque|dette|investissement*|euros|dollars",
    energy: "énergie*|énergétique*|électricité|gaz|pétrole|solaire|éolien*|nucléaire|barrage|charbon",
    education: "éducation|étudiants|université*|bourse|bourses|école*|enseignant*|formation",
    culture: "culture*|culturel*|patrimoine|langue|sport|musée*|francophonie",
    security: "sécurité|terrorisme|militaire*|défense|police|crimin*|armes|désarmement",
    legal: "loi|lois|législation|traité|convention|ratifi*|juridique*|extradition",
    institution: "commission mixte|secrétariat|comité|centre|conseil|mécanisme|groupe de travail",
    environment:
      "climat*|émissions|environnement*|biodiversité|forêt|forêts|eau|carbone|effet de serre|pollution|déchets|eaux",
    health: "santé|hôpital|hôpitaux|vaccin*|maladie*|médic*|pandémie",
    digital: "numérique*|internet|données|intelligence artificielle|satellite*|cyber*",
    political: "sommet|visite*|élections|dialogue|consultations|souveraineté|conférence",
  },
};
