import { z } from "zod";
import { TextToRead } from "../promises/model.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { accepted, readInput, type Tool } from "./tool.ts";
import { asRow, asRows } from "./words.ts";

const fewRows = 20;
const limit = z.int().min(1).max(200).default(fewRows).meta({ description: "Sentences, the best first, 1 to 200." });
const FindInput = z.strictObject({ ...TextToRead.shape, limit });

export const findPromises: Tool = {
  name: "find_promises",
  title: "Find promises in a text",
  description:
    "The sentences of a text, or of a source, that are most likely promises, with the words that speak for each, its due words and their reading, and commitments on record that it may say again. By rules, which miss some and take others for promises: read before you file. Nothing is recorded.",
  writes: false,
  inputSchema: () => inputSchemaOf(FindInput),
  run: async ({ ask, base }, given) => {
    const { limit: most } = readInput(FindInput, given);
    const { limit: _, ...body } = given;
    const found = accepted(await ask({ method: "POST", path: "/v1/promises/find", body }));
    const best = asRows(found.data)
      .filter(({ tinted }) => tinted === true)
      .toSorted((a, b) => Number(a.rank) - Number(b.rank))
      .slice(0, most);
    const text = best.flatMap((sentence) => sentenceWords(base, sentence));
    return { data: { ...found, data: best }, text: text.length === 0 ? "No sentence is tinted." : text.join("\n") };
  },
};

function sentenceWords(base: string, sentence: Readonly<Record<string, unknown>>): string[] {
  const { score, exact, firmness, due, restates } = sentence;
  const facts = [
    ...(typeof firmness === "string" ? [firmness] : []),
    ...asRows(due).map(({ text, edtf }) => `due "${String(text)}" (${String(edtf ?? "no date known")})`),
  ];
  const [again] = asRows(restates);
  return [
    `- ${String(score)}: "${String(exact).replace(/\s+/g, " ")}"${facts.length > 0 ? ` (${facts.join("; ")})` : ""}`,
    ...(again
      ? [`  It may say again: ${String(asRow(again).title)}: ${base}/v1/commitments/${String(again.slug)}`]
      : []),
  ];
}
