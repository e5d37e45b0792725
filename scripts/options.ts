import { parseArgs } from "node:util";

/** What a script is asked for on its command line. */

type Kind = "flag" | "text" | "number";
type ValueOf<K extends Kind> = K extends "flag" ? boolean : K extends "number" ? number : string;
type Values<O extends Readonly<Record<string, Kind>>> = { [N in keyof O]?: ValueOf<O[N]> };

/** The options that were given. `--help` says this help, and what is not understood is named: both end the process. */
export function readOptions<const O extends Readonly<Record<string, Kind>>>(help: string, kinds: O): Values<O> {
  const names = Object.keys(kinds);
  const options = Object.fromEntries(
    [...names, "help"].map((name) => [
      name,
      { type: (kinds[name] ?? "flag") === "flag" ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  try {
    const { help: isLost, ...given } = parseArgs({ options }).values;
    if (isLost) end(help, 0);
    return Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, kinds[name] === "number" ? numberOf(name, value) : value]),
    ) as Values<O>;
  } catch (error) {
    return end(`${(error as Error).message}\n\n${help}`, 2);
  }
}

function numberOf(name: string, value: unknown): number {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number) || number < 0)
    throw new Error(`--${name} takes a number that is not negative: "${value}" is none.`);
  return number;
}

function end(text: string, code: number): never {
  process[code === 0 ? "stdout" : "stderr"].write(`${text}\n`);
  return process.exit(code);
}
