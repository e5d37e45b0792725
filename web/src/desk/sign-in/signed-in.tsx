import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../api.ts";
import type { PageProps } from "../../app.tsx";
import { Main } from "../../parts/layout.tsx";
import { Loading, Trouble } from "../../parts/state.tsx";
import { callerOf, problemOf, tooLittle } from "../session.ts";
import { type Begun, borrow, giveBack, keepTokens, type Tokens, takePending } from "./pending.ts";
import { askWay, SignInLink } from "./sign-in.tsx";

type Outcome = "under way" | "handed over" | Problem;

/** The page that the issuer comes back to. Its answer is taken out of the address at once, and used once. */
export function SignedInPage({ place }: PageProps) {
  const [outcome, set] = useState<Outcome>("under way");
  useEffect(() => {
    const answer = new URL(location.href);
    history.replaceState(history.state, "", location.pathname);
    void settle(answer).then(set, (error: unknown) => set(isProblem(error) ? error : problemOf(error)));
  }, []);
  return (
    <Main place={place} title="Signing in">
      {outcome === "under way" && <Loading rows={3} />}
      {outcome === "handed over" && (
        <p role="status">You are signed in. Close this window, and go on in the one where you were.</p>
      )}
      {typeof outcome === "object" && (
        <>
          <Trouble problem={outcome} asksForKey={false} />
          <SignInLink
            isOther
            needs="analyst"
            take={(tokens) => {
              keepTokens(tokens);
              location.assign("/desk");
            }}
          />
          <p>
            <a href="/desk">The desk</a> takes a key or a token, too. What you have typed there is kept.
          </p>
        </>
      )}
    </Main>
  );
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" && error !== null && "detail" in error && "title" in error;

/** @throws Problem */
async function settle(answer: URL): Promise<Outcome> {
  const { finish, refused } = await import("./openid.ts");
  const state = answer.searchParams.get("state") ?? "";
  const own = takePending(state);
  const begun = own ?? (state === "" ? null : await borrow(state));
  if (begun === null)
    throw refused(
      "No window of this browser waits for this answer: it was used already, or the sign-in was begun elsewhere. Begin again from the desk.",
    );
  const way = await askWay();
  if (way === null) throw refused("This service takes no sign-in any more, only keys.");
  const tokens = await finish(way, begun, answer);
  const { name, role } = await callerOf(tokens.token);
  if (role === "none" || (role === "reader" && begun.needs === "analyst")) throw tooLittle(name, role);
  return own ? goOn(begun, tokens) : handOver(begun, tokens);
}

function goOn({ returnTo }: Begun, tokens: Tokens): Outcome {
  keepTokens(tokens);
  location.replace(returnTo);
  return "under way";
}

function handOver(begun: Begun, tokens: Tokens): Outcome {
  giveBack(begun, tokens);
  close();
  return "handed over";
}
