import type { PageProps } from "../app.tsx";
import { Main } from "../parts/layout.tsx";
import { Part } from "../parts/state.tsx";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";
import { Inline } from "./problems.tsx";

/** Lists whose codes commitments can be filtered by, and the filter. */
const filterOf: Readonly<Record<string, string>> = {
  ...{ status: "status", timeliness: "timeliness", firmness: "firmness", fulfilment: "fulfilment" },
  ...{ participation: "participation", "condition-state": "condition", testability: "testability" },
  ...{ corroboration: "corroboration", "commitment-type": "type", "due-reading": "dueReading" },
};

export function CodelistsPage({ place }: PageProps) {
  useTitle("Codes");
  const lists = useAnswer("/v1/codelists", { query: { include: "codes" } });
  return (
    <Main place={place} title="Codes">
      <p class="lead-text">Every value that a field may hold, with its definition and its equivalents elsewhere.</p>
      <Part answered={lists} rows={12}>
        {({ data }) => (
          <dl class="lists">
            {data.map(({ name, title, description, count }) => (
              <div key={name}>
                <dt>
                  <a href={`/codelists/${name}`}>{title}</a> <span class="soft">{count} codes</span>
                </dt>
                <dd>
                  <Inline text={description} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Part>
    </Main>
  );
}

export function CodelistPage({ place, names: [name = ""] }: PageProps) {
  const list = useAnswer("/v1/codelists/{name}", { path: { name } });
  useTitle(list.data?.title);
  const filter = filterOf[name];
  return (
    <Main place={place} kicker={<a href="/codelists">Codes</a>} title={list.data?.title ?? name}>
      <Part answered={list} rows={10}>
        {({ description, codes, sources }) => (
          <>
            <p class="lead-text">
              <Inline text={description} />
            </p>
            <dl class="codes">
              {codes.map((code) => (
                <div key={code.code} id={code.code}>
                  <dt>
                    {name === "status" && <i class={`swatch s-${code.code}`} aria-hidden="true" />}
                    {code.name} <code>{code.code}</code>
                  </dt>
                  <dd>
                    <Inline text={code.definition} />
                    {code.evidence && <small>Evidence it needs: {code.evidence}</small>}
                    {code.examples && code.examples.length > 0 && (
                      <small>
                        Such words as{" "}
                        {code.examples.map((words, n) => (
                          <span key={words}>
                            {n > 0 && ", "}
                            <q>{words}</q>
                          </span>
                        ))}
                      </small>
                    )}
                    {code.crosswalk && code.crosswalk.length > 0 && (
                      <small class="soft">
                        Elsewhere:{" "}
                        {code.crosswalk
                          .map(
                            ({ vocabulary, code: theirs, name: called }) =>
                              `${vocabulary} ${theirs}${called === theirs ? "" : ` (${called})`}`,
                          )
                          .join("; ")}
                      </small>
                    )}
                    {filter && (
                      <small>
                        <a href={`/commitments?${filter}=${code.code}`}>Commitments with it</a>
                      </small>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            {sources.length > 0 && (
              <section>
                <h2>After</h2>
                <ul>
                  {sources.map(({ title, url }) => (
                    <li key={url}>
                      <a href={url} rel="noreferrer" target="_blank">
                        {title}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Part>
    </Main>
  );
}
