import { closest, distance } from "fastest-levenshtein";

/** Names that begin like these are meant for Servanda. */
const ours = /^(BACKUP|DATABASE|IATI_REPORTING|OIDC|RATE_LIMIT|SERVANDA|WEBHOOK)_/;
/** What Kubernetes tells every container of a service named `servanda` or `database`. */
const kubernetes = /_SERVICE_(HOST|PORT)|_PORT(_\d+_(TCP|UDP).*)?$/;

/** One letter of four may be wrong, and no more than two. */
const isNear = (name: string, known: string) => distance(name, known) <= Math.min(2, Math.floor(known.length / 4));

/**
 * A sentence for each variable that is none of the known ones, and looks as if it were meant to be: by how it begins,
 * or by a letter or two. Values are not shown.
 */
export function unknownSettings(names: readonly string[], known: readonly string[]): string[] {
  return names
    .filter((name) => !known.includes(name) && !kubernetes.test(name))
    .flatMap((name) => {
      const nearest = closest(name.toUpperCase(), [...known]);
      const hint = isNear(name.toUpperCase(), nearest) ? ` Did you mean ${nearest}?` : "";
      return hint !== "" || ours.test(name) ? [`${name} is no setting of Servanda, and has no effect.${hint}`] : [];
    });
}
