import type { ComponentType } from "preact";
import { useMemo } from "preact/hooks";
import { CodeLists } from "./codes.ts";
import { lazily } from "./lazily.tsx";
import { CodelistPage, CodelistsPage } from "./pages/codelists.tsx";
import { CommitmentPage } from "./pages/commitment.tsx";
import { ComparePage } from "./pages/compare.tsx";
import { EmbedPage } from "./pages/embed.tsx";
import { ExplorePage } from "./pages/explore.tsx";
import { HomePage } from "./pages/home.tsx";
import { NothingPage } from "./pages/nothing.tsx";
import { PartiesPage } from "./pages/parties.tsx";
import { PairPage, PartyPage } from "./pages/party.tsx";
import { ProblemPage, ProblemsPage } from "./pages/problems.tsx";
import { ProgramsPage } from "./pages/programs.tsx";
import { SourcePage } from "./pages/source.tsx";
import { SourcesPage } from "./pages/sources.tsx";
import { Boundary } from "./parts/boundary.tsx";
import { Footer, Header } from "./parts/layout.tsx";
import { SignInWay } from "./parts/state.tsx";
import { type Place, usePlace } from "./router.ts";
import { useAnswer } from "./use-answer.ts";

export interface PageProps {
  place: Place;
  /** What the address names: `/parties/KGZ/CHN` gives KGZ and CHN. */
  names: string[];
}

const pages: readonly [RegExp, ComponentType<PageProps>][] = [
  [/^\/$/, HomePage],
  [/^\/commitments$/, ExplorePage],
  [/^\/commitments\/([^/]+)$/, CommitmentPage],
  [/^\/parties$/, PartiesPage],
  [/^\/parties\/([^/]+)$/, PartyPage],
  [/^\/parties\/([^/]+)\/([^/]+)$/, PairPage],
  [/^\/sources$/, SourcesPage],
  [/^\/sources\/([^/]+)$/, SourcePage],
  [/^\/compare$/, ComparePage],
  [/^\/codelists$/, CodelistsPage],
  [/^\/codelists\/([^/]+)$/, CodelistPage],
  [/^\/problems$/, ProblemsPage],
  [/^\/problems\/([^/]+)$/, ProblemPage],
  [/^\/api$/, ProgramsPage],
  [/^\/desk(?:\/.*)?$/, lazily(async () => (await import("./desk/desk.tsx")).DeskPage)],
];

const SignIn = lazily(async () => (await import("./desk/desk.tsx")).ReaderSignIn, 1);

export function App() {
  const place = usePlace();
  const codes = useAnswer("/v1/codelists", { query: { include: "codes" } });
  const lists = useMemo(() => new Map(codes.data?.data.map((list) => [list.name, list])), [codes.data]);
  const embedded = /^\/embed\/([^/]+)(?:\/([^/]+))?$/.exec(place.path);
  return (
    <CodeLists.Provider value={lists}>
      {embedded ? (
        <EmbedPage place={place} names={decoded(embedded)} />
      ) : (
        <SignInWay.Provider value={SignIn}>
          <Header place={place} />
          <Page place={place} />
          <Footer />
        </SignInWay.Provider>
      )}
    </CodeLists.Provider>
  );
}

function Page({ place }: { place: Place }) {
  for (const [form, Shown] of pages) {
    const found = form.exec(place.path);
    if (found) {
      return (
        <Boundary key={place.path}>
          <Shown place={place} names={decoded(found)} />
        </Boundary>
      );
    }
  }
  return <NothingPage place={place} names={[]} />;
}

function decoded(found: RegExpExecArray): string[] {
  return found.slice(1).flatMap((part) => (part === undefined ? [] : [decodeURIComponent(part)]));
}
