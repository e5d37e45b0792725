import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { japanese } from "./japanese.ts";
import { kazakh } from "./kazakh.ts";
import { kyrgyz } from "./kyrgyz.ts";
import type { Phrases } from "./phrases.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";
import { turkish } from "./turkish.ts";
import { uzbek } from "./uzbek.ts";

export const allPhrases: readonly Phrases[] = [
  ...[english, french, spanish, russian, chinese, arabic],
  ...[kyrgyz, uzbek, kazakh, german, portuguese, turkish, japanese],
];
