import type { Commitment, Explanation } from "../api.ts";
import type { HeadingLevel } from "../charts/figure.tsx";
import { isDrawn, type Target, TargetChart, type TargetProgress } from "../charts/target.tsx";
import { useCodes } from "../codes.ts";
import { dateWords, isDay, numberWords } from "../dates.ts";
import type { Place } from "../router.ts";
import type { Answered } from "../use-answer.ts";
import { SourceLinks } from "./evidence.tsx";
import { momentOf } from "./layout.tsx";
import { Part } from "./state.tsx";

/** The numbers that were promised, with what was measured: those under a condition beside those without. */
export function Targets({
  commitment,
  explained,
  place,
}: {
  commitment: Commitment;
  explained: Answered<Explanation>;
  place: Place;
}) {
  const { targets } = commitment;
  if (targets.length === 0) return null;
  const groups = [
    { title: "Promised outright", those: targets.filter(({ conditional }) => !conditional) },
    { title: "Promised under a condition", those: targets.filter(({ conditional }) => conditional) },
  ].filter(({ those }) => those.length > 0);
  const isApart = targets.some(({ conditional }) => conditional);
  return (
    <section id="targets">
      <h2>{targets.length === 1 ? "The number that was promised" : "The numbers that were promised"}</h2>
      {targets.some(isDrawn) && (
        <p class="soft">
          A filled mark is a measurement, a box where its date is a window; an empty one is what it is reckoned from;
          the box with edges is what was promised, and by when.
        </p>
      )}
      <Part answered={explained} rows={8}>
        {({ progress }) => (
          <div class={groups.length > 1 ? "columns" : undefined}>
            {groups.map(({ title, those }) => (
              <div key={title} class="targets">
                {isApart && <h3>{title}</h3>}
                {those.map((target) => (
                  <OneTarget
                    key={target.id}
                    target={target}
                    progress={progress.targets.find((of) => of.target === target.id)}
                    commitment={commitment}
                    place={place}
                    level={isApart ? "h4" : "h3"}
                  />
                ))}
              </div>
            ))}
          </div>
        )}
      </Part>
    </section>
  );
}

function OneTarget({
  target,
  progress,
  commitment,
  place,
  level: Heading,
}: {
  target: Target;
  progress: TargetProgress | undefined;
  commitment: Commitment;
  place: Place;
  level: HeadingLevel;
}) {
  if (!progress) return null;
  const { baseline, measurements, indicator, unit, by } = target;
  const { on } = momentOf(place);
  return (
    <article class="target">
      {isDrawn(target) ? (
        <TargetChart
          {...{ target, level: Heading }}
          goal={progress.goal}
          due={commitment.due}
          name={`${commitment.slug}-target`}
          now={isDay(on) ? on : undefined}
        />
      ) : (
        <Heading dir="auto">{indicator}</Heading>
      )}
      <dl class="facts">
        <dt>Promised</dt>
        <dd>
          <PromisedWords {...{ target, goal: progress.goal }} />, {byWords(by, commitment)}
        </dd>
        {baseline && (
          <>
            <dt>Reckoned from</dt>
            <dd>
              {numberWords(baseline.value)} {unit}, {dateWords(baseline.on)}
            </dd>
          </>
        )}
        <dt>How far</dt>
        <dd>
          {progress.progress && <b>{shareWords(progress.progress)}</b>}
          {progress.progress ? <small class="soft">{progress.rule}</small> : progress.rule}
        </dd>
        {measurements.length > 0 && (
          <>
            <dt>Measured</dt>
            <dd>
              <ul class="plain measured">
                {measurements.map(({ id, value, on: day, evidence }) => (
                  <li key={id}>
                    {dateWords(day)}: <b>{numberWords(value)}</b> {unit}{" "}
                    <SourceLinks evidence={evidence} sources={commitment.sources ?? []} place={place} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

function PromisedWords({ target, goal }: { target: Target; goal: TargetProgress["goal"] }) {
  const { label } = useCodes();
  const { comparator, value, min, max, unit } = target;
  const range = (from: number, to: number) =>
    from === to ? numberWords(from) : `${numberWords(from)} to ${numberWords(to)}`;
  const number = value === null ? range(min ?? 0, max ?? 0) : numberWords(value);
  const comparison = label("comparator", comparator).toLowerCase();
  if (comparator !== "change_by")
    return (
      <span>
        {comparison} <b>{number}</b> {unit}
      </span>
    );
  return (
    <span>
      {comparison} <b>{number}</b> %: <b>{range(goal.min, goal.max)}</b> {unit}
    </span>
  );
}

function byWords(by: string | null, { due }: Commitment): string {
  if (by !== null) return /^\.\./.test(by) ? dateWords(by) : `by ${dateWords(by)}`;
  return due?.edtf ? `when the promise is due: ${dateWords(due.edtf)}` : "without a date";
}

function shareWords({ min, max }: { min: number; max: number }): string {
  const percent = (share: number) => Math.round(share * 100);
  return percent(min) === percent(max) ? `${percent(min)} %` : `${percent(min)} to ${percent(max)} %`;
}
