import type { PageProps } from "../app.tsx";
import { Copyable } from "../parts/cite.tsx";
import { Main } from "../parts/layout.tsx";
import { Lines } from "../parts/scroll.tsx";
import { Part } from "../parts/state.tsx";
import { apiPage, parametersOf } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

/** How programs begin, and what an address of the API answers. */
export function ProgramsPage({ place }: PageProps) {
  useTitle("API");
  const target = place.query.get("path") ?? "/v1";
  const isOurs = target.startsWith("/v1");
  const { path, query } = split(isOurs ? target : "/v1");
  const answer = useAnswer(path as "/v1", { query });
  const address = `${location.origin}${isOurs ? target : "/v1"}`;
  return (
    <Main place={{ ...place, query: new URLSearchParams() }} title="API">
      <p class="lead-text">
        These pages know nothing that the API does not say. It is described for people at <a href="/docs">/docs</a>,
        where every operation can be tried, and for programs at <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
        Assistants that speak the Model Context Protocol find tools at <code>{location.origin}/mcp</code>.
      </p>
      <Copyable level="h2" label="Ask for this" text={`curl '${address}'`} />
      <h2>What it answers</h2>
      <Part answered={answer} rows={12}>
        {(data) => (
          <Lines label="The answer" isTall>
            <Linked text={JSON.stringify(data, null, 2)} />
          </Lines>
        )}
      </Part>
    </Main>
  );
}

function split(target: string): { path: string; query: Record<string, string | string[]> } {
  const { pathname, searchParams } = new URL(target, location.origin);
  return { path: pathname, query: parametersOf(searchParams) };
}

/** Addresses of this API within an answer lead on. */
function Linked({ text }: { text: string }) {
  const form = new RegExp(`"${location.origin.replace(/[.]/g, "\\.")}(/v1[^"]*)"`, "g");
  const parts = text.split(form);
  return (
    <>
      {parts.map((part, n) =>
        n % 2 === 0 ? (
          part
        ) : (
          <>
            "<a href={apiPage(part)}>{`${location.origin}${part}`}</a>"
          </>
        ),
      )}
    </>
  );
}
