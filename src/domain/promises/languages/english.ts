import type { CueLanguage } from "./language.ts";

/** What is done over a time, and will be done when it is over: "is building", and not "is growing". */
const works =
  "building|constructing|preparing|planning|launching|setting up|investing|establishing|drafting|negotiating|introducing|opening|finalising|finalizing|implementing|deploying|installing|upgrading|modernising|modernizing|creating|organising|organizing|hosting|reviewing|drawing up|rolling out|stepping up|making plans|extending|providing|doubling|sending|cutting|raising";
const inProgress = [
  "is",
  "are",
  "am",
  "is also",
  "are also",
  "is now",
  "are now",
  "is currently",
  "are currently",
  "re",
]
  .flatMap((be) => works.split("|").map((work) => `${be} ${work}`))
  .join("|");

/** Classes: verbs of promising and of future having (B. Levin, 1993, 13.3), will and would (F. R. Palmer, 2001). */
export const english: CueLanguage = {
  tag: "en",
  name: "English",
  script: "Latn",
  common: "the|and|of|to|that|with|for|will|we|our|is",
  actors:
    "president|minister|premier|government|ministry|chancellor|secretary|officials|agency|chairman|governor|mayor|envoy|the eu|we|i|us|they|side|both sides|the two sides|the sides|the parties|each party|all parties|parties|the two countries|both countries|our country|our countries|my country|our government|my government|our people|the government|governments|the states parties|states parties|member states|members|the contracting parties|the high contracting parties|contracting party|the leaders|leaders|the ministers|ministers|heads of state|the heads of state|our ministers|the president|the prime minister|the ministry|the commission|the union|the authorities|the council|the secretariat|the two leaders|the two presidents|developed countries|signatories|partners|participants|each other|countries|nations|three countries|the three countries|both nations|both presidents|both ministers|both leaders|diplomats|delegations|my administration|the administration",
  cues: [
    {
      ...{ cue: "commit", kind: "commissive", weight: 2.2, firmness: "pledge" },
      words:
        "assured .. that|assures .. that|assure .. that|promised .. that|promises .. that|pledged .. that|re committed|m committed|do everything we can|do everything in|do all we can|do our part|doing our part|play our part|playing its part|do our best|do our utmost|spare no effort|spare no efforts|make every effort|stand by our|word of honour|honour our|honor our|live up to our|deliver on our|you have my word|guarantee that|guarantees|guaranteed|assured that|assures that|swore to|swears to|consented to|signed on to|offered to|offers a|volunteered to|commits|commit|commitment to|commitments .. to|dedicated to|resolve to|a pledge|my pledge|our pledge|vow|commit ourselves|commits itself|commit themselves|committed ourselves|we commit|commit to|commits to|are committed to|is committed to|am committed to|remain committed|remains committed|equally committed|fully committed|firmly committed|committed to|our commitment to|its commitment to|their commitment to|reaffirm .. commitment|reaffirms .. commitment|reaffirmed .. commitment|pledge|pledges|pledged|pledging|commitments to|have committed|has committed|reiterate .. commitment|reiterates .. commitment|reiterated .. commitment|reaffirmed .. commitments|confirmed .. commitment|undertake to|undertakes to|undertake|undertakes|undertook|we vow|vow to|vows to|vowed|promise|promises to|promised to|signed up to|we guarantee|guarantees that|i assure|assure the|assure you|to assure",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words:
        "memorandum of understanding to|memorandum to|mou to|contract to|protocol to|pact to|agreement for the construction|ve agreed to|ve agreed on|ve decided|ve resolved|concur|concurs|concurred on|accepted .. invitation|accepts .. invitation|invitation .. accepted|decision was made|decision was taken|decision has been|settled on|have signed up|has signed up|finalised the|reached .. agreement to|reached .. deal|agreement .. reached to|agreement .. reached on|agreement .. reached that|understanding .. reached|consensus .. reached|it was decided|it was agreed|was agreed to|was decided to|decision to|decision .. taken to|decision .. made to|have resolved|has decided|has agreed|are agreed to|confirmed to|agree to|agrees to|agreed to|agree on|agreed on|have agreed|resolve to|resolves to|resolved to|decide to|decides to|decided to|have decided|reached consensus on|a deal to|deal .. to end|agreement to",
    },
    {
      ...{ cue: "agree_view", kind: "commissive", weight: 0.3, firmness: "political_agreement" },
      words: "agree that|agrees that|agreed that|agreed upon|decides that|accepted the|accepted an|accepts the",
    },
    {
      ...{ cue: "instruct", kind: "commissive", weight: 1, firmness: "political_agreement" },
      words: "instructed .. to|tasked .. to|directed .. to|mandated .. to",
    },
    {
      ...{ cue: "agree_need", kind: "stance", weight: -0.2 },
      words:
        "agree on the importance|agreed on the importance|agree on the need|agreed on the need|agreed on the necessity|agreed .. importance of|agreed .. need for|affirmed the need|reiterated the need|stressed the need|noted the need|underlined the need|emphasized the need|emphasised the need",
    },
    {
      ...{ cue: "announce", kind: "commissive", weight: 1.1 },
      words:
        "happy to announce|proud to announce|pleased to announce|delighted to announce|can announce|can confirm that|reveal plans|revealed plans|revealed a plan|announce|announces|announced|announcing|unveil|unveils|unveiled",
    },
    {
      ...{ cue: "grant", kind: "commissive", weight: 1, firmness: "pledge" },
      words:
        "approved|approves|earmarked|earmarks|set aside|sets aside|donate|donates|donated|to donate|extend a loan|extended a loan|pledging|waive|waives|waived|cancel .. debt|cancelled .. debt|lift .. sanctions",
    },
    {
      ...{ cue: "said_would", kind: "modal", weight: 1.6, firmness: "intend" },
      words:
        "said .. would|says .. would|announced .. would|promised .. would|pledged .. would|added .. would|confirmed .. would|stated .. would|told .. would|declared .. would",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.5, firmness: "pledge" },
      words: "they ll|he ll|she ll|it ll|that ll|there ll|you have my word|will|we ll|i ll|shall|won't",
      except:
        "will of|political will|the will|good will|free will|will agree|will recall|will know|will understand|will appreciate|will remember|will treasure|will never forget|will not forget|will always remember|will determine|will depend|will be aware|will be found",
    },
    {
      ...{ cue: "effect", kind: "stance", weight: -0.8, beside: true },
      words:
        "will create|will enhance|will ease|will reduce the burden|will particularly|will benefit|will ensure|can continue|will be an|will be a|will provide an opportunity|will provide opportunities|will facilitate|will contribute|will pave|will stimulate|will strengthen our|will promote the|that will also|it will help|it will make|it will give|this will|these will|which will|there will|will help|will enable|will allow|will benefit|will bring|will lead|will contribute|will have|will give|will attract|will boost|will serve|will also attract|will make|will improve|will connect|will require|will need|will only|will be able|will be available|will inevitably|will remain|will become|will see",
      except:
        "project will be|measures will be|visit will be|which will be|that will be|these will be|this will be|initiatives will be|this will be built|it will be built|there will be a|there will be no",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words:
        "re going to|m going to|s going to|re planning|m planning|have a plan|has a plan|re determined|m determined|our ambition|our aim|our mission|our objective|have targeted|is targeting|targets a|eyes building|expects to|poised to|about to|gearing up|plan calls for|plan provides for|programme provides for|program provides for|project provides for|project involves|project includes|project envisages|programme envisages|mulls|looking at building|ambition is|ambition to|mission is to|slated|due for|am going to|am planning|am scheduled|scheduled to|scheduled for|slated to|slated for|set to|planned to|planned for|it is planned|plans are|is envisaged|are envisaged|envisages|envision|is foreseen|are foreseen|it is expected|are expected to|has targeted|target to|has aimed|goal is|goals are|objective is|objective of|priority is|on track to|in the pipeline|underway to|under way to|efforts are underway|efforts were underway|underway for|under way for|work is under way|work is underway|work has begun|a plan to|plan for|plans for|is determined to|are determined to|determined to|determination to|intends|intend|we seek|considering a|is planning|are planning|is not to|are not to|intend to|intends to|intending to|intention to|intention of|plan to|plans to|planning to|our plans|our plan|its plans|their plans|have plans|has plans|concrete plans|are going to|is going to|will seek|strive to|strives to|will strive|endeavour to|endeavor to|endeavours to|will try|try to|work towards|work toward|working towards|expect to|expects to|set a target|set a goal|sets a target|sets a goal|target of|goal of reaching|our goal is|long term goal|long term goals|our target|its target|its goal|is preparing to|are preparing to|prepare to|is to|are to|is set to|are set to|is scheduled to|are scheduled to|is due to|are due to|is planned|are planned|is expected to|will be launched|have set",
      except: "is to say|is to be found|prepare to welcome",
    },
    {
      ...{ cue: "purpose", kind: "intention", weight: 1.2, firmness: "intend" },
      words:
        "aim to|aims to|aim at|aims|aiming to|aimed to|is aimed at|seek to|seeks to|designed to|sets out to|set out to|intended to|seeking to|sought to|aimed at producing",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      except:
        "want to say|want to begin|want to start by|want to thank|want to express|want to emphasize|want to emphasise|want to stress|want to note|want to congratulate|want to underline|want to highlight|want to point out|want to draw|want to recall|want to remind|want to mention|want to ask|want to answer|want to know|want to conclude|want to reiterate|want to welcome|want to commend|want to offer|want to extend|want to add|want to share|want to tell|want to see|want to take this|want to once again|want to first|want to also|want to assure|want to be clear|want to acknowledge|want to pay|would like to say|would like to begin|would like to start by|would like to thank|would like to express|would like to emphasize|would like to emphasise|would like to stress|would like to note|would like to congratulate|would like to underline|would like to highlight|would like to point out|would like to draw|would like to recall|would like to remind|would like to mention|would like to ask|would like to answer|would like to know|would like to conclude|would like to reiterate|would like to welcome|would like to commend|would like to offer|would like to extend|would like to add|would like to share|would like to tell|would like to see|would like to take this|would like to once again|would like to first|would like to also|would like to assure|would like to be clear|would like to acknowledge|would like to pay",
      words:
        "looked forward to|hoped to|wished to|wanted to|eager to|longs to|anticipate|want to|wants to|i want|we want|would like to|wishes to|wish to|desire for|is looking to|are looking to|is eager|are eager|hope to|hopes to|hope that|i hope|we hope|is hoped to|hoped to|look forward to|looks forward to|looking forward to|wish to see|are keen to|is keen to|am keen to|keen to|keen on|aspire to|aspires to|would like to see|desire to|desires to|desirous of|hopes that|it is hoped",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.7, firmness: "intend" },
      words:
        "re ready|m ready|re prepared|re willing|m willing|readiness|willingness|available to|prepared for|open to|in a position to|stands by|ready to|readiness to|stand ready|stands ready|prepared to|willing to|willingness to|is offering|are offering|we offer|offers to|offer to|we can give|can provide|can give|happy to provide|always ready",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words:
        "proposed|proposes|propose|suggest setting|suggests|suggested|is considering|are considering|put forward|initiated|we propose|propose to|proposes to|proposed to|is proposing|are proposing|i propose|are launching|is launching|are initiating|is initiating|initiative to|launch an initiative|to consider establishing|explore the possibility|explore the|explore ways|explores|exploring the|to explore",
    },
    {
      ...{ cue: "process", kind: "process", weight: 1.1, firmness: "explore" },
      words: `${inProgress}|re working|m working|under construction|is in progress|are in progress|is continuing|work continues|works continue|in negotiation|is drafting|are drafting|is finalising|is finalizing|being prepared|being drafted|being built|being developed|we support|supports|reaffirm|reaffirms|reiterate|reiterates|is working on|are working on|working to|discussions underway|discussions are under way|talks are under way|under discussion|on our agenda|negotiations on|preparations for|is in the process of|are in the process of|is considering|are considering|continue to|continues to|steps to|taking steps`,
    },
    {
      ...{ cue: "doing", kind: "process", weight: 0.6, firmness: "explore" },
      words: "i am *ing|we are *ing|re *ing",
      except:
        "re facing|re living|re seeing|re witnessing|re talking|re speaking|re having|re here|re getting|re being|re going|re doing|re dealing|re celebrating|re asking|re calling|re *thing|re making|re saying|we are facing|we are living|we are seeing|we are witnessing|we are experiencing|we are suffering|we are talking|we are speaking|i am speaking|we are meeting|we are having|i am addressing|we are gathering|we are celebrating|we are marking|we are commemorating|we are calling|i am calling|i am asking|we are asking|we are being|we are counting|i am being|we are confronting|we are dealing",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 0.5, firmness: "hope" },
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
        "has been|have been|was|were|had|did|has achieved|has become|have become|has evolved|have achieved|signed the|launched in|adopted in|in recent years|over the past|in the past|since independence|years ago|ago|last year|last month|during this period|have seen|has already|have already|already|held talks|recalled|noted with satisfaction|welcomed the|we have made|was declared|introduced by|gained its|has always|have always|declared",
    },
    {
      ...{ cue: "held_talks", kind: "past", weight: -0.6 },
      words:
        "affirmed the|affirmed that|reiterated the|reiterated that|discussed|reviewed|exchanged views|exchange of views|shared the view|noted|expressed|underlined|underscored|stressed|emphasised|emphasized|acknowledged|recognised|recognized|highlighted|commended|praised|condemned|met|came|took place|was attended|put emphasis",
      except: "expressed .. readiness|expressed .. willingness|expressed .. intention|expressed .. commitment",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.2 },
      words:
        "said that|says that|quoted as|according to|provides that|pursuant to|in accordance with the|holds talks with|told reporters",
    },
    {
      ...{ cue: "hearsay", kind: "reported", weight: -1.2 },
      words:
        "critics|analysts|analyst|experts|observers|media reports|reportedly|rumours|rumors|some say|it is said|it was said|was reported|some believe|sources said|economists",
    },
    {
      ...{ cue: "past_form", kind: "past", weight: -0.3, alone: true },
      words: "*ed|made|took|held|gave|saw|began|became|brought|went|got|won|lost|spoke|visited",
      except:
        "need|united|indeed|shared|limited|based|red|bed|speed|seed|so called|related|integrated|advanced|detailed",
    },
    {
      ...{ cue: "hypothetical", kind: "hypothetical", weight: -0.6 },
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
      except:
        "pleased to announce|pleased to confirm|delighted to announce|delighted to confirm|pleased to report that we will",
      words:
        "i want to thank|i want to express|i want to emphasize|i want to note|i want to congratulate|i want to once again|i want to say|i want to begin|i want to start|i would like to thank|i would like to express|i would like to emphasize|i would like to note|i would like to congratulate|i would like to once again|i would like to say|i would like to begin|i would like to start|privilege|honour|honor|welcome to|thank|thanks|thank you|congratulate|congratulations|grateful|gratitude|appreciation|appreciate|ladies and gentlemen|mr president|madam president|mr secretary|excellencies|distinguished|dear friends|let me begin|pay tribute|condolences|allow me to|wish him|wish her|wish you|welcome you|good morning|good afternoon|good evening|apologies|pleased to|delighted to|i am sure|i rise",
    },
    {
      ...{ cue: "appeal", kind: "appeal", weight: -1.2 },
      words:
        "calling on|calling for|calling upon|call on|calls on|call upon|calls upon|call for|calls for|urge|urges|appeal to|appeals to|invite|invites|request|requests|ask the|ask all|encourages all|we count on|counting on|relying on|expect the international community",
    },
    {
      ...{ cue: "stance", kind: "stance", weight: -0.6 },
      words:
        "i believe|we believe|it is vital|it is essential|it is clear|plays a|play a|is one of|are one of|are of great significance|underscore|consider|considers|unquestionably|is crucial|has a|means|is more than|equally authentic|done in|constitutes",
    },
    {
      ...{ cue: "state", kind: "stance", weight: -0.4, alone: true },
      words: "is|are|has|exceeds|stands at|remains|includes|covers|accounts for",
      except: "it is",
    },
    {
      ...{ cue: "preamble", kind: "stance", weight: -0.8, first: true },
      words:
        "noting|recalling|recognizing|recognising|considering|bearing in mind|guided by|being guided|mindful|convinced|conscious|acknowledging|taking note|taking into account|emphasizing|emphasising|stressing|basing themselves|realizing|realising|having|aware|whereas|in view of|given that",
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
