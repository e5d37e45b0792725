import type { ComponentChildren } from "preact";
import type { Place } from "../router.ts";
import { servanda } from "./session.ts";
import { keptIdToken } from "./sign-in/pending.ts";
import { signOut } from "./sign-in/sign-out.ts";
import { useLoaded } from "./use-loaded.ts";

/** The pages of the desk, as its own navigation lists them. */
const links = [
  ["/desk", "Queues"],
  ["/desk/read", "Read"],
  ["/desk/grid", "Grid"],
  ["/desk/import", "Import"],
  ["/desk/admin", "Service"],
] as const;

/** The frame of a page of the desk: where one is in it, and by whose key. `isWide`: for work on two things at once. */
export function Desk({
  place,
  title,
  isWide = false,
  children,
}: {
  place: Place;
  title: ComponentChildren;
  isWide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <main id="main" class={isWide ? "bounds desk wide" : "bounds desk"}>
      <div class="desk-head">
        <nav aria-label="Desk">
          {links.map(([href, label]) => (
            <a key={href} href={href} aria-current={place.path === href ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <Who />
      </div>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </main>
  );
}

function Who() {
  const { data } = useLoaded("me", () => servanda.get("/v1/me"));
  return (
    <p class="who">
      {data && (
        <span>
          <b>{data.name}</b>, {data.role}
        </span>
      )}
      <button type="button" onClick={() => void signOut()}>
        {keptIdToken() === null ? "Forget the key" : "Sign out"}
      </button>
    </p>
  );
}
