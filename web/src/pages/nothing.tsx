import type { PageProps } from "../app.tsx";
import { Main } from "../parts/layout.tsx";
import { useTitle } from "../use-title.ts";

export function NothingPage({ place }: PageProps) {
  useTitle("Nothing is here");
  return (
    <Main place={{ ...place, query: new URLSearchParams() }} title="Nothing is here">
      <p>
        There is no page at <code>{place.path}</code>. Look for it among <a href="/commitments">all commitments</a>, or
        begin at <a href="/">the front page</a>.
      </p>
    </Main>
  );
}
