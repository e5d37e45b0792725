import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { MakeParty } from "./make-party.tsx";
import { inOrder, keptNames, nameOf, type PartyName, searchParties } from "./party-names.ts";
import { whenReleased } from "./when-released.ts";

/**
 * Parties by name or code: those that there are, each with a way to take it out, and a field that looks for others, of
 * all that are known or `among` some. A name that is none of them is told of, can be made a party, and keeps the form
 * from being sent.
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
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  /** What was found, and by which words. */
  const [{ found, by }, setFound] = useState<{ found: readonly PartyName[]; by: string }>({ found: [], by: "" });
  const [, draw] = useState(0);
  useEffect(() => {
    void keptNames(codes).then((isNews) => isNews && draw((n) => n + 1));
  }, [codes.join()]);
  useEffect(() => {
    if (among || words.trim() === "") return setFound({ found: among ? inOrder(words, among) : [], by: words });
    const controller = new AbortController();
    const search = () =>
      void searchParties(words, controller.signal).then((parties) => setFound({ found: parties, by: words }), ignore);
    const timer = setTimeout(search, 150);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [words]);
  const isTyped = words.trim() !== "";
  const isUnknown = isTyped && by === words && found.length === 0;
  useLayoutEffect(() => {
    const howTaken = isUnknown && !among ? "Make it a party" : "Take one with Enter";
    input.current?.setCustomValidity(isTyped ? `${howTaken}, or empty this field.` : "");
  }, [words, isUnknown]);
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
          ref={input}
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
            if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && words !== "") {
              event.preventDefault();
              if (first) add(first.code);
            }
            if (event.key === "Backspace" && words === "" && codes.length > 0) onChange(codes.slice(0, -1));
          }}
          onBlur={() => {
            const first = chosen();
            if (isTyped && first) whenReleased(() => add(first.code));
          }}
        />
        <datalist id={`${id}-found`}>
          {found.map(({ code, name }) => (
            <option key={code} value={name} />
          ))}
        </datalist>
      </div>
      {isUnknown ? (
        <Unknown words={words.trim()} among={among} onMade={add} />
      ) : (
        <p class="hint took">
          <span class={isTyped ? "kept" : undefined}>{hint}</span>
          <span>{isTyped && found[0] && `Enter takes ${found[0].name}`}</span>
        </p>
      )}
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const ignore = () => {};

function Unknown({
  words,
  among,
  onMade,
}: {
  words: string;
  among: readonly PartyName[] | undefined;
  onMade: (code: string) => void;
}) {
  return (
    <>
      <p class="fault" role="status">
        {among ? `“${words}” is no party to it.` : `No party is called “${words}”.`}
      </p>
      {!among && <MakeParty key={words} name={words} onMade={onMade} />}
    </>
  );
}
