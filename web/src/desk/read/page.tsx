import type { PageProps } from "../../app.tsx";
import { useTitle } from "../../use-title.ts";
import { Desk } from "../frame.tsx";
import { Intake } from "./intake.tsx";
import { Reading } from "./reading.tsx";
import "./read.css";

export function ReadPage({ place }: PageProps) {
  const source = place.query.get("source");
  useTitle("Read a text");
  if (source) return <Reading key={source} place={place} id={source} />;
  return (
    <Desk place={place} title="Read a text">
      <Intake />
    </Desk>
  );
}
