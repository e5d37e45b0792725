import { type ComponentChildren, type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import { keepKey, type Problem } from "../api.ts";

/** Rows that fill a screen, so that what comes after them is not seen to jump. */
export const wholePage = 28;

/** Keeps the place of what is still on its way. */
export function Loading({ rows = 4 }: { rows?: number }) {
  return (
    <div class="loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, n) => (
        <span key={n} />
      ))}
    </div>
  );
}

/** What went wrong, in the words of the API, and what to do. */
export function Trouble({
  problem,
  retry,
  asksForKey = true,
}: {
  problem: Problem;
  retry?: () => void;
  asksForKey?: boolean;
}) {
  const { errors = [] } = problem;
  const isTold = (detail: string) => problem.detail.includes(detail);
  const values = ({ code, allowed }: (typeof errors)[number]) => (code === "invalid_value" && allowed) || null;
  const more = errors.filter((each) => !isTold(each.detail) || values(each));
  const isOver = problem.status >= 500 || problem.status === 429 || problem.status === 0;
  return (
    <div class="trouble" role="alert">
      <p>
        <b>{problem.title}.</b> {problem.detail}
      </p>
      {more.length > 0 && (
        <ul>
          {more.map((each) => (
            <li key={each.detail}>
              {!isTold(each.detail) && each.detail} {values(each) && `It can be: ${values(each)?.join(", ")}.`}
            </li>
          ))}
        </ul>
      )}
      {asksForKey && (problem.status === 401 || problem.status === 403) && <KeyForm />}
      <p>
        {isOver && retry && (
          <button type="button" onClick={retry}>
            Try again
          </button>
        )}{" "}
        {problem.status > 0 && <a href={`/problems/${problem.code}`}>What this means, and what to do</a>}
      </p>
    </div>
  );
}

/** The way to the issuer, for where reading takes a key. */
export const SignInWay = createContext<ComponentType | null>(null);

function KeyForm() {
  const SignIn = useContext(SignInWay);
  return (
    <>
      {SignIn && <SignIn />}
      <form
        class="key"
        onSubmit={(event) => {
          event.preventDefault();
          keepKey(String(new FormData(event.currentTarget).get("key")).trim());
          location.reload();
        }}
      >
        <label>
          Your key or access token, kept for this tab
          <input name="key" type="password" autocomplete="off" required placeholder="svd_…" />
        </label>
        <button type="submit">Read with it</button>
      </form>
    </>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** A part of a page that has an answer of its own. */
export function Part<T>({
  answered: { data, problem, isLoading, retry },
  rows,
  children,
}: {
  answered: { data: T | null; problem: Problem | null; isLoading: boolean; retry: () => void };
  rows?: number;
  children: (data: T) => ComponentChildren;
}) {
  if (problem) return <Trouble problem={problem} retry={retry} />;
  if (data === null) return <Loading {...(rows && { rows })} />;
  return (
    <div class={isLoading ? "part stale" : "part"} aria-busy={isLoading}>
      {children(data)}
    </div>
  );
}
