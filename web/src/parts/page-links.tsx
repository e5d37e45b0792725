import { type Place, withQuery } from "../router.ts";

/** The way to the first page of a list, and to the next one. */
export function PageLinks({ place, next, length = 50 }: { place: Place; next: string | null; length?: number }) {
  return (
    <nav class="pages" aria-label="Pages">
      {place.query.has("cursor") && <a href={withQuery(place, {})}>First page</a>}
      {next && <a href={withQuery(place, { cursor: next })}>Next {length}</a>}
    </nav>
  );
}
