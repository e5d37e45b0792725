import { inShort } from "./mistakes.ts";

const lists = "/v1/parties lists them.";

/** What is wrong, for people: its first words, and where parties are listed, a page. */
export function FaultWords({ detail }: { detail: string }) {
  const [before, after] = inShort(detail).split(lists);
  if (after === undefined) return <>{before}</>;
  return (
    <>
      {before}
      <a href="/parties" target="_blank" rel="noreferrer">
        All parties
      </a>
      {after}
    </>
  );
}

/** The same, with all that the API says folded away where that is more. */
export function WholeFault({ detail }: { detail: string }) {
  const { length } = inShort(detail);
  return (
    <>
      <span class="fault">
        <FaultWords detail={detail} />
      </span>
      {length < detail.length && (
        <details>
          <summary>All ways to write a date</summary>
          {detail}
        </details>
      )}
    </>
  );
}
