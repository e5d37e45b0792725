import type { Include } from "../../commitments/embed.ts";
import type { Config } from "../../config/config.ts";
import type { Language } from "../../languages/languages.ts";
import type { ExchangeLine } from "../exchange/model.ts";
import type { Dataset } from "./dataset.ts";

/** What a writer is told beside the commitments. `base` is the address of the service, for links. */
export interface Setting {
  base: string;
  dataset: Dataset;
  /** CSV: begin with a byte order mark, by which older spreadsheets know UTF-8. */
  bom?: boolean | undefined;
  /** CSV and workbook: a column of labels in this language beside each of codes. */
  labels?: Language | undefined;
  /** GeoJSON: features without geometry for commitments without location. */
  unlocated?: boolean | undefined;
  /** IATI: who reports. */
  reporter: Reporter;
}

/** A reporting organisation as IATI knows it: its identifier, its name, and a code of the list OrganisationType. */
export interface Reporter {
  ref: string;
  name: string;
  type: string;
}

/** The operator's organisation, as the settings have it. */
export function reporterOf({
  iatiReportingOrgRef: ref,
  iatiReportingOrgName: name,
  iatiReportingOrgType: type,
}: Config): Reporter {
  return { ref, name, type };
}

/** What an export is of, for formats that have a place to say so. */
export function aboutDataset({ dataset }: Setting) {
  const { head, day, count } = dataset;
  return { seq: head.seq, hash: head.hash, recordedAt: head.at, day, commitments: count };
}

/** A writer yields the pieces of a text, or bytes, of any size. An error on the way leaves it without its end. */
export interface Format {
  /** As it is sent; the part before `;` names it in `Accept`. */
  type: string;
  extension: string;
  /** The parts of a commitment that it writes. */
  parts: readonly Include[];
  write: (lines: AsyncIterable<ExchangeLine>, setting: Setting) => AsyncIterable<string | Uint8Array>;
  /** The most commitments that it can hold; any number when left out. */
  mostRows?: number;
}
