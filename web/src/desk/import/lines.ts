/** Members of NDJSON lines by JSON Pointer (RFC 6901), read and written as texts. */

export interface Edit {
  row: number;
  /** The column of a sheet, or a pointer into a line. */
  name: string;
  text: string;
}

type Json = Record<string, unknown>;

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const namesOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** The whole line where the pointer is empty, or the line is no JSON. */
export function textInLine(line: string, pointer: string): string {
  const whole = parsed(line);
  if (pointer === "" || whole === undefined) return line;
  const value = namesOf(pointer).reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), whole);
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function linesWith(lines: readonly string[], edits: readonly Edit[]): string[] {
  const next = [...lines];
  for (const { row, name, text } of edits) next[row] = lineWith(next[row] ?? "", name, text);
  return next;
}

function lineWith(line: string, pointer: string, text: string): string {
  const whole = parsed(line);
  if (pointer === "" || !isObject(whole)) return text.replaceAll(/[\r\n]+/g, " ");
  const names = namesOf(pointer);
  const last = names.pop() ?? "";
  let at: Json = whole as Json;
  for (const name of names) {
    if (!isObject(at[name])) at[name] = {};
    at = at[name] as Json;
  }
  const isText = typeof at[last] === "string" || !/^\s*(?:[[{"\d-]|true|false|null)/.test(text);
  const value = isText ? text : (parsed(text) ?? text);
  if (text === "") delete at[last];
  else at[last] = value;
  return JSON.stringify(whole);
}
