import type { ExchangeLine } from "../exchange/model.ts";

/** The interchange format: newline-delimited JSON, one commitment on each line. */
export async function* writeNdjson(lines: AsyncIterable<ExchangeLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
