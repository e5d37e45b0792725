import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";

/** Secrets that are filed under a name, places where they must not be, and which of them are there all the same. */
export interface Canaries {
  /** `parts`: what else of it would be enough, such as the random half of a key. */
  file: (name: string, text: string, ...parts: string[]) => void;
  /** Files what an answer shows this once: a key, or the secret of a webhook. */
  learn: (answer: unknown) => void;
  /** Keeps what was seen somewhere, to be gone through at the end, when all secrets are known. */
  note: (where: string, seen: string | Uint8Array) => void;
  /** How many places there were. */
  places: () => number;
  /** Of all answers that were noted. */
  statuses: Set<number>;
  /** "secret: place", each once. */
  leaks: () => string[];
}

export function canaries(): Canaries {
  const forms = new Map<string, string>();
  const seen = new Map<string, Set<string>>();
  const file: Canaries["file"] = (name, ...texts) => {
    for (const text of texts) for (const form of formsOf(text)) forms.set(form, name);
  };
  return {
    file,
    learn: (answer) => {
      const { key, secret } = (answer ?? {}) as { key?: unknown; secret?: unknown };
      if (typeof key === "string") file("a key that was made", key, key.slice(37));
      if (typeof secret === "string") file("a secret of a webhook", secret, secret.slice("whsec_".length));
    },
    note: (where, what) => {
      const texts = seen.get(where) ?? new Set();
      for (const text of typeof what === "string" ? [what] : textsOf(what)) texts.add(text);
      seen.set(where, texts);
    },
    places: () => seen.size,
    statuses: new Set(),
    leaks: () =>
      [...seen].flatMap(([where, texts]) => {
        const all = [...texts].join("\n");
        const names = [...forms].flatMap(([form, name]) => (all.includes(form) ? [name] : []));
        return [...new Set(names)].map((name) => `${name}: ${where}`);
      }),
  };
}

/** As it is, as encodings show it, and as the hashes do by which it could be recognised. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const hash = createHash("sha256").update(text).digest();
  const encoded = [bytes, hash].flatMap((each) => [
    each.toString("hex"),
    each.toString("base64url"),
    each.toString("base64"),
  ]);
  return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...encoded];
}

/** A workbook is a zip file of texts. */
function textsOf(bytes: Uint8Array): string[] {
  const isZip = Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from("PK\u0003\u0004"));
  return isZip ? Object.values(unzipSync(bytes)).map((file) => strFromU8(file)) : [Buffer.from(bytes).toString()];
}
