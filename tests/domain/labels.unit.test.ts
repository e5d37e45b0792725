import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codelists } from "../../src/domain/codelists/codelists.ts";
import { colourOf } from "../../src/domain/codelists/colours.ts";
import { labelOf } from "../../src/domain/codelists/labels/labels.ts";
import { type Language, languages } from "../../src/languages/languages.ts";

const scripts: Partial<Record<Language, RegExp>> = {
  ru: /\p{Script=Cyrillic}/u,
  ky: /\p{Script=Cyrillic}/u,
  kk: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
  ar: /\p{Script=Arabic}/u,
};

describe.each(languages)("labels in %s", (language) => {
  it.each(codelists)("name every code of $name, in its script and briefly", ({ name, codes }) => {
    for (const { code } of codes) {
      const label = labelOf(language, name, code) ?? "";
      expect(label, `${name} ${code}`).toMatch(scripts[language] ?? /\p{Script=Latin}/u);
      expect(label.trim(), `${name} ${code}`).toBe(label);
      expect(label.length, `${name} ${code}`).toBeLessThanOrEqual(60);
      if (scripts[language]) expect(label).not.toMatch(/\p{Script=Latin}/u);
    }
  });

  it.each(codelists)("tell the codes of $name apart", ({ name, codes }) => {
    expect(new Set(codes.map(({ code }) => labelOf(language, name, code))).size).toBe(codes.length);
  });
});

/** Those that have no colours enough: similar codes share one there. */
const long = ["commitment-type", "event-type", "source-kind"];
const light = (readFileSync("web/src/styles/colours.css", "utf8").split("@media")[0] ?? "").matchAll(
  /--(\w+): (#\w{6});/g,
);

describe("colours", () => {
  it.each(codelists)("are there for every code of $name", ({ name, codes }) => {
    for (const { code } of codes) expect(colourOf(name, code), code).toMatch(/^#[0-9a-f]{6}$/);
  });

  it.each(codelists.filter(({ name }) => !long.includes(name)))(
    "of $name can be told apart with each kind of colour blindness",
    ({ name, codes }) => {
      const colours = codes.map(({ code }) => linear(colourOf(name, code) ?? ""));
      for (const seen of Object.values(sights)) {
        const shown = colours.map((colour) => toLab(times(seen, colour)));
        for (const [n, one] of shown.entries())
          for (const other of shown.slice(0, n)) expect(Math.hypot(...minus(one, other))).toBeGreaterThan(10);
      }
    },
  );

  it("of statuses are those of the pages", () => {
    const onPages = new Map([...light].map(([, name = "", value = ""]) => [name, value]));
    const statuses = codelists.find(({ name }) => name === "status")?.codes ?? [];
    for (const { code } of statuses) expect(onPages.get(code), code).toBe(colourOf("status", code));
  });
});

type Three = readonly [number, number, number];

/**
 * Full colour blindness in linear RGB: Machado, Oliveira and Fernandes (2009), https://doi.org/10.1109/TVCG.2009.113.
 */
const sights: Record<string, readonly [Three, Three, Three]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Three {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return [r, g, b];
}

const minus = (a: Three, b: Three): Three => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

function times(rows: readonly [Three, Three, Three], [r, g, b]: Three): Three {
  const at = ([x, y, z]: Three) => Math.min(1, Math.max(0, x * r + y * g + z * b));
  return [at(rows[0]), at(rows[1]), at(rows[2])];
}

/** CIE L*a*b* under D65, in which distances are roughly those that people see. */
function toLab([r, g, b]: Three): Three {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
