/** Errors of RFC 6749 (sections 4.1.2.1 and 5.2) and of OpenID Connect Core (3.1.2.6), in words. */
const meanings: Readonly<Record<string, string>> = {
  access_denied: "It was declined, by you or by who decides there who may come in here.",
  login_required: "It wants you to sign in there first.",
  interaction_required: "It has something to ask you first.",
  consent_required: "It wants your consent first.",
  account_selection_required: "It wants you to choose an account first.",
  temporarily_unavailable: "It is too busy, or being worked on: try again later.",
  server_error: "Something went wrong there: try again later.",
  invalid_grant: "Its answer was used already, or came too late: sign in again.",
  invalid_scope: "It does not know what is asked for (OIDC_SCOPE), or does not give that to these pages.",
  invalid_target: "It gives no tokens for this service (OIDC_AUDIENCE).",
  unauthorized_client: "These pages may not sign people in there (OIDC_CLIENT_ID).",
  invalid_client: "It does not know these pages as a public client, without a secret (OIDC_CLIENT_ID).",
  unsupported_response_type: "It does not take the code flow for these pages.",
  invalid_request: "It could not make sense of what these pages asked.",
};

/** What an issuer answered instead of a code or a token; its own words are marked as such. */
export function wordsOf(code: string, description: string, host: string): string {
  const meaning = meanings[code] ?? "It gave a reason that is not known here.";
  const own = description.trim() === "" ? "" : ` In its words: “${description.trim().slice(0, 500)}”`;
  return `${host} answered \`${code.slice(0, 60)}\`. ${meaning}${own}`;
}
