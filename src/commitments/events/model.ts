import { Event } from "../../domain/event.ts";
import { labelMembers, ofEvent } from "../../domain/labelled.ts";

export const EventLabelled = Event.extend(labelMembers(ofEvent)).meta({
  id: "EventLabelled",
  description: "An event; with `include=labels`, also what people call its codes and its date.",
});
