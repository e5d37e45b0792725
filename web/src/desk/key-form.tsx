import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { keepKey, type Problem } from "../api.ts";
import { CodeLists } from "../codes.ts";
import { Trouble } from "../parts/state.tsx";
import { keepDraft, useDraft } from "./drafts.ts";
import { callerOf, tooLittle, useWaiting } from "./session.ts";
import { keepIdToken, keepTokens } from "./sign-in/pending.ts";
import { SignInLink } from "./sign-in/sign-in.tsx";
import { farewell } from "./sign-in/sign-out.ts";

/** Asks for a key, and keeps it once the API has said that it may write. */
function KeyForm({ onKey, cancel }: { onKey: (key: string) => void; cancel?: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState(false);
  const check = async (key: string) => {
    setAsking(true);
    try {
      const { name, role } = await callerOf(key);
      if (role === "analyst" || role === "admin") {
        keepKey(key);
        keepIdToken(null);
        return onKey(key);
      }
      setProblem(tooLittle(name, role));
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setAsking(false);
    }
  };
  return (
    <form
      class="key"
      aria-busy={isAsking}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAsking) void check(cleaned(String(new FormData(event.currentTarget).get("key"))));
      }}
    >
      <label>
        Your key or access token, kept for this tab
        <input name="key" type="password" autocomplete="off" required placeholder="svd_…" />
      </label>
      <button type="submit">Go on</button>
      {cancel && (
        <button type="button" onClick={cancel}>
          Not now
        </button>
      )}
      {problem && <Trouble problem={problem} asksForKey={false} />}
    </form>
  );
}

/** As it is pasted: out of a header, or with the breaks of a mail. */
const cleaned = (text: string): string => text.replace(/^\s*Bearer\s/i, "").replaceAll(/\s/g, "");

/** The way in, where there is no key yet. */
export function KeyGate() {
  const [{ words }] = useDraft(farewell, { words: "" });
  useEffect(() => void keepDraft(farewell, null), []);
  return (
    <>
      <p class="lead-text">
        Here promises are found in texts, filed with their words, and followed. It takes a key with the role analyst,
        which whoever runs this service can make, or an access token of its single sign-on.
      </p>
      {words !== "" && <p role="status">{words}</p>}
      <SignInLink
        needs="analyst"
        take={(tokens) => {
          keepTokens(tokens);
          location.reload();
        }}
      />
      <KeyForm onKey={() => location.reload()} />
      <p class="soft">
        It is kept until this tab is closed, and never part of an address. <a href="/docs">Documentation</a>
      </p>
    </>
  );
}

/** Over whatever is being done when the key stops being good: it stays as it was, and goes on with another one. */
export function KeyRenewal() {
  const waiting = useWaiting();
  const lists = useContext(CodeLists);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (waiting) dialog.current?.showModal();
  }, [waiting]);
  if (waiting === null) return null;
  const goOn = (key: string | null) => {
    waiting.goOn(key);
    // What the page itself could not read with the old key, it reads anew; drafts are kept.
    if (key !== null && lists.size === 0) location.reload();
  };
  return (
    <dialog ref={dialog} class="renewal" aria-labelledby="renewal-title" onCancel={() => goOn(null)}>
      <h2 id="renewal-title">Another key is needed</h2>
      <p>{waiting.detail} What you have typed is still there: sign in, or give a key that is good, and it goes on.</p>
      <SignInLink
        needs="analyst"
        isApart
        take={(tokens) => {
          keepTokens(tokens);
          goOn(tokens.token);
        }}
      />
      <KeyForm onKey={goOn} cancel={() => goOn(null)} />
    </dialog>
  );
}
