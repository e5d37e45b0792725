import type { CueLanguage } from "./language.ts";

export const chinese: CueLanguage = {
  tag: "zh",
  name: "Chinese",
  script: "Hani",
  common: "的|和|在|是|我|们|将",
  actors: "我们|我国|我|双方|中方|各方|两国|缔约|政府|成员国|各国|会员国|元首|部长|领导人|外长|国家|国务院|当事国|他们",
  cues: [
    {
      ...{ cue: "commit", kind: "commissive", weight: 2.2, firmness: "pledge" },
      words: "承诺|保证|致力于|决心|郑重|恪守|履行|信守|庄严|宣布将|坚定不移|矢志|重申",
      except: "履行了|兑现了|保证金",
    },
    {
      ...{ cue: "agree_to", kind: "commissive", weight: 1.7, firmness: "political_agreement" },
      words: "同意|商定|达成共识|达成一致|决定|议定|一致认为|协议将|约定",
    },
    {
      ...{ cue: "will", kind: "modal", weight: 1.6, firmness: "pledge" },
      words: "将|必将|定将|我们会|中方会|会继续|一定会",
      except: "将军|将近|将来|将士|即将|将领|麻将",
    },
    {
      ...{ cue: "intend", kind: "intention", weight: 2, firmness: "intend" },
      words: "计划|打算|拟|力争|争取|努力|旨在|目标|准备|着手|规划|预计|有意|谋求|设定|部署",
      except: "规划院|五年规划成|虚拟|模拟",
    },
    {
      ...{ cue: "hope", kind: "hope", weight: 1.4, firmness: "hope" },
      words: "希望|期待|盼望|期望|愿景|祝愿|憧憬",
      except: "希望国际社会|祝愿大家",
    },
    {
      ...{ cue: "offer", kind: "offer", weight: 1.9, firmness: "intend" },
      words: "愿|愿意|愿同|愿与|愿为|随时准备|准备好|乐意|欢迎",
      except: "愿望|意愿|志愿|自愿|心愿|祝愿|愿景|欢迎仪式|欢迎宴会|热烈欢迎",
    },
    {
      ...{ cue: "proposal", kind: "proposal", weight: 1.4, firmness: "explore" },
      words: "建议|提议|倡议|探讨|研究|商讨|考虑|磋商",
      except: "全球发展倡议|全球安全倡议|全球文明倡议|一带一路”倡议|研究所|研究院|研究员",
    },
    {
      ...{ cue: "duty", kind: "duty", weight: 1.5, firmness: "hope" },
      words: "要|应|应当|必须|须|应该|不得|有必要|需",
      except:
        "重要|主要|需要|只要|要求|纲要|要素|应对|响应|反应|供应|适应|相应|效应|应用|应邀|首要|要点|要地|要闻|摘要|简要|应急|应拉|应约|要道|要害|要塞|需求|急需|必需",
    },
    {
      ...{ cue: "to_do", kind: "action", weight: 0.9, first: true },
      words:
        "加强|深化|扩大|推动|推进|加快|促进|提高|提升|完善|建立|建设|开展|支持|实施|实现|落实|增加|减少|降低|签署|举办|保护|发展|坚持|打造|构建|健全|优化|鼓励|拓展|密切|增进|巩固|维护|坚定|携手|共同|积极|进一步|大力|继续|努力|稳步|全面|严格|控制|达到|提供|培训|修建|启动|设立|做好|营造|防范",
    },
    {
      ...{ cue: "do", kind: "action", weight: 0.4 },
      words:
        "推动|推进|加快|扩大|深化|加强|开展|提供|建立|建成|签署|落实|确保|实现|增加|提升|举办|支持|维护|开通|拓展|用好|尽早|尽快|达到|下降|减排|占比",
    },
    {
      ...{ cue: "past", kind: "past", weight: -1.1 },
      words:
        "了|已|已经|曾|曾经|去年|以来|期间|长期|举行了|年来|回顾|见证|再创|达到了|去年|年前|历史上|自古|古老|取得|赢得|始终|一直|早在",
      except: "为了|除了|了解|长期合作|中长期|一直以来将",
    },
    {
      ...{ cue: "reported", kind: "reported", weight: -0.8 },
      words: "据|指出|强调|认为|报道|统计|消息|曾说|所说|评论|曾言|写道",
      except: "数据|根据|依据|一致认为|证据|占据",
    },
    {
      ...{ cue: "hypothetical", kind: "hypothetical", weight: -0.8 },
      words: "如果|假如|若|倘若|可能|也许|即使|要不是|一旦|或许",
    },
    {
      ...{ cue: "negation", kind: "negation", weight: -0.7 },
      words: "没有|无法|尚未|并未|不会|不能|难以",
      except: "不能忘记",
    },
    {
      ...{ cue: "courtesy", kind: "courtesy", weight: -2 },
      words: "感谢|谢谢|祝贺|尊敬的|女士们|先生们|各位|荣幸|高兴|致以|相聚|问候|朋友们|敬意|欢聚|祝愿大家|热烈欢迎",
    },
    {
      ...{ cue: "appeal", kind: "appeal", weight: -1.2 },
      words: "呼吁|敦促|请求|要求|希望国际社会|恳请|号召",
    },
    {
      ...{ cue: "stance", kind: "stance", weight: -0.6 },
      words: "是|源远流长|拥有|处在|成为|相连|意味着|属于|不仅|所谓|同等作准",
      except: "于是|但是|还是|总是|无论是|特别是|尤其是|成为现实",
    },
  ],
  times: "年|月份|月底|月内|日前|日起|季度|世纪|期间|周内|小时|月初|月中",
  vague: "尽快|尽早|早日|不久|近期|近日|今后|未来|即日起|适时|及时",
  abbreviations: "",
  decimal: ".",
  magnitudes: { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8, 百万: 6, 千万: 7, 万亿: 12 },
  units: {
    "%": "%|个百分点",
    km: "公里|千米",
    har: "公顷",
    t: "吨",
    MW: "兆瓦",
    GW: "吉瓦",
    kW: "千瓦",
    "kW.h": "千瓦时|度电",
    USD: "美元",
    EUR: "欧元",
    CNY: "元|元人民币|人民币",
    m3: "立方米",
  },
  types: {
    infrastructure: "铁路|公路|桥|机场|港口|基础设施|交通|隧道|建成|修建|直航",
    border_crossing: "口岸|边境|海关|通关",
    mobility: "签证|免签|旅游|航班|人员往来|移民",
    trade: "贸易|进口|出口|关税|市场准入|电子商务",
    finance: "贷款|援助|基金|融资|投资|银行|债务|资金|美元|人民币",
    energy: "能源|电力|水电|天然气|石油|太阳能|风电|核电|光伏",
    education: "教育|留学|大学|奖学金|学校|培训|学生|孔子学院|鲁班工坊",
    culture: "文化|文明|遗产|体育|媒体|语言|艺术|文艺",
    security: "安全|反恐|军事|国防|执法|犯罪|打击|维和|三股势力",
    legal: "法律|立法|条约|公约|批准|引渡|司法",
    institution: "机构|委员会|秘书处|中心|机制|工作组|理事会",
    environment: "气候|排放|环境|森林|碳|水资源|污染|生态|冰川",
    health: "卫生|医疗|医院|疫苗|疫情|医药|健康",
    digital: "数字|互联网|数据|人工智能|卫星|网络|通信",
    political: "峰会|会晤|访问|选举|对话|磋商|主权|高层交往|多边主义",
  },
};
