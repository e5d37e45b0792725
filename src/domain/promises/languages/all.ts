import { english } from "./english.ts";
import type { CueLanguage } from "./language.ts";

export const cueLanguages: readonly CueLanguage[] = [english];
