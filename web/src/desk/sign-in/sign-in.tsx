import { useEffect, useState } from "preact/hooks";
import { createServanda } from "../../../../clients/typescript/src/client.ts";
import type { Problem } from "../../api.ts";
import { Trouble } from "../../parts/state.tsx";
import { problemOf } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { awaitTokens, type Begun, keepPending, keepTokens, type Tokens } from "./pending.ts";

/** Asked without a key, which may have ended. */
const open = createServanda({ url: location.origin });
export const askWay = (signal?: AbortSignal) =>
  open.get("/v1/sign-in", { ...(signal && { signal }) }).then(({ openid }) => openid);

/**
 * The way to the issuer, where the operator has set one. `isApart`: in a window of its own, so that what is open here
 * stays; what came of it is taken here either way. `isOther`: as somebody else than before.
 */
export function SignInLink({
  take,
  needs,
  isApart = false,
  isOther = false,
}: {
  take: (tokens: Tokens) => void;
  needs: Begun["needs"];
  isApart?: boolean;
  isOther?: boolean;
}) {
  const way = useLoaded("sign-in", askWay);
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (way.data === null) return;
    const { data } = way;
    let end: (() => void) | null = () => {};
    void (async () => {
      try {
        const { begin } = await import("./openid.ts");
        const returnTo = location.pathname === "/desk/signed-in" ? `${location.origin}/desk` : location.href;
        const { address: to, begun } = await begin(data, { returnTo, needs }, isOther);
        if (end === null) return;
        if (!isApart) keepPending(begun);
        end = awaitTokens(begun, take);
        setAddress(to);
      } catch (error) {
        setProblem(problemOf(error));
      }
    })();
    return () => {
      end?.();
      end = null;
    };
  }, [way.data]);
  const trouble = way.problem ?? problem;
  if (trouble) return <Trouble problem={trouble} asksForKey={false} retry={way.retry} />;
  if (way.data === null) return null;
  const label = isOther ? "Sign in as somebody else" : `Sign in with ${new URL(way.data.issuer).host}`;
  return (
    <p class="sign-in">
      {address === null ? (
        <button type="button" disabled>
          {label}
        </button>
      ) : (
        <a class="button main-action" href={address} {...(isApart && { target: "_blank", rel: "noopener" })}>
          {label}
          {isApart && ", in another window"}
        </a>
      )}
    </p>
  );
}

/** Where nothing is read without a key. */
export function ReaderSignIn() {
  const take = (tokens: Tokens) => {
    keepTokens(tokens);
    location.reload();
  };
  return <SignInLink needs="reader" take={take} />;
}
