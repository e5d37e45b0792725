import type { CueLanguage } from "./language.ts";

export const english: CueLanguage = {
  tag: "en",
  name: "English",
  script: "Latn",
  common: "the|and|of|to|that|with|for|will|we|our|is",
  actors:
    "we|i|us|they|side|both sides|the two sides|the sides|the parties|each party|all parties|parties|the two countries|both countries|our country|our countries|my country|our government|my government|our people|the government|governments|the states parties|states parties|member states|members|the contracting parties|the high contracting parties|contracting party|the leaders|leaders|the ministers|ministers|heads of state|the heads of state|our ministers|the president|the prime minister|the ministry|the commission|the union|the authorities|the council|the secretariat|the two leaders|the two presidents|developed countries|signatories|partners|participants|each other|countries|nations|three countries|the three countries|both nations|both presidents|both ministers|both leaders|diplomats|delegations|my administration|the administration",
  cues: [
    {
      ...{ cue: "commit", kind: "commissive", weight: 2.2, firmness: "pledge" },
      words:
        "commit ourselves|commits itself|commit themselves|committed ourselves|we commit|commit to|commits to|are committed to|is committed to|am committed to|remain committed|remains committed|equally committed|fully committed|firmly committed|committed to|our commitment to|its commitment to|their commitment to|reaffirm .. commitment|reaffirms .. commitment|reaffirmed .. commitment|pledge|pledges|pledged|pledging|commitments to|have committed|has committed|reiterate .. commitment|reiterates .. commitment|reiterated .. commitment|reaffirmed .. commitments|confirmed .. commitment|undertake to|undertakes to|undertake|undertakes|undertook|we vow|vow to|vows to|vowed|promise|promises to|promised to|signed up to|we guarantee|guarantees that|i assure|assure the|assure you|to assure",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words:
        "agree to|agrees to|agreed to|agree on|agreed on|agree that|agreed that|have agreed|resolve to|resolves to|resolved to|decide to|decides to|decided to|have decided|decides that|are determined to|is determined to|determined to|reached consensus on|agreed upon|concurred|accepted the|accepted an|accepts the|a deal to|deal .. to end|agreement to|instructed .. to|tasked .. to|directed .. to|mandated .. to",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.5, firmness: "pledge" },
      words: "will|we ll|i ll|shall|won't",
      except:
        "will of|political will|the will|good will|free will|will agree|will recall|will know|will understand|will appreciate|will remember|will treasure|will never forget|will not forget|will always remember|will determine|will depend|will be aware|will be found",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words:
        "is not to|are not to|intend to|intends to|intending to|intention to|intention of|plan to|plans to|planning to|our plans|our plan|its plans|their plans|have plans|has plans|concrete plans|are going to|is going to|aim to|aims to|aim at|seek to|seeks to|will seek|strive to|strives to|will strive|endeavour to|endeavor to|endeavours to|will try|try to|work towards|work toward|working towards|expect to|expects to|set a target|set a goal|sets a target|sets a goal|target of|goal of reaching|our goal is|long term goal|long term goals|our target|its target|its goal|is preparing to|are preparing to|prepare to|is to|are to|is set to|are set to|is scheduled to|are scheduled to|is due to|are due to|is planned|are planned|is expected to|will be launched|have set|intended to",
      except: "is to say|is to be found|prepare to welcome",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      except:
        "i want to emphasize|i want to emphasise|i want to note|i want to thank|i want to express|i want to stress|i want to say|i want to congratulate|we want to thank|we want to express|we want to congratulate",
      words:
        "i want to|we want to|hope to|hopes to|hope that|i hope|we hope|is hoped to|hoped to|look forward to|looks forward to|looking forward to|wish to see|are keen to|is keen to|am keen to|keen to|keen on|aspire to|aspires to|would like to see|desire to|desires to|desirous of|hopes that|it is hoped",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.7, firmness: "intend" },
      words:
        "ready to|readiness to|stand ready|stands ready|prepared to|willing to|willingness to|is offering|are offering|we offer|offers to|offer to|we can give|can provide|can give|happy to provide|always ready",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words:
        "we propose|propose to|proposes to|proposed to|is proposing|are proposing|i propose|are launching|is launching|are initiating|is initiating|initiative to|launch an initiative|to consider establishing|explore the possibility|explore the|explore ways|explores|exploring the|to explore",
    },
    {
      ...{ cue: "process", kind: "process", weight: 1.1, firmness: "explore" },
      words:
        "we support|supports|reaffirm|reaffirms|reiterate|reiterates|is working on|are working on|working to|discussions underway|discussions are under way|talks are under way|under discussion|on our agenda|negotiations on|is preparing|are preparing|preparations for|is in the process of|are in the process of|is considering|are considering|continue to|continues to|steps to|taking steps",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 1, firmness: "hope" },
      words:
        "should|must|need to|needs to|ought to|have to|it is necessary|we must|let us|let's|necessity of|importance of strengthening",
    },
    {
      ...{ cue: "instrument", kind: "commissive", weight: 1.3, firmness: "pledge" },
      words:
        "ensure that|ensures that|take measures|adopt measures|take steps to|take action|contribute to|provide support|provide assistance|allocate|allocates|allocating|we are investing|invest in|increase .. to|reduce .. by|raise .. to|net zero|carbon neutrality|phase out|peak .. emissions|carbon sink|climate neutral|double|triple|mobilize|mobilise",
    },
    {
      ...{ cue: "to_do", kind: "action", weight: 1.2, first: true },
      words:
        "to achieve|to adopt|to build|to create|to develop|to establish|to ensure|to reduce|to increase|to improve|to strengthen|to enhance|to promote|to support|to expand|to provide|to put forward|to better|to mobilize|to mobilise|to deepen|to continue|to implement|to accelerate|to open|to set up|to sign|to launch|to conclude|to work|to take|to introduce|to complete|to cooperate|to hold|to invest|to protect|to raise|to double|to phase|to facilitate|to make|to help|to convene|to respect|to refrain|to exchange|to encourage|to begin|to start|to apply|to finance|to allocate|to construct|to modernize|to train|to send|to eliminate|to end|to halve|to cut|to restore|to submit|to grant",
    },
    {
      ...{ cue: "do", kind: "action", weight: 0.6, first: true },
      words:
        "achieve|adopt|build|create|develop|establish|ensure|reduce|increase|improve|strengthen|enhance|promote|expand|provide|mobilize|mobilise|deepen|implement|accelerate|open|set up|sign|launch|conclude|introduce|complete|cooperate|invest|protect|raise|double|phase out|facilitate|convene|halve|cut|eliminate|restore|submit|grant",
    },
    {
      ...{ cue: "deadline", kind: "time", weight: 0.8 },
      words:
        "by 20*|by the end of|by this time|by mid 20*|no later than|not later than|over the next|in the next|within the next|in the coming years|in the years to come|in the coming months|before the end of|until the end of",
    },
    {
      ...{ cue: "past", kind: "past", weight: -1.1 },
      words:
        "has been|have been|was|were|had|did|has achieved|has become|have become|has evolved|have achieved|signed the|launched in|adopted in|in recent years|over the past|in the past|since independence|years ago|ago|last year|last month|during this period|have seen|has already|have already|already|held talks|recalled|noted with satisfaction|welcomed the|has reached|reached a|we have made|was declared|introduced by|gained its|has always|have always|led|declared",
    },
    {
      ...{ cue: "held_talks", kind: "past", weight: -0.6 },
      words:
        "affirmed the|affirmed that|reiterated the|reiterated that|discussed|reviewed|exchanged views|exchange of views|shared the view|noted|expressed|underlined|underscored|stressed|emphasised|emphasized|acknowledged|recognised|recognized|highlighted|commended|praised|condemned|met|came|took place|was attended|put emphasis",
      except: "expressed .. readiness|expressed .. willingness|expressed .. intention|expressed .. commitment",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.8 },
      words:
        "according to|reportedly|it is said|was reported|critics|analysts|observers say|media|provides that|pursuant to|in accordance with the|holds talks with|some say|it was said|said that|says that|told reporters",
    },
    {
      ...{ cue: "hypothetical", kind: "hypothetical", weight: -0.8 },
      words:
        "would|could|might|may be|may also|may not|may have|may request|may decide|may at|may withdraw|may designate|may propose|may by|may only|if|unless|whether|were to|had we",
      except: "would like",
    },
    {
      ...{ cue: "negation", kind: "negation", weight: -0.9 },
      words:
        "cannot|can not|will not be able|unable to|no change|not yet|have not|has not|is not|are not|do not|does not|nothing in this|reserves the right|without prejudice|not possible|no longer|nobody|no one should|no country should|no state should|failed to",
      except: "is not to|are not to|is not merely|is not only|are not only",
    },
    {
      ...{ cue: "courtesy", kind: "courtesy", weight: -2 },
      words:
        "thank|thanks|thank you|congratulate|congratulations|grateful|gratitude|appreciation|appreciate|ladies and gentlemen|mr president|madam president|mr secretary|excellencies|distinguished|dear friends|let me begin|honour to|honor to|privilege to|pay tribute|condolences|allow me to|i would like to|i want to emphasize|i want to note|wish him|wish her|wish you|welcome you|good morning|good afternoon|good evening|apologies|pleased to|delighted to|i am sure|i rise",
    },
    {
      ...{ cue: "appeal", kind: "appeal", weight: -1.2 },
      words:
        "calling on|calling for|calling upon|call on|calls on|call upon|calls upon|call for|calls for|urge|urges|appeal to|appeals to|invite|invites|request|requests|ask the|ask all|encourages all|we count on|counting on|relying on|expect the international community",
    },
    {
      ...{ cue: "stance", kind: "stance", weight: -0.6 },
      words:
        "i believe|we believe|it is vital|it is essential|it is clear|plays a|play a|is one of|are one of|is a|is an|are of great significance|underscore|consider|considers|unquestionably|is crucial|has a|means|is more than|equally authentic|done in|constitutes",
    },
  ],
  times:
    "hour|hours|year|years|month|months|week|weeks|day|days|decade|decades|century|quarter|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|end of|tomorrow|session|summit",
  vague:
    "soon|in the near future|as soon as possible|without delay|shortly|in due course|in the coming years|in the years ahead|in the years to come|at an early date|at the earliest",
  abbreviations:
    "mr mrs ms dr st no art para paras pp p vs e.g i.e cf h.e prof gen rev hon vol fig approx inc ltd co u.s u.n sr jr jan feb mar apr jun jul aug sep sept oct nov dec",
  decimal: ".",
  magnitudes: { thousand: 3, million: 6, mln: 6, billion: 9, bn: 9, trillion: 12 },
  units: {
    "%": "%|percent|per cent|percentage points",
    km: "km|kilometre|kilometres|kilometer|kilometers",
    har: "hectare|hectares|ha",
    t: "tonne|tonnes|tons|ton|metric tons",
    MW: "mw|megawatt|megawatts",
    GW: "gw|gigawatt|gigawatts",
    "kW.h": "kwh|kilowatt hours",
    USD: "us dollars|us dollar|dollars|usd",
    EUR: "euro|euros|eur",
    CNY: "yuan|renminbi|rmb",
    GBP: "pounds|gbp",
    KGS: "som|soms",
  },
  types: {
    infrastructure:
      "railway|railways|railroad|road|roads|highway|bridge|airport|construction|infrastructure|transport|transportation|housing",
    border_crossing: "border crossing|border crossings|checkpoint|border port|border ports|customs",
    mobility: "visa|visas|travel|flights|labour migration|migrants|tourists",
    trade: "trade|tariff|tariffs|exports|imports|export|import|market access|e commerce",
    finance: "loan|loans|grant|grants|fund|funds|finance|financing|bank|debt|investment|investments|climate finance",
    energy:
      "energy|electricity|hydropower|gas|oil|solar|wind power|power plant|power plants|renewable|nuclear power|grid",
    education: "education|students|university|universities|scholarships|school|schools|teachers|workshop|training",
    culture: "culture|cultural|heritage|language|sport|sports|museum|media",
    security: "security|terrorism|military|defence|defense|police|crime|peacekeeping|weapons|disarmament|ceasefire",
    legal: "law|laws|legislation|treaty|convention|ratify|ratification|extradition|legal",
    institution: "institution|commission|secretariat|committee|centre|center|council|mechanism|working group",
    environment:
      "climate|emissions|emission|environment|biodiversity|forest|forests|glaciers|water|carbon|greenhouse gas|pollution",
    health: "health|hospital|hospitals|vaccine|vaccines|disease|medical|pandemic",
    digital: "digital|internet|data|artificial intelligence|broadband|satellite|cyber|telecommunications",
    political: "summit|visit|visits|elections|dialogue|consultations|sovereignty|territorial integrity",
  },
};
