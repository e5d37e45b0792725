import type { Include } from "../commitments/answers.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Dataset } from "./dataset.ts";

/** What a writer is told beside the commitments. `base` is the address of the service, for links. */
export interface Setting {
  base: string;
  dataset: Dataset;
  /** CSV: begin with a byte order mark, by which older spreadsheets know UTF-8. */
  bom?: boolean | undefined;
}

/** A writer gives the pieces of a text, as small as it likes; an error while it does leaves the text without its end. */
export interface Format {
  /** As it is sent; the part before `;` names it in `Accept`. */
  type: string;
  extension: string;
  /** The parts of a commitment that it writes. */
  parts: readonly Include[];
  write: (lines: AsyncIterable<ExchangeLine>, setting: Setting) => AsyncIterable<string>;
}
