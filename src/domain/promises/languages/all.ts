import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { kyrgyz } from "./kyrgyz.ts";
import type { CueLanguage } from "./language.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";

export const cueLanguages: readonly CueLanguage[] = [english, russian, chinese, french, spanish, arabic, kyrgyz];
