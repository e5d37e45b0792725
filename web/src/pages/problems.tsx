import type { PageProps } from "../app.tsx";
import { Main } from "../parts/layout.tsx";
import { Scroll } from "../parts/scroll.tsx";
import { Part } from "../parts/state.tsx";
import { useAnswer } from "../use-answer.ts";
import { useTitle } from "../use-title.ts";

export function ProblemsPage({ place }: PageProps) {
  useTitle("Problems");
  const problems = useAnswer("/problems", {});
  return (
    <Main place={place} title="Problems">
      <p class="lead-text">
        Every failing answer of the API names one of these in <code>code</code>.
      </p>
      <Part answered={problems} rows={12}>
        {({ data }) => (
          <Scroll label="Problems, a table">
            <table>
              <thead>
                <tr>
                  <th scope="col">Status</th>
                  <th scope="col">Code</th>
                  <th scope="col">Meaning</th>
                </tr>
              </thead>
              <tbody>
                {data.map(({ code, status, title }) => (
                  <tr key={code}>
                    <td class="number">{status}</td>
                    <td>
                      <a href={`/problems/${code}`}>
                        <code>{code}</code>
                      </a>
                    </td>
                    <td>{title}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Part>
    </Main>
  );
}

export function ProblemPage({ place, names: [code = ""] }: PageProps) {
  const problem = useAnswer("/problems/{code}", { path: { code } });
  useTitle(problem.data?.title ?? code);
  return (
    <Main place={place} kicker={<a href="/problems">Problems</a>} title={problem.data?.title ?? code}>
      <Part answered={problem} rows={5}>
        {({ status, cause, cure }) => (
          <dl class="facts">
            <dt>Status</dt>
            <dd>{status}</dd>
            <dt>Code</dt>
            <dd>
              <code>{code}</code>
            </dd>
            <dt>Why it happens</dt>
            <dd>
              <Inline text={cause} />
            </dd>
            <dt>What to do</dt>
            <dd>
              <Inline text={cure} />
            </dd>
          </dl>
        )}
      </Part>
    </Main>
  );
}

/** A text in which backticks mark code. */
export function Inline({ text }: { text: string }) {
  return <>{text.split("`").map((part, n) => (n % 2 === 1 ? <code key={n}>{part}</code> : part))}</>;
}
