import { z } from "zod";
import { contact, duePolicy } from "./setting-readers.ts";
import { variable } from "./variable.ts";

/** What is published beside the record, and how words are read. */
export const publicationSettings = {
  securityContact: variable(
    "SECURITY_CONTACT",
    "",
    "where to report vulnerabilities, for /.well-known/security.txt: an e-mail or https address",
    contact.optional(),
  ),
  correctionsContact: variable(
    "CORRECTIONS_CONTACT",
    "",
    "where readers report errors in the record, linked from its pages: an e-mail or https address",
    contact.optional(),
  ),
  iatiReportingOrgRef: variable(
    "IATI_REPORTING_ORG_REF",
    "UNREGISTERED",
    "the publisher's organisation identifier in IATI exports, such as `XM-DAC-12-1`; activities are named after it",
    z.string().regex(/^[^\s/&|?]{1,100}$/, "write an IATI organisation identifier, such as XM-DAC-12-1"),
  ),
  iatiReportingOrgName: variable(
    "IATI_REPORTING_ORG_NAME",
    "A publisher without an IATI identifier",
    "the publisher's name there",
    z.string().max(300),
  ),
  iatiReportingOrgType: variable(
    "IATI_REPORTING_ORG_TYPE",
    "90",
    "the publisher's type there: a code of IATI's list OrganisationType, such as `22` for a national NGO; `90` is other",
    z.string().regex(/^[1-9]\d$/, "write a code of OrganisationType, such as 22"),
  ),
  duePolicy: variable(
    "DUE_POLICY",
    "{}",
    'reading of undated due words as durations from the statement: `{"in the near future": "P2Y"}`',
    duePolicy,
  ),
} as const;
