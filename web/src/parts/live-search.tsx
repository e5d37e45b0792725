import { useEffect, useRef, useState } from "preact/hooks";
import { go, type Place, withQuery } from "../router.ts";

const pauseMs = 250;

/** Words are looked for while they are typed; the address follows, as one step of the history. */
export function LiveSearch({ place, label }: { place: Place; label: string }) {
  const current = place.query.get("q") ?? "";
  const [words, setWords] = useState(current);
  const typed = useRef(current);
  useEffect(() => {
    if (current !== typed.current) setWords(current);
    typed.current = current;
  }, [current]);
  useEffect(() => {
    if (words === typed.current) return;
    const timer = setTimeout(() => {
      typed.current = words;
      const sort = words === "" && place.query.get("sort") === "relevance" ? { sort: null } : {};
      go(withQuery(place, { q: words === "" ? null : words, ...sort }), { replace: true });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <search class="search wide">
      <label class="hidden" for="search-live">
        {label}
      </label>
      <input
        id="search-live"
        type="search"
        value={words}
        maxLength={500}
        placeholder={label}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
    </search>
  );
}
