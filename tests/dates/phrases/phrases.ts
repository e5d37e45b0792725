/**
 * Due words as officials use them, with their readings, worked out by hand: an EDTF text, or null where they name
 * no day or not one for certain. Said on 4 March 2024 unless the line says when; read without parties unless
 * it says whose.
 */
export interface Phrases {
  /** BCP 47, as a client gives it. */
  language: string;
  name: string;
  phrases: readonly Phrase[];
}
export type Phrase = readonly [text: string, edtf: string | null, said?: string, ...parties: string[]];

export const usuallySaid = "2024-03-04";
