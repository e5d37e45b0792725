import { expect, it } from "vitest";
import { languageFor } from "../../src/languages/languages.ts";

it.each([
  [undefined, "en"],
  ["", "en"],
  ["ru", "ru"],
  ["ru-RU,ru;q=0.9,en;q=0.8", "ru"],
  ["zh-Hant-TW", "zh"],
  ["ZH-cn", "zh"],
  ["de, ky;q=0.5, fr;q=0.7", "fr"],
  ["en;q=0.3, kk;q=0.4", "kk"],
  ["es, fr", "es"],
  ["*", "en"],
  ["de, *;q=0.1", "en"],
  ["*;q=0.5, ar;q=0.9", "ar"],
  ["ru;q=0, ru-RU", "en"],
  ["ru;q=0", "en"],
  ["en;q=0, ar;q=0.1", "ar"],
  ["fr;q=x, es;q=0.1", "es"],
  ["fr;q=7, es;q=0.1", "es"],
  ["de", "en"],
  ["tlh, x-klingon", "en"],
  [",;,q=1", "en"],
])("Accept-Language %j chooses %s (RFC 4647 lookup)", (header, language) => {
  expect(languageFor(header)).toBe(language);
});
