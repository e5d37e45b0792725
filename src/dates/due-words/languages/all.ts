import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { japanese } from "./japanese.ts";
import { kazakh } from "./kazakh.ts";
import { kyrgyz } from "./kyrgyz.ts";
import type { Language } from "./language.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";
import { turkish } from "./turkish.ts";
import { uzbek, uzbekCyrillic } from "./uzbek.ts";

/** The six of the United Nations, and eight more. */
export const languages: readonly Language[] = [
  ...[english, french, spanish, russian, chinese, arabic],
  ...[kyrgyz, uzbek, uzbekCyrillic, kazakh, german, portuguese, turkish, japanese],
];
