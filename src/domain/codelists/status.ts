import type { Definition } from "./codelist.ts";

const pipeline = { vocabulary: "IATI-ActivityStatus", code: "1", name: "Pipeline/identification" };
const implementation = { vocabulary: "IATI-ActivityStatus", code: "2", name: "Implementation" };
const cancelled = { vocabulary: "IATI-ActivityStatus", code: "5", name: "Cancelled" };
const aidData = <const N extends string>(name: N) => ({ vocabulary: "AidData-TUFF", code: name, name });

export const status = {
  name: "status",
  title: "Status",
  description:
    "What has happened to a commitment, by the latest event that says so; the open ones are listed in the order in which a commitment passes through them.",
  ordered: false,
  sources: [
    { title: "IATI ActivityStatus", url: "https://iatistandard.org/en/iati-standard/203/codelists/activitystatus/" },
    {
      title: "AidData, Tracking Underreported Financial Flows (TUFF) coder instructions",
      url: "https://www.aiddata.org/publications/aiddata-tuff-coder-instructions-version-1-3",
    },
  ],
  codes: [
    {
      code: "stated",
      name: "Stated",
      definition: "The intention is public and nothing is known to have followed from it.",
      evidence: "The intention was publicly expressed.",
      group: "open",
      crosswalk: [pipeline, aidData("Pipeline: Pledge")],
    },
    {
      code: "negotiating",
      name: "Negotiating",
      definition: "The parties are talking about the terms or drafting the text.",
      evidence: "Talks or drafting are confirmed.",
      group: "open",
      crosswalk: [pipeline, aidData("Pipeline: Pledge")],
    },
    {
      code: "agreed",
      name: "Agreed",
      definition: "The parties have put their names to the terms, and what was promised is still to be done.",
      evidence: "An instrument was signed or jointly adopted.",
      group: "open",
      crosswalk: [pipeline, aidData("Pipeline: Commitment")],
    },
    {
      code: "in_force",
      name: "In force",
      definition: "The legal instrument binds its parties, and what it promises is still to be done.",
      evidence: "The legal preconditions of the instrument are met.",
      group: "open",
      crosswalk: [pipeline, aidData("Pipeline: Commitment")],
    },
    {
      code: "implementing",
      name: "Implementing",
      definition: "Work on what was promised is under way.",
      evidence: "A concrete act took place, not an announcement.",
      group: "open",
      crosswalk: [implementation, aidData("Implementation")],
    },
    {
      code: "delivered",
      name: "Delivered",
      definition: "The main thing promised exists, and something of the promise is still missing or unconfirmed.",
      evidence: "The main output exists or opened; not every completion criterion is met.",
      group: "open",
      crosswalk: [{ vocabulary: "IATI-ActivityStatus", code: "3", name: "Finalisation" }, aidData("Implementation")],
    },
    {
      code: "completed",
      name: "Completed",
      definition: "All that was promised has been done, late or not.",
      evidence: "Every completion criterion is met.",
      group: "closed",
      crosswalk: [{ vocabulary: "IATI-ActivityStatus", code: "4", name: "Closed" }, aidData("Completion")],
    },
    {
      code: "suspended",
      name: "Suspended",
      definition: "Work or talks have stopped and nobody has withdrawn the promise.",
      evidence: "A statement of the pause, or a confirmed standstill.",
      group: "paused",
      crosswalk: [{ vocabulary: "IATI-ActivityStatus", code: "6", name: "Suspended" }, aidData("Suspended")],
    },
    {
      code: "cancelled",
      name: "Cancelled",
      definition: "A party has taken the promise back or refused to carry it out.",
      evidence: "A party withdrew or refused.",
      group: "closed",
      crosswalk: [cancelled, aidData("Cancelled")],
    },
    {
      code: "superseded",
      name: "Superseded",
      definition: "Another commitment, linked by a relation, has taken its place.",
      evidence: "The commitment that replaces it, given as a relation.",
      group: "closed",
      crosswalk: [cancelled, aidData("Cancelled")],
    },
    {
      code: "lapsed",
      name: "Lapsed",
      definition: "Its time has passed, no evidence of any result was found, and a person has confirmed that.",
      evidence: "Past due with no evidence; a person confirms.",
      group: "paused",
      crosswalk: [cancelled],
    },
  ],
} as const satisfies Definition;
