/** What the filters of the list are called, and of which code list their values are. */
export interface FilterKind {
  label: string;
  list?: string;
}

export const filterKinds: Readonly<Record<string, FilterKind>> = {
  status: { label: "Status", list: "status" },
  timeliness: { label: "Timeliness", list: "timeliness" },
  party: { label: "Party" },
  counterparty: { label: "With" },
  promisor: { label: "Promised by" },
  promisee: { label: "Promised to" },
  type: { label: "Subject", list: "commitment-type" },
  firmness: { label: "Firmness", list: "firmness" },
  firmnessFrom: { label: "At least as firm as", list: "firmness" },
  fulfilment: { label: "Fulfilment", list: "fulfilment" },
  corroboration: { label: "Corroboration", list: "corroboration" },
  dueReading: { label: "Due words", list: "due-reading" },
  participation: { label: "Stands as", list: "participation" },
  condition: { label: "Condition", list: "condition-state" },
  testability: { label: "Testability", list: "testability" },
  unverified: { label: "Not looked at" },
  tag: { label: "Tag" },
  sector: { label: "Sector" },
  source: { label: "Source" },
  statedFrom: { label: "Stated from" },
  statedTo: { label: "Stated until" },
  dueFrom: { label: "Due from" },
  dueTo: { label: "Due until" },
  deadlineFrom: { label: "Deadline from" },
  deadlineTo: { label: "Deadline until" },
  statusSinceFrom: { label: "In its status since" },
  statusSinceTo: { label: "In its status before" },
  reviewedBefore: { label: "Looked at before" },
  nextReviewTo: { label: "To be looked at by" },
  quietSince: { label: "No event since" },
  evidenced: { label: "Has evidence" },
  duplicateOf: { label: "Looks like" },
  duplicated: { label: "Looks like another one" },
  updatedSince: { label: "Changed since" },
  near: { label: "Near" },
  ids: { label: "Only" },
  future: { label: "Has events to come" },
};

/** Those that an address has. */
export const filtersIn = (query: URLSearchParams): string[] =>
  [...new Set(query.keys())].filter((name) => name in filterKinds);

/** The chosen values of a filter, whether given with commas or one by one. */
export function chosen(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((text) => text.split(","));
}

/** These values with one more, or without it. */
export function toggled(values: readonly string[], value: string): string[] | null {
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return next.length === 0 ? null : [next.join(",")];
}
