import { AppError, type Fault } from "../errors/errors.ts";
import { mostFaults } from "../errors/fault-list.ts";
import { normalizeBreaks, textFault, toPointer } from "./text.ts";

const deepest = 32;

const forbiddenKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Members that hold words of a document, and so its page breaks; `text` of a snapshot alone. */
export const documentWords: ReadonlySet<PropertyKey> = new Set(["exact", "prefix", "suffix", "display", "text"]);

/** Whether a text is of a document: words of a quote, the text of a snapshot. */
function isOfDocument(path: readonly PropertyKey[]): boolean {
  const [name, parent] = [path.at(-1) ?? "", path.at(-3)];
  return documentWords.has(name) && (name !== "text" || path.length === 1 || parent === "snapshots");
}

/**
 * A JSON value that no one is hurt by: not too deep, without forbidden keys, of texts that every engine stores alike,
 * with LF for line breaks.
 * @throws AppError malformed_json, invalid_request
 */
export function parseJson(text: string): unknown {
  const faults: Fault[] = [];
  const value = inspect(parse(text), [], faults);
  if (faults.length === 0) return value;
  const code = faults.some((fault) => fault.code === "invalid_text") ? "invalid_request" : "malformed_json";
  throw new AppError(code, faults[0]?.detail ?? "", { errors: faults });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(error))?.[0];
    throw new AppError("malformed_json", `The body is not JSON: parsing stopped ${position ?? "before its end"}.`);
  }
}

/** The value with its texts as they are stored; lists and objects are changed in place. */
function inspect(value: unknown, path: PropertyKey[], faults: Fault[]): unknown {
  if (faults.length >= mostFaults) return value;
  if (typeof value === "string") {
    const text = normalizeBreaks(value);
    const fault = textFault(text, isOfDocument(path) ? "document" : "field");
    if (fault) faults.push({ pointer: toPointer(path), ...fault });
    return text;
  }
  if (typeof value !== "object" || value === null) return value;
  if (path.length >= deepest) {
    faults.push({
      pointer: toPointer(path),
      code: "too_deep",
      detail: `The body is nested deeper than ${deepest} levels.`,
    });
    return value;
  }
  const isList = Array.isArray(value);
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    path.push(key);
    const isSafe = isList || inspectKey(key, path, faults);
    const before = members[key];
    const after = inspect(before, path, faults);
    if (isSafe && after !== before) members[key] = after;
    path.pop();
  }
  return value;
}

/** Whether the key may be written to. */
function inspectKey(key: string, place: PropertyKey[], faults: Fault[]): boolean {
  if (forbiddenKeys.includes(key)) {
    faults.push({ pointer: toPointer(place), code: "forbidden_key", detail: `The key \`${key}\` is never accepted.` });
    return false;
  }
  const fault = textFault(key);
  if (fault) faults.push({ pointer: toPointer(place.slice(0, -1)), ...fault });
  return true;
}
