import type { CueLanguage } from "./language.ts";

/** Forms: the future, and the conditional that tells of a future from the past (M. Grevisse, Le bon usage). */
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
        "mettre tout en œuvre|mettrons tout en œuvre|met tout en œuvre|mettra tout en œuvre|ferons tout|fera tout|tout faire pour|ne ménager aucun effort|ne ménagerons aucun effort|tiendrons parole|tenir parole|faire tout leur possible|faire tout son possible|ferme engagement|engagement en faveur|engagement d|engagement pour|jure de|a promis|ont promis|promettant|garanti que|s est porté garant|nous nous engageons|m engage|s engage|s engagent|s engageant|s est engagé*|se sont engagé*|engagés à|engagé à|notre engagement|leur engagement|son engagement|engagement de|engagement à|engagements|promettons|promet de|promettent|garantissons|garantit|garantissent|assurons|veillerons à|veillera à|veille à|veillent à|attaché* à",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words:
        "a approuvé|a adopté|ont adopté|a validé|est d accord pour|sont d accord pour|a consenti|il a été décidé|il a été convenu|il est convenu|il est décidé|a été décidé|a été convenu|décision de|décision d|accord visant|sont tombés d accord|conviennent de|accord .. trouvé|se sont .. entendus|s est .. entendu|sommes .. entendus|sommes convenu*|sommes résolus|sommes déterminés|nous sommes accordés|a accepté|ont accepté|avons accepté|ont chargé|a chargé|avons chargé|sont convenu*|est convenu*|conviennent|convenons|convenus de|ont décidé|a décidé|avons décidé|décident|décidons|décide de|ont convenu|se sont accordé*|ont résolu|résolus à|résolu à|déterminés à|déterminé à|ont approuvé|se sont mis d accord",
    },
    {
      ...{ cue: "agree_view", kind: "commissive", weight: 0.3, firmness: "political_agreement" },
      words:
        "convenu* que|convenus de la nécessité|convenu de la nécessité|d accord sur la nécessité|convenus de l importance|ont estimé que|conviennent que|s accordent à",
    },
    {
      ...{ cue: "agree_need", kind: "stance", weight: -0.2 },
      words: "souligné la nécessité|souligné l importance|la nécessité de|l importance de|l importance d|insisté sur",
    },
    {
      ...{ cue: "announce", kind: "commissive", weight: 1.1 },
      words:
        "annonce|annonçons|annoncent|a annoncé|ont annoncé|avons annoncé|a dévoilé|a présenté|lance|lançons|lancent",
    },
    {
      ...{ cue: "said_would", kind: "modal", weight: 1.6, firmness: "intend" },
      words:
        "a *é que .. *rait|a *é que .. *raient|ont *é que .. *rait|ont *é que .. *raient|a dit que .. *rait|a promis que .. *rait|a promis que .. *raient|affirme que .. *rait|assure que .. *rait|*é que .. ne *rait",
    },
    {
      ...{ cue: "we_will", kind: "modal", weight: 1.7, firmness: "pledge", hasActor: true },
      words: "*rons|*rai",
      except:
        "considérons|espérons|offrons|ouvrons|montrons|entrons|couvrons|souffrons|rencontrons|démontrons|célébrons|vrai|désirons|admirons|déplorons|restaurons|intégrons|livrons|poursuivrons pas|murons|environs|leçons|préférons|saluerai",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.4, firmness: "pledge" },
      words: "va *er|va *ir|vont *er|vont *ir|*ra|*ront",
      except:
        "opéra|caméra|extra|infra|ultra|contra|sahara|front|affront|tora|ankara|accra|supra|et cætera|aura *é|auront *é|aura *i|auront *i",
    },
    {
      ...{ cue: "effect", kind: "stance", weight: -0.8, beside: true },
      except: "aura *é|auront *é|aura *i|auront *i",
      words:
        "permettra|permettront|contribuera|contribueront|favorisera|aidera|apportera|offrira|donnera|aura|auront|restera|resteront|deviendra|marquera|constituera|devra|devront|faudra|pourra|pourront|bénéficiera|bénéficieront|représentera|ouvrira la voie",
    },
    {
      ...{ cue: "treaty", kind: "commissive", weight: 1, firmness: "pledge" },
      words:
        "notifie|notifient|s abstiennent|s abstient|prend les mesures|prennent les mesures|prend toutes|prennent toutes|coopèrent|coopère|favorisent|favorise|facilitent|facilite|assurent|assure|adoptent|adopte|communique|communiquent|accorde|accordent|encouragent|encourage|met en place|mettent en place|fournit|fournissent|échangent|interdit|interdisent|reconnaissent|respectent|se consultent|informe|informent|protègent",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words:
        "la détermination|détermination des|volonté des|ont l ambition|aimerait|est sur le point de|se donne pour|se fixe|se fixent|s est fixé|plan prévoit|je compte|est prévu|sont prévu*|prévu* pour|prévu* de|prévu* en|programmé*|planifi*|mon objectif|son objectif|leur objectif|objectif est|l objectif|priorité est|a l ambition|ambitionne*|projette*|s apprête*|il est envisagé|envisagé*|est appelé* à|doit être signé*|doit s ouvrir|doit entrer|doit démarrer|doit commencer|volonté de|leur volonté|sa volonté|notre volonté|ferme volonté|détermination à|leur détermination|leur intention|son intention|intention de|entend|entendent|entendons|avons l intention|a l intention|ont l intention|ai l intention|comptons|comptent|compte *er|compte *ir|compte *re|prévoyons|prévoit|prévoient|envisage*|notre objectif|objectif de|objectifs|nous allons|je vais|allons *er|s efforce*|s efforcent|projet de|ambition de|il est prévu|est prévue|nous préparons|se prépare à|doivent permettre",
    },
    {
      ...{ cue: "purpose", kind: "intention", weight: 1.2, firmness: "intend" },
      words:
        "vise à|visent à|visons|vise|visent|cherche* à|a pour but|a pour objectif|ont pour objectif|destiné* à|afin d atteindre",
    },
    {
      ...{ cue: "expected", kind: "intention", weight: 0.9, firmness: "intend" },
      words:
        "devrait *er|devrait *ir|devrait *re|devrait être|devraient *er|devraient *ir|devraient être|s attend à|est attendu*|sont attendu*|il s agira de",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      except:
        "voudrais remercier|voudrais dire|voudrais saluer|voudrais souligner|voudrais exprimer|voudrais féliciter|voudrais rappeler|voudrais rendre|voudrais souhaiter|voudrais commencer|voudrais adresser|voudrais redire|voudrais insister|voudrais tout d abord|voudrais évoquer|voudrais réaffirmer|voudrais préciser|voudrais ajouter|voudrais dire|veux remercier|veux dire|veux saluer|veux souligner|veux exprimer|veux féliciter|veux rappeler|veux rendre|veux souhaiter|veux commencer|veux adresser|veux redire|veux insister|veux tout d abord|veux évoquer|veux réaffirmer|veux préciser|veux ajouter|veux dire|tiens à remercier|tiens à dire|tiens à saluer|tiens à souligner|tiens à exprimer|tiens à féliciter|tiens à rappeler|tiens à rendre|tiens à souhaiter|tiens à commencer|tiens à adresser|tiens à redire|tiens à insister|tiens à tout d abord|tiens à évoquer|tiens à réaffirmer|tiens à préciser|tiens à ajouter|tiens à dire|tenons à remercier|tenons à dire|tenons à saluer|tenons à souligner|tenons à exprimer|tenons à féliciter|tenons à rappeler|tenons à rendre|tenons à souhaiter|tenons à commencer|tenons à adresser|tenons à redire|tenons à insister|tenons à tout d abord|tenons à évoquer|tenons à réaffirmer|tenons à préciser|tenons à ajouter|tenons à dire|voudrions remercier|voudrions dire|voudrions saluer|voudrions souligner|voudrions exprimer|voudrions féliciter|voudrions rappeler|voudrions rendre|voudrions souhaiter|voudrions commencer|voudrions adresser|voudrions redire|voudrions insister|voudrions tout d abord|voudrions évoquer|voudrions réaffirmer|voudrions préciser|voudrions ajouter|voudrions dire|souhaite remercier|souhaite dire|souhaite saluer|souhaite souligner|souhaite exprimer|souhaite féliciter|souhaite rappeler|souhaite rendre|souhaite souhaiter|souhaite commencer|souhaite adresser|souhaite redire|souhaite insister|souhaite tout d abord|souhaite évoquer|souhaite réaffirmer|souhaite préciser|souhaite ajouter|souhaite dire|souhaitons remercier|souhaitons dire|souhaitons saluer|souhaitons souligner|souhaitons exprimer|souhaitons féliciter|souhaitons rappeler|souhaitons rendre|souhaitons souhaiter|souhaitons commencer|souhaitons adresser|souhaitons redire|souhaitons insister|souhaitons tout d abord|souhaitons évoquer|souhaitons réaffirmer|souhaitons préciser|souhaitons ajouter|souhaitons dire|voulons remercier|voulons dire|voulons saluer|voulons souligner|voulons exprimer|voulons féliciter|voulons rappeler|voulons rendre|voulons souhaiter|voulons commencer|voulons adresser|voulons redire|voulons insister|voulons tout d abord|voulons évoquer|voulons réaffirmer|voulons préciser|voulons ajouter|voulons dire",
      words:
        "je voudrais|nous tenons à|je tiens à|espère|espérons|espèrent|souhait*|voulons|veut|veulent|désire*|désireux|aspir*|voudrions|nous réjouissons de|je veux|voudrait",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.7, firmness: "intend" },
      words:
        "se dit prêt|s est dit prêt|s est dite prête|se sont dits prêts|se tient prêt|prêt|prêts|prête|prêtes|disposé* à|offre de|offrons|proposons d accueillir|à la disposition",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words:
        "propose|proposons|proposent|étudier la possibilité|examiner la possibilité|examinerons|réfléchi*|initiative visant",
    },
    {
      ...{ cue: "process", kind: "process", weight: 1.1, firmness: "explore" },
      words:
        "est en construction|en construction|est en train|sont en train|en préparation|se poursuit|se poursuivent|est en cours|sont à l étude|à l étude|travaillons à|travaille à|travaillent à|en cours de|négociations sur|continuons|continue de|continuent|poursuivons|poursuit|soutenons|réaffirm*|sont en cours|pourparlers",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 0.5, firmness: "hope" },
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
        "depuis le|depuis la|depuis l|depuis plus|depuis des|depuis que|depuis son|depuis sa|depuis leur|depuis cette|depuis ce|a été|ont été|était|étaient|fut|furent|avait|avaient|s est|se sont|a *é|avons *é|ont *é|l an dernier|l année dernière|il y a|datait|rappelé|passé|siècles|déjà",
      except:
        "ont réaffirmé|a réaffirmé|avons réaffirmé|a confirmé|ont confirmé|a réitéré|ont réitéré|avons réitéré|s est dit prêt|s est dite prête|se sont dits prêts|a approuvé|a adopté|ont adopté|a promis|ont promis|s est fixé|a déclaré|a annoncé|a indiqué|a assuré|a affirmé|a ajouté|a expliqué|a précisé|a dit|ont annoncé|avons annoncé|a dévoilé|a présenté|il a été décidé|il a été convenu|a été décidé|a été convenu|ont décidé|a décidé|avons décidé|ont convenu|se sont engagé*|s est engagé*|se sont accordé*|a accepté|ont accepté|avons accepté|ont chargé|a chargé|avons chargé|se sont .. entendus|s est .. entendu|ont l intention|se sont mis d accord|ont résolu|ont pour",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.2 },
      words:
        "selon|d après|affirme*|a déclaré|a annoncé|a indiqué|a assuré|a affirmé|a ajouté|a expliqué|a précisé|a dit|assure le|assure la|explique",
    },
    {
      ...{ cue: "hearsay", kind: "reported", weight: -1.2 },
      words: "certains|critiques|on dit|paraît il|observateurs|experts|analystes|selon plusieurs|selon des|rumeurs",
    },
    {
      ...{ cue: "past_form", kind: "past", weight: -0.3, alone: true },
      words: "*aient|*ait|*èrent|*urent|*irent",
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
        "souhaiter la bienvenue|bienvenue|voudrais remercier|voudrais dire|voudrais saluer|voudrais tout d abord|voudrais exprimer|veux remercier|veux dire|veux saluer|veux tout d abord|veux exprimer|tiens à remercier|tiens à dire|tiens à saluer|tiens à tout d abord|tiens à exprimer|souhaite remercier|souhaite dire|souhaite saluer|souhaite tout d abord|souhaite exprimer|merci|remercie*|mesdames|messieurs|chers|chères|félicit*|honneur|gratitude|reconnaissan*|rends hommage|excellences|monsieur le président|madame la présidente|permettez moi|condoléances",
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
    {
      ...{ cue: "state", kind: "stance", weight: -0.4, alone: true },
      words: "est|sont|a|ont|reste|s agit",
      except: "est prêt|est prête|sont prêts|sont prêtes|est prévu*|sont prévu*|a pour|ont pour|a l|ont l",
    },
    {
      ...{ cue: "preamble", kind: "stance", weight: -0.8, first: true },
      words:
        "considérant|rappelant|soulignant|reconnaissant|notant|conscients|convaincus|se félicitant|réaffirmant|ayant|tenant compte|prenant note|compte tenu|vu la|vu le|désireux|saluant",
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
