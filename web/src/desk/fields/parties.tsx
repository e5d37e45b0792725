import { useEffect, useId, useState } from "preact/hooks";
import { inOrder, keptNames, nameOf, type PartyName, searchParties } from "./party-names.ts";

/**
 * Parties by name or code: those that there are, each with a way to take it out, and a field that looks for others, of
 * all that are known or `among` some.
 */
export function PartiesField({
  label,
  codes,
  onChange,
  fault,
  hint,
  among,
}: {
  label: string;
  codes: readonly string[];
  onChange: (codes: string[]) => void;
  fault?: string | undefined;
  hint?: string;
  among?: readonly PartyName[];
}) {
  const id = useId();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly PartyName[]>([]);
  const [, draw] = useState(0);
  useEffect(() => {
    void keptNames(codes).then((isNews) => isNews && draw((n) => n + 1));
  }, [codes.join()]);
  useEffect(() => {
    if (among) return setFound(inOrder(words, among));
    if (words.trim() === "") return setFound([]);
    const controller = new AbortController();
    const timer = setTimeout(() => void searchParties(words, controller.signal).then(setFound, () => {}), 150);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [words]);
  const add = (code: string) => {
    setWords("");
    if (!codes.includes(code)) onChange([...codes, code]);
  };
  const chosen = () => found.find(({ code, name }) => words === name || words.toUpperCase() === code) ?? found[0];
  return (
    <div class="field whole">
      <label for={id}>{label}</label>
      <div class="picked">
        {codes.map((code) => (
          <button
            key={code}
            type="button"
            aria-label={`Take out ${nameOf(code)}`}
            onClick={() => onChange(codes.filter((each) => each !== code))}
          >
            {nameOf(code)} <span aria-hidden="true">×</span>
          </button>
        ))}
        <input
          id={id}
          list={`${id}-found`}
          autocomplete="off"
          placeholder={codes.length === 0 ? "Name or code" : "and"}
          value={words}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            const exact = found.find(({ name }) => name === typed);
            if (exact) add(exact.code);
            else setWords(typed);
          }}
          onKeyDown={(event) => {
            const first = chosen();
            if (event.key === "Enter" && !event.ctrlKey && words !== "") {
              event.preventDefault();
              if (first) add(first.code);
            }
            if (event.key === "Backspace" && words === "" && codes.length > 0) onChange(codes.slice(0, -1));
          }}
          onBlur={() => {
            const first = chosen();
            if (words !== "" && first) add(first.code);
          }}
        />
        <datalist id={`${id}-found`}>
          {found.map(({ code, name }) => (
            <option key={code} value={name} />
          ))}
        </datalist>
      </div>
      {words !== "" && found[0] && <p class="hint">Enter takes {found[0].name}</p>}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {hint && <p class="hint">{hint}</p>}
    </div>
  );
}
