import type { ComponentType } from "preact";
import { keptKey } from "../api.ts";
import type { PageProps } from "../app.tsx";
import { NothingPage } from "../pages/nothing.tsx";
import { Main } from "../parts/layout.tsx";
import { useTitle } from "../use-title.ts";
import { AdminPage } from "./admin/page.tsx";
import { GridPage } from "./grid/page.tsx";
import { ImportPage } from "./import/page.tsx";
import { KeyGate, KeyRenewal } from "./key-form.tsx";
import { QueuesPage } from "./queues/page.tsx";
import { ReadPage } from "./read/page.tsx";
import { SignedInPage } from "./sign-in/signed-in.tsx";
import "./desk.css";

export { ReaderSignIn } from "./sign-in/sign-in.tsx";

const pages: readonly [RegExp, ComponentType<PageProps>][] = [
  [/^\/desk$/, QueuesPage],
  [/^\/desk\/read$/, ReadPage],
  [/^\/desk\/grid$/, GridPage],
  [/^\/desk\/import$/, ImportPage],
  [/^\/desk\/admin$/, AdminPage],
];

/** The desk: pages for those who keep the record. None of it is loaded by readers. */
export function DeskPage({ place }: PageProps) {
  useTitle("Desk");
  if (place.path === "/desk/signed-in") return <SignedInPage place={place} names={[]} />;
  if (keptKey() === null)
    return (
      <Main place={place} title="Desk">
        <KeyGate />
      </Main>
    );
  for (const [form, Shown] of pages) {
    const found = form.exec(place.path);
    if (!found) continue;
    return (
      <>
        <Shown place={place} names={found.slice(1).map(decodeURIComponent)} />
        <KeyRenewal />
      </>
    );
  }
  return <NothingPage place={place} names={[]} />;
}
