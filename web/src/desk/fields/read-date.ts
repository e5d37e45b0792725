import { servanda } from "../session.ts";

/** A date as the API writes it (EDTF), in whatever precision. */
const edtf = /^-?\d{4}(?:-[\dX]{2}){0,2}[?~%]?(?:\/(?:\.\.|-?\d{4}(?:-\d\d){0,2}[?~%]?)?)?$/;

const known = new Map<string, Promise<string | null>>();

/** What people write for a date ("6 June 2024", "spring 2024", "2024-06") as EDTF; null where it cannot be told. */
export function dateOf(text: string): Promise<string | null> {
  const words = text.trim();
  if (edtf.test(words)) return Promise.resolve(words);
  const read =
    known.get(words) ??
    servanda.get("/v1/due-words", { query: { text: words } }).then(
      (due) => due.edtf,
      () => null,
    );
  known.set(words, read);
  return read;
}
