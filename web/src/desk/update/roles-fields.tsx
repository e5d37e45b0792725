import { useState } from "preact/hooks";
import { useCodes } from "../../codes.ts";
import { plural } from "../../dates.ts";
import { CodeSelect, Field } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import type { PartyInRole } from "./fields.ts";

/** More than these are corrected by a file or by the API. */
const most = 60;
const always = ["promisor", "promisee"];

/** Who takes part in it, role by role; another role is added by its name. */
export function RolesFields({
  parties,
  onChange,
  fault,
}: {
  parties: readonly PartyInRole[];
  onChange: (parties: readonly PartyInRole[]) => void;
  fault: string | undefined;
}) {
  const { list, label } = useCodes();
  const [added, setAdded] = useState<readonly string[]>([]);
  const roles = [...new Set<string>([...always, ...parties.map(({ role }) => role), ...added])];
  const codesOf = (role: string) => parties.filter((each) => each.role === role).map(({ party }) => party);
  const set = (role: string, codes: readonly string[]) => {
    const inRole = codes.map((party) => ({ party, role }) as PartyInRole);
    onChange(roles.flatMap((each) => (each === role ? inRole : parties.filter((other) => other.role === each))));
  };
  if (parties.length > most)
    return <p class="soft whole">It has {plural(parties.length, "party")}: too many to be corrected here.</p>;
  return (
    <>
      {roles.map((role) => (
        <PartiesField
          key={role}
          label={label("role", role)}
          codes={codesOf(role)}
          onChange={(codes) => set(role, codes)}
          fault={role === "promisor" ? fault : undefined}
        />
      ))}
      <Field label="Parties in another role">
        <CodeSelect
          value=""
          onChange={(role) => setAdded([...added, role])}
          codes={list("role").filter(({ code }) => !roles.includes(code))}
          nothing="Add a role"
        />
      </Field>
    </>
  );
}
