import { defaultLanguage, type Language, languages } from "../../../languages/languages.ts";
import { codelists, type Labels } from "../codelists.ts";
import { ar } from "./ar.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { kk } from "./kk.ts";
import { ky } from "./ky.ts";
import { ru } from "./ru.ts";
import { zh } from "./zh.ts";

/** What codes are called. English is the name that stands with the definition of each. */

type ByList = Readonly<Record<string, Readonly<Record<string, string>>>>;

const translations: Readonly<Record<Exclude<Language, typeof defaultLanguage>, Labels>> = {
  ...{ fr, es, ru, zh, ar, ky, kk },
};

const english: ByList = Object.fromEntries(
  codelists.map((list) => [list.name, Object.fromEntries(list.codes.map(({ code, name }) => [code, name]))]),
);

const byLanguage: Readonly<Record<Language, ByList>> = { ...translations, [defaultLanguage]: english };

/** What people call a code in a language; undefined where the list has no such code. */
export const labelOf = (language: Language, list: string, code: string): string | undefined =>
  byLanguage[language][list]?.[code];

/** What it is called in every language. */
export const labelsOf = (list: string, code: string): Record<Language, string> =>
  Object.fromEntries(languages.map((language) => [language, labelOf(language, list, code) ?? code])) as Record<
    Language,
    string
  >;
