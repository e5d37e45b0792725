/** One step of a Dockerfile. `words` are those of a JSON array (the exec form), or those between blanks. */
export interface Step {
  instruction: string;
  text: string;
  words: string[];
}

/** The stages of a Dockerfile, each from its FROM on; comments and broken lines are resolved. */
export function stagesOf(dockerfile: string): Step[][] {
  const lines = dockerfile.replace(/^#.*\n/gm, "").replace(/\\\n\s*/g, " ");
  const stages: Step[][] = [];
  for (const [, instruction = "", text = ""] of lines.matchAll(/^([A-Z]+) (.+)$/gm)) {
    if (instruction === "FROM") stages.push([]);
    stages.at(-1)?.push({ instruction, text, words: wordsOf(text) });
  }
  return stages;
}

function wordsOf(text: string): string[] {
  const array = /\[.*\]$/.exec(text)?.[0];
  return array === undefined ? text.split(" ") : (JSON.parse(array) as string[]);
}

/** What a stage copies from the build's context, as [source, target]. */
export function copiesOf(stage: readonly Step[]): [string, string][] {
  const copies = stage.filter(({ instruction, text }) => instruction === "COPY" && !text.startsWith("--from="));
  return copies.flatMap(({ words }) =>
    words.slice(0, -1).map((source): [string, string] => [source, words.at(-1) ?? ""]),
  );
}

/** The variables that a stage sets. */
export function environmentOf(stage: readonly Step[]): Record<string, string> {
  const pairs = stage.filter(({ instruction }) => instruction === "ENV").flatMap(({ words }) => words);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
