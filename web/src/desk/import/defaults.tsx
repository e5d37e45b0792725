import { useRef } from "preact/hooks";
import { useCodes } from "../../codes.ts";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import type { Fault } from "./mistakes.ts";
import type { Draft } from "./use-import.ts";

/** What an importer says of all new commitments whose lines do not: `default…` and the organisations of the API. */
export interface Said {
  firmness: string;
  type: string;
  statedOn: string;
  promisor: string;
  /** The code of a party, by the identifier or name of an organisation of IATI. */
  organisations: Readonly<Record<string, string>>;
  ignoreUnknown: boolean;
}

export const nothingSaid: Said = {
  ...{ firmness: "", type: "", statedOn: "", promisor: "", organisations: {}, ignoreUnknown: false },
};

interface Props {
  draft: Draft;
  faults: readonly Fault[];
  change: (said: Said) => void;
}

export function Defaults({ draft: { file, said }, faults, change }: Props) {
  const { list } = useCodes();
  const isIati = file.kind === "activities";
  const set = (changed: Partial<Said>) => change({ ...said, ...changed });
  const missing = (pointer: string) => {
    const lacking = faults.filter((fault) => fault.pointer === pointer && fault.code === "required").length;
    return lacking === 0 ? undefined : `${lacking.toLocaleString("en")} of them do not say it.`;
  };
  const unrelated = faults.filter(
    ({ name, code }) => name === "related-activity" && code === "unknown_reference",
  ).length;
  const isOpen = useRef(isIati);
  isOpen.current ||= JSON.stringify(said) !== JSON.stringify(nothingSaid);
  const names = [...new Set([...Object.keys(said.organisations), ...unknownOrganisations(faults)])];
  return (
    <details class="whole import-defaults" open={isOpen.current}>
      <summary>What the file does not say of new ones</summary>
      <div>
        {(["firmness", "type"] as const).map((name) => (
          <Field key={name} label={labels[name]} fault={said[name] === "" ? missing(`/${name}`) : undefined}>
            <CodeSelect
              value={said[name]}
              onChange={(code) => set({ [name]: code })}
              codes={list(name === "type" ? "commitment-type" : name)}
              nothing="As each says"
            />
          </Field>
        ))}
        <DateField
          label={labels.statedOn}
          value={said.statedOn}
          onChange={(statedOn) => set({ statedOn })}
          fault={said.statedOn === "" ? missing("/statedOn") : undefined}
        />
        <PartiesField
          label={labels.promisor}
          codes={said.promisor === "" ? [] : [said.promisor]}
          onChange={(codes) => set({ promisor: codes.at(-1) ?? "" })}
          fault={said.promisor === "" ? missing("/parties") : undefined}
        />
        {isIati && (
          <>
            {names.map((name) => (
              <PartiesField
                key={name}
                label={`The party that ${name} is`}
                codes={said.organisations[name] ? [said.organisations[name]] : []}
                onChange={(codes) => set({ organisations: withParty(said.organisations, name, codes.at(-1)) })}
              />
            ))}
            <label class="check whole">
              <input
                type="checkbox"
                checked={said.ignoreUnknown}
                onChange={(event) => set({ ignoreUnknown: event.currentTarget.checked })}
              />
              <span>Pass over related activities, which may be in no file</span>
            </label>
            {unrelated > 0 && !said.ignoreUnknown && (
              <p class="fault whole" role="alert">
                Related activities that are nowhere: {unrelated.toLocaleString("en")}
              </p>
            )}
          </>
        )}
      </div>
    </details>
  );
}

const labels = {
  firmness: "Firmness",
  type: "Type",
  statedOn: "Stated on",
  promisor: "Promised by, where none is named",
};

/** Organisations that are no party; the API parts their list by commas, so that a name with one is mended in its place. */
const unknownOrganisations = (faults: readonly Fault[]): string[] =>
  faults.flatMap(({ code, name, part = "" }) =>
    code === "unknown_party" && /\borg\b/.test(name) && part !== "" && !part.includes(",") ? [part] : [],
  );

function withParty(organisations: Said["organisations"], name: string, code: string | undefined) {
  const { [name]: _, ...others } = organisations;
  return code === undefined ? others : { ...others, [name]: code };
}

/** As the parameters of an import. */
export function parametersOf(
  { firmness, type, promisor, organisations, ignoreUnknown }: Said,
  statedOn: string,
): object {
  const pairs = Object.entries(organisations).map(([name, code]) => `${name}:${code}`);
  return {
    ...{ ...(firmness && { defaultFirmness: firmness }), ...(type && { defaultType: type }) },
    ...{ ...(statedOn && { defaultStatedOn: statedOn }), ...(promisor && { defaultPromisor: promisor }) },
    ...{ ...(pairs.length > 0 && { organisations: pairs }), ...(ignoreUnknown && { ignoreUnknown }) },
  };
}
