import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const [, section = ""] = /^## The way of a request\n(.*?)^## /ms.exec(read("docs/architecture.md")) ?? [];

/** The functions that a text links to, with the files that they are linked to. */
const linksIn = (text: string) =>
  [...text.matchAll(/\[`(\w+)`\]\(\.\.\/([\w./-]+)\)/g)].map(([, name = "", file = ""]) => ({ name, file }));

/** The numbered steps: phase, whether the hook is of the route, and what the step is about, linked before its colon. */
const steps = [...section.matchAll(/^\d+\. (.*(?:\n {3,}.*)*)/gm)].map(([, text = ""]) => {
  const [, phase = "", ofRoute] = /^`?(\w+)`?( of the route)?/.exec(text) ?? [];
  const [subject = ""] = text.split("): ");
  return { phase, isOfRoute: ofRoute !== undefined, subjects: linksIn(`${subject})`) };
});

const phases = ["onRequest", "preParsing", "preValidation", "preHandler", "onSend", "onResponse"];
const hookForm = /\baddHook\("(\w+)"|\broute\.(\w+) = \[/g;
const hooksIn = (text: string) =>
  [...text.matchAll(hookForm)].map(([, added, ofRoute]) => added ?? ofRoute ?? "").filter((at) => phases.includes(at));

/** What src/app.ts calls with the application, in its order, and what `addCommonHooks` calls after it. */
function registered(): string[] {
  const [, common = ""] =
    /^export async function addCommonHooks(.*?)^}/ms.exec(read("src/http/every-request.ts")) ?? [];
  const calls = [...common.matchAll(/(?:register\(|=> |^ {2})(\w+)(?=\((?:app|request)\b|, \{)/gm)].map(
    ([, name = ""]) => name,
  );
  return [...read("src/app.ts").matchAll(/(?:^|[ =]|await )(\w+)\(app[,)]/gm)].flatMap(([, name = ""]) =>
    name === "addCommonHooks" ? [name, ...calls] : [name],
  );
}

describe("the way of a request in docs/architecture.md", () => {
  it("links each function to a file that has it", () => {
    const links = linksIn(section);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ name, file }) => !new RegExp(`\\b${name}\\b`).test(read(file)))).toEqual([]);
  });

  it("names all that src/app.ts calls with the application, and what is common to all requests", () => {
    const names = registered();
    expect(names).toEqual(expect.arrayContaining(["protect", "greet", "cors", "shedLoad", "checkRequest", "compress"]));
    expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
  });

  it("goes by phase, in each phase in the order of registration, the hooks of routes last", () => {
    const order = registered();
    const met = steps.flatMap(({ phase, isOfRoute, subjects }) =>
      subjects.map(({ name }) => ({ name, phase, isOfRoute })).filter(() => phases.includes(phase)),
    );
    const rank = ({ name, phase, isOfRoute }: (typeof met)[number]) =>
      phases.indexOf(phase) * 1000 + (isOfRoute ? 500 : 0) + order.indexOf(name);
    expect(met.filter(({ name }) => !order.includes(name))).toEqual([]);
    expect(met).toEqual(met.toSorted((a, b) => rank(a) - rank(b)));
  });

  it("has a step for each hook of src/http, in its phase", () => {
    const files = globSync("src/http/**/*.ts", { cwd: root });
    const hooks = files.flatMap((file) => hooksIn(read(file)).map((phase) => `${phase} in ${file}`));
    const told = steps.flatMap(({ phase, subjects }) => subjects.map(({ file }) => `${phase} in ${file}`));
    expect(hooks.length).toBeGreaterThan(10);
    expect(hooks.filter((hook) => !told.includes(hook))).toEqual([]);
  });
});
