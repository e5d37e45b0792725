/** A kind of failure: its HTTP status, a short title, why it happens and what cures it (shown at /problems/{code}). */
export interface Problem {
  status: number;
  title: string;
  cause: string;
  cure: string;
}

const registry = {
  malformed_request: {
    status: 400,
    title: "The request could not be read",
    cause: "It is not well-formed HTTP: its address holds a bad percent-encoding, or `Host` is missing or given twice.",
    cure: "Send well-formed HTTP/1.1 with one `Host` and a percent-encoded UTF-8 address.",
  },
  malformed_json: {
    status: 400,
    title: "The body is not JSON",
    cause:
      "The request body could not be parsed as UTF-8 JSON, or it holds a key that is never accepted, such as __proto__.",
    cure: "Send one JSON value encoded as UTF-8 (RFC 8259). The detail says where parsing stopped.",
  },
  malformed_xlsx: {
    status: 400,
    title: "The file is no Excel workbook",
    cause:
      "It is not an Excel workbook (.xlsx, Office Open XML: ECMA-376), or it is damaged or protected by a password.",
    cure: "Save it again as .xlsx without a password, or as CSV UTF-8. Nothing was written.",
  },
  malformed_xml: {
    status: 400,
    title: "The file is no XML that can be taken",
    cause:
      "It is not well-formed XML (https://www.w3.org/TR/xml/), is in another encoding than it says, holds a document type declaration, or is not of IATI activities.",
    cure: "Send an `iati-activities` element, without DOCTYPE, in the encoding that it declares. The detail says where reading stopped. Nothing was written.",
  },
  malformed_text: {
    status: 400,
    title: "The text is not UTF-8",
    cause: "A body of text/plain holds bytes that are no UTF-8: it was saved in another encoding, or is no text.",
    cure: "Save it as UTF-8 and send it again. Nothing was written; the detail says which byte could not be read.",
  },
  malformed_csv: {
    status: 400,
    title: "The file is no CSV",
    cause:
      "It is not in the charset that it should be in, or its quotation marks do not match, so that its rows cannot be told apart (RFC 4180).",
    cure: "Save it as CSV UTF-8, or name its charset in the Content-Type. Nothing was written; the detail says where reading stopped.",
  },
  invalid_request: {
    status: 400,
    title: "The request does not fit the contract",
    cause:
      "A parameter or a body field is unknown, is missing, has the wrong type, or holds a value outside the allowed ones.",
    cure: "Each entry of `errors` names the parameter or the field and lists what is allowed. The contract is /openapi.json.",
  },
  invalid_cursor: {
    status: 400,
    title: "The cursor does not belong to this query",
    cause: "A cursor was changed, cut, or used with other filters or another sort than those it was made for.",
    cure: "Follow `page.next` with the same filters and sort, or leave the cursor out to start again.",
  },
  unauthorized: {
    status: 401,
    title: "A key is needed",
    cause: "The request needs an API key and carries none.",
    cure: "Send `Authorization: Bearer svd_...` with a key of the role in `requiredRole`. The operator makes keys.",
  },
  invalid_token: {
    status: 401,
    title: "The credentials do not hold",
    cause:
      "`Authorization` is malformed, or the key or token in it is unknown, expired or revoked. It is refused where none is needed, too.",
    cure: "Send `Authorization: Bearer svd_...` with a key that is in force, or leave the header out where anyone may read.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    cause: "The key is in force, but its role is lower than the one in `requiredRole`.",
    cure: "Use a key of that role, or ask an admin for one.",
  },
  origin_not_allowed: {
    status: 403,
    title: "Pages of this origin may not call here",
    cause:
      "A browser sent the request for a page of an origin that the operator has not named. `/mcp` takes no others, lest a page reach a service that is not for it.",
    cure: "Call from a program that is no browser, from a page of this machine, or ask the operator to name the origin in `CORS_ORIGIN`.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    cause: "There is no such route, or no such record, or it was deleted.",
    cure: "Check the address; deleted records come back by POST to their /restore.",
  },
  method_not_allowed: {
    status: 405,
    title: "The method is not offered here",
    cause: "The address exists, but not with this method.",
    cure: "Use one of the methods in the `Allow` header.",
  },
  not_acceptable: {
    status: 406,
    title: "No such representation",
    cause: "The `Accept` header names no media type that this address can give.",
    cure: "Ask for one of the media types in the detail.",
  },
  request_timeout: {
    status: 408,
    title: "The request took too long to arrive",
    cause: "Headers or body were not complete within the time allowed.",
    cure: "Send the request again, whole.",
  },
  conflict: {
    status: 503,
    title: "The record kept changing",
    cause: "Others kept changing what this request rests on, as often as it was decided again. Nothing was written.",
    cure: "Send the same request again after the seconds in `Retry-After`: nothing in it is wrong.",
  },
  secret_rotated: {
    status: 409,
    title: "The secret was rotated meanwhile",
    cause:
      "Another request made a new secret of this webhook at the same moment, and its answer has it. Nothing was done.",
    cure: "Ask who did for the new secret; rotate once more only if that is lost: the secret before it then counts no more.",
  },
  idempotency_key_in_use: {
    status: 409,
    title: "The same request is being answered",
    cause: "A request with this `Idempotency-Key` has been sent before and is not answered yet.",
    cure: "Wait a moment and send it again: the answer will be the one that the first request was given.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "The Idempotency-Key belongs to another request",
    cause: "Within 24 hours, the same `Idempotency-Key` came with another address or body.",
    cure: "Make a new key for each new request; send the same one only to repeat a request unchanged.",
  },
  in_use: {
    status: 409,
    title: "Others point at this record",
    cause: "Deleting it would leave those in `referencedBy` without what they rest on.",
    cure: "Change or delete the records in `referencedBy` first.",
  },
  already_exists: {
    status: 409,
    title: "It exists already",
    cause: "A record with this code, slug or identity exists, perhaps deleted.",
    cure: "Use the existing record named in the detail, restore it, or choose another name.",
  },
  limit_reached: {
    status: 409,
    title: "There are as many as may be",
    cause:
      "The operator limits how many of these one key may have, or all together; the detail says which limit it is.",
    cure: "Delete one that is not needed any more, or ask the operator for more.",
  },
  invalid_move: {
    status: 409,
    title: "The status cannot move there from here",
    cause:
      "The event would move the status in a way that the rules do not allow, on whatever days within the dates it all happened.",
    cure: "Choose one of the statuses in `allowed`, or record the event as a `correction` or `reversed`.",
  },
  relation_cycle: {
    status: 409,
    title: "The relation would close a circle",
    cause: "By relations of this type the commitment would come back to itself, by way of those in `cycle`.",
    cure: "Leave it out, turn it around, or take away one of the relations in the circle first.",
  },
  changed_since: {
    status: 409,
    title: "It has been changed since",
    cause: "Records of the change set were changed again by later ones: those in `changed`.",
    cure: "Revert the later change sets first, the newest before the others, or mend the records one by one.",
  },
  already_superseded: {
    status: 409,
    title: "The assessment is superseded already",
    cause: "Another assessment, the one in `supersededBy`, has taken its place.",
    cure: "Read that one; to correct it, supersede it instead.",
  },
  not_deleted: {
    status: 409,
    title: "It is not deleted",
    cause: "Only a deleted record can be restored.",
    cure: "Nothing needs doing: the record is there.",
  },
  purged: {
    status: 410,
    title: "It was taken out of the record for good",
    cause:
      "An administrator purged this record: what it held is gone from every state of the record, earlier ones too.",
    cure: "Do not ask for it again, and take it out of your own copies. The line of the ledger that is named says who did it, when and why.",
  },
  import_underway: {
    status: 503,
    title: "Another import is under way",
    cause: "An import of the same caller is under way: each makes one at a time, since it has the database to itself.",
    cure: "Try again after the seconds in `Retry-After`.",
  },
  import_refused: {
    status: 422,
    title: "Lines of the import failed",
    cause: "An import is all or nothing, and the lines in `errors` cannot be imported. Nothing was written.",
    cure:
      "Mend those lines and send the file again. With `dryRun=true` nothing is written either way, and more of what is " +
      "wrong is listed; with `Accept: application/x-ndjson`, every line is.",
  },
  batch_failed: {
    status: 422,
    title: "Operations of the batch failed",
    cause: "A batch is all or nothing, and the operations in `errors` cannot be done. Nothing was written.",
    cure: "Mend those operations and send the batch again. With `dryRun` nothing is written either way.",
  },
  precondition_failed: {
    status: 412,
    title: "The record is not at that version",
    cause: "`If-Match` names another version than the current one, which is in `currentVersion`.",
    cure: "Read the record again, apply the change to what it now says, and send the new ETag.",
  },
  too_large: {
    status: 413,
    title: "The body is too large",
    cause: "The request body is longer than the limit in the detail.",
    cure: "Send less at a time.",
  },
  uri_too_long: {
    status: 414,
    title: "The address is too long",
    cause: "The request target or one of its parts is longer than the limit.",
    cure: "Shorten it, or send fewer values at a time.",
  },
  unsupported_media_type: {
    status: 415,
    title: "This media type is not read here",
    cause: "The `Content-Type` (or `Content-Encoding`) of the body is not one that this route reads.",
    cure: "Send one of the media types in the detail, without content encoding.",
  },
  unprocessable: {
    status: 422,
    title: "Well-formed, but it cannot be",
    cause: "The values contradict each other, the record they point at, or the calendar.",
    cure: "Each entry of `errors` names the field and says what is wrong and what would be accepted.",
  },
  quote_not_found: {
    status: 422,
    title: "The quote is not in its source",
    cause: "The words do not occur in the newest text of the source, whatever its typography.",
    cure: "Compare with `nearest`, the most similar passage, and send the words as the source has them; or send `accept` with `nearest`, which takes it where it is similar enough and the only one.",
  },
  quote_ambiguous: {
    status: 422,
    title: "The quote occurs more than once",
    cause: "The words occur at each of the `places`.",
    cure: "Add `prefix`, `suffix` or `start` so that one place is left.",
  },
  precondition_required: {
    status: 428,
    title: "If-Match is needed",
    cause: "The operator demands `If-Match` on every change, so that nobody overwrites what they have not seen.",
    cure: "Read the record and send its ETag as `If-Match`.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    cause:
      "More came with one key, or from one address, than its share: requests in a minute or at once, exports, new Idempotency-Keys, wrong keys. `policy` says which.",
    cure: "Wait for the seconds in `Retry-After`. `RateLimit` tells beforehand what is left; a key has more than an address.",
  },
  headers_too_large: {
    status: 431,
    title: "The header section is too large",
    cause: "The request headers are longer, or more, than the server reads.",
    cure: "Send fewer or shorter headers.",
  },
  internal: {
    status: 500,
    title: "Something went wrong here",
    cause: "An error that is ours, not yours. Nothing was written.",
    cure: "Try again; if it stays, give the operator the `requestId`.",
  },
  unavailable: {
    status: 503,
    title: "Not available right now",
    cause: "The service is starting, stopping, cannot reach its database, or took too long to prepare the answer.",
    cure: "Try again after the seconds in `Retry-After`.",
  },
  insufficient_storage: {
    status: 507,
    title: "No space left",
    cause: "The disk that the database is on is full. Nothing was written, and nothing was lost; reading goes on.",
    cure: "Make space on the disk, then send the request again: the service goes on by itself.",
  },
  overloaded: {
    status: 503,
    title: "Too busy right now",
    cause: "More is asked than can be answered in good time, so this request was turned away before any work was done.",
    cure: "Try again after the seconds in `Retry-After`.",
  },
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof registry;

/** The registry of problems: every code that an answer may carry. */
export const problems: Readonly<Record<ProblemCode, Problem>> = registry;

/** The problems that pass by themselves; their answers say when to come back. */
export const retriable: readonly ProblemCode[] = [
  "rate_limited",
  "unavailable",
  "overloaded",
  "conflict",
  "insufficient_storage",
  "import_underway",
  "idempotency_key_in_use",
];
