import { parseJson } from "../http/bodies/json.ts";
import { linesOf } from "./lines.ts";
import { type Part, reader } from "./merge.ts";
import { ImportLine } from "./model.ts";
import type { ImportItem } from "./service.ts";

const readLine = reader(ImportLine);

/** The lines of an NDJSON file. */
export async function* ndjsonItems(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportItem> {
  for await (const found of linesOf(bytes)) {
    const read = () => {
      if ("error" in found) throw found.error;
      return readLine(parseJson(found.text)) as Part;
    };
    yield { line: found.line, read };
  }
}
