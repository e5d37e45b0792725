import { dateWords, plural } from "../../dates.ts";
import type { Reading } from "./use-reading.ts";

/** What is read, how far one is, and what the colours mean. */
export function ReadingHead({
  read: { source },
  left,
  recorded,
  onHelp,
}: {
  read: Reading;
  /** Tinted sentences that are not dealt with yet. */
  left: number;
  recorded: number;
  onHelp: () => void;
}) {
  return (
    <div class="reading-head">
      <p>
        <a href={`/sources/${source.slug}`}>Its page</a>, {dateWords(source.publishedOn)}.{" "}
        <span role="status">
          {plural(left, "sentence")} to look at, {plural(recorded, "quote")} on record.
        </span>
      </p>
      <p class="legend">
        <span class="recorded">on record</span> <span class="tint-3">surely</span> <span class="tint-2">likely</span>{" "}
        <span class="tint-1">perhaps a promise</span>
      </p>
      <p id="reading-keys" class="soft">
        <kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>Enter</kbd> take it, <kbd>x</kbd> nothing here.{" "}
        <button type="button" onClick={onHelp}>
          All keys <kbd>?</kbd>
        </button>
      </p>
    </div>
  );
}
