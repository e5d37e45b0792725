import { useMemo, useRef, useState } from "preact/hooks";
import type { Schemas } from "../../../../clients/typescript/src/types.ts";
import type { Problem } from "../../api.ts";
import { problemOf, servanda } from "../session.ts";
import { useLoaded } from "../use-loaded.ts";
import { findIn, mark, type Sentence, stoppedAt, unmark, type Verdict } from "./finder.ts";
import { type Text, textOf } from "./points.ts";

export interface Span {
  start: number;
  end: number;
}

export interface Found {
  source: Schemas["Source"];
  /** Null while no text of it is kept. */
  read: Reading | null;
}

/** A source as it is read: its newest text, what is recorded of it, what smells of a promise, and what was marked. */
export interface Reading {
  source: Schemas["Source"];
  mediaType: string;
  text: Text;
  recorded: Span[];
}

async function load(id: string, signal: AbortSignal): Promise<Found> {
  const path = { id };
  const [source, snapshots, quotes] = await Promise.all([
    servanda.get("/v1/sources/{id}", { path, signal }),
    servanda.get("/v1/sources/{id}/snapshots", { path, query: { limit: 20 }, signal }),
    servanda.get("/v1/sources/{id}/quotes", { path, query: { limit: 200 }, signal }),
  ]);
  const newest = snapshots.data.find(({ hasText }) => hasText);
  if (!newest) return { source, read: null };
  const text = await servanda.text("/v1/sources/{id}/snapshots/{snapshotId}/text", {
    path: { id, snapshotId: newest.id },
    signal,
  });
  const recorded = quotes.data.flatMap(({ snapshotId, start, end }) =>
    snapshotId === newest.id && start !== null && end !== null ? [{ start, end }] : [],
  );
  return { source, read: { source, mediaType: newest.mediaType, text: textOf(text), recorded } };
}

export function useReading(id: string) {
  const reading = useLoaded(id, (signal) => load(id, signal));
  const read = reading.data?.read ?? null;
  const found = useLoaded(read && id, (signal) => findIn(id, signal));
  const stopped = useLoaded(read && id, (signal) => stoppedAt(id, signal));
  const [filed, setFiled] = useState<readonly Span[]>([]);
  const recorded = useMemo(() => [...(read?.recorded ?? []), ...filed], [read, filed]);
  return {
    ...{ reading, found, stopped, recorded },
    addRecorded: (span: Span) => setFiled((before) => [...before, span]),
    takeBack: (span: Span) => setFiled((before) => before.filter((each) => each !== span)),
  };
}

const none: readonly Sentence[] = [];

/** What was read and how it was judged. Each mark is kept at once; one that cannot be kept is told of. */
export function useMarks(id: string, sentences: readonly Sentence[] = none) {
  const [changed, setChanged] = useState<ReadonlyMap<number, Verdict | null>>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const ids = useRef(new Map<number, string>());
  const verdicts = useMemo(() => {
    const given = sentences.flatMap(({ verdict }, n) => (verdict ? [[n, verdict as Verdict] as const] : []));
    const all = new Map<number, Verdict | null>([...given, ...changed]);
    return new Map([...all].flatMap(([n, verdict]) => (verdict ? [[n, verdict] as const] : [])));
  }, [sentences, changed]);
  const keep = async (work: () => Promise<void>) => {
    try {
      await work();
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  /** Null takes a mark back. */
  const judge = (n: number, verdict: Verdict | null) => {
    const sentence = sentences[n];
    if (!sentence) return;
    setChanged((before) => new Map([...before, [n, verdict]]));
    void keep(async () => {
      if (verdict !== null) ids.current.set(n, (await mark(id, sentence, verdict)).id);
      else if (ids.current.has(n)) await unmark(ids.current.get(n) ?? "");
      else await unmark((await mark(id, sentence, "nothing")).id);
    });
  };
  const timer = useRef(0);
  /** Remembers where one is, once one has stayed there for a moment. */
  const stopAt = (n: number) => {
    const sentence = sentences[n];
    clearTimeout(timer.current);
    if (sentence)
      timer.current = window.setTimeout(() => void keep(async () => void (await mark(id, sentence, "stopped"))), 800);
  };
  return { verdicts, judge, stopAt, problem };
}
