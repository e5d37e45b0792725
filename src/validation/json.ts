import { AppError, type Fault } from "../errors/errors.ts";
import { mostFaults } from "../errors/fault-list.ts";
import { textFault, toPointer } from "./text.ts";

const deepest = 32;

const forbiddenKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/**
 * A JSON value that no one is hurt by: not too deep, without forbidden keys, of texts that every engine stores alike.
 * @throws AppError malformed_json, invalid_request
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  const faults: Fault[] = [];
  inspect(value, [], faults);
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

function inspect(value: unknown, path: PropertyKey[], faults: Fault[]): void {
  if (faults.length >= mostFaults) return;
  if (typeof value === "string") {
    const fault = textFault(value);
    if (fault) faults.push({ pointer: toPointer(path), ...fault });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= deepest) {
    faults.push({
      pointer: toPointer(path),
      code: "too_deep",
      detail: `The body is nested deeper than ${deepest} levels.`,
    });
    return;
  }
  const isList = Array.isArray(value);
  for (const key of Object.keys(value)) {
    path.push(key);
    if (!isList) inspectKey(key, path, faults);
    inspect((value as Record<string, unknown>)[key], path, faults);
    path.pop();
  }
}

function inspectKey(key: string, place: PropertyKey[], faults: Fault[]): void {
  if (forbiddenKeys.includes(key)) {
    faults.push({ pointer: toPointer(place), code: "forbidden_key", detail: `The key \`${key}\` is never accepted.` });
    return;
  }
  const fault = textFault(key);
  if (fault) faults.push({ pointer: toPointer(place.slice(0, -1)), ...fault });
}
