/**
 * Shell sessions in Markdown: a `sh` block is followed by a `json`, `http` or `text` block that shows its answer,
 * shortened by "...".
 */
export interface Step {
  commands: string;
  language: "json" | "http" | "text";
  shown: string;
}

/** @throws Error when a `sh` block is not followed by its answer */
export function sessionOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
  return blocks.flatMap(({ language, text }, n) => {
    if (language !== "sh") return [];
    const answer = blocks[n + 1];
    const shownAs = (["json", "http", "text"] as const).find((name) => name === answer?.language);
    if (!answer || !shownAs) throw new Error(`No answer is shown for: ${text}`);
    return [{ commands: text.trimEnd(), language: shownAs, shown: answer.text }];
  });
}

/** The lines of an answer that is neither. */
export function readLines(text: string): string[] {
  return text.trimEnd().split(/\r?\n/);
}

/** An answer as `curl -i` prints it: status line, headers by lower-case name, and the JSON body if there is one. */
export function readHttp(text: string): unknown {
  const [head = "", body = ""] = text.replaceAll("\r", "").split("\n\n", 2);
  const [status, ...lines] = head.trim().split("\n");
  const headers = lines
    .map((line) => /^([^:]+): (.*)$/.exec(line) ?? [])
    .map(([, name = "", value]) => [name.toLowerCase(), value]);
  return { status, headers: Object.fromEntries(headers), ...(body.trim() && { body: JSON.parse(body) }) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/**
 * Where `real` is not what `shown` shows. Objects may have more members than are shown; "..." stands for any value,
 * within a string for any part of it, and in an array for any number of elements.
 */
export function differences(shown: unknown, real: unknown, at = ""): string[] {
  if (shown === "...") return [];
  if (Array.isArray(shown)) return Array.isArray(real) ? arrayDifferences(shown, real, at) : [`${at} is no array`];
  if (isObject(shown)) {
    if (!isObject(real)) return [`${at} is ${JSON.stringify(real)}, no object`];
    return Object.entries(shown).flatMap(([name, value]) =>
      name in real ? differences(value, real[name], `${at}/${name}`) : [`${at}/${name} is missing`],
    );
  }
  if (shown === real || isShortened(shown, real)) return [];
  return [`${at} is ${JSON.stringify(real)}, shown as ${JSON.stringify(shown)}`];
}

function isShortened(shown: unknown, real: unknown): boolean {
  if (typeof shown !== "string" || typeof real !== "string") return false;
  const [start = "", end] = shown.split("...");
  return end !== undefined && real.startsWith(start) && real.endsWith(end);
}

function arrayDifferences(shown: readonly unknown[], real: readonly unknown[], at: string): string[] {
  let from = 0;
  for (const [n, value] of shown.entries()) {
    if (value === "...") continue;
    if (shown[n - 1] === "...") {
      const found = real.findIndex((each, i) => i >= from && differences(value, each).length === 0);
      if (found === -1) return [`${at} has nothing like ${JSON.stringify(value)}`];
      from = found;
    }
    const wrong = differences(value, real[from], `${at}/${from}`);
    if (wrong.length > 0) return wrong;
    from += 1;
  }
  return shown.at(-1) === "..." || from === real.length ? [] : [`${at} has more elements than are shown`];
}
