import { useRef } from "preact/hooks";
import type { Commitment } from "../../api.ts";
import { useCodes } from "../../codes.ts";
import { dateWords } from "../../dates.ts";
import { AmountFields } from "../fields/amount-fields.tsx";
import { DateField } from "../fields/date.tsx";
import { CodeSelect, Field, TextArea } from "../fields/field.tsx";
import { PartiesField } from "../fields/parties.tsx";
import { type EventDraft, tellsOfMoney } from "./event-draft.ts";

interface Part {
  commitment: Commitment;
  draft: EventDraft;
  change: (changed: Partial<EventDraft>) => void;
  faults: Record<string, string>;
}

/** Whose act it is, and of how much money. */
export function Acts({ commitment, draft, change, faults }: Part) {
  const hasMoney = tellsOfMoney(draft.type) || draft.sum !== "" || draft.currency !== "";
  return (
    <>
      {hasMoney && <AmountFields sum={draft.sum} currency={draft.currency} onChange={change} fault={faults.amount} />}
      <PartiesField
        label="Whose act alone it is; nobody here: of all of them"
        codes={draft.parties}
        among={partiesOf(commitment)}
        onChange={(parties) => change({ parties })}
        fault={faults.parties}
        hint="The act of some moves where they stand, and leaves the status of the whole."
      />
    </>
  );
}

function partiesOf({ parties }: Commitment) {
  const names = new Map(parties.map(({ party, name }) => [party, name ?? party]));
  return [...names].map(([code, name]) => ({ code, name }));
}

const rare = ["effectiveOn", "status", "firmness", "supersedes", "description"] as const;

/** What few events say, folded away until one of them is filled in or at fault. */
export function RareFields({ commitment: { events = [] }, draft, change, faults }: Part) {
  const { list } = useCodes();
  const isOpen = useRef(false);
  isOpen.current ||= rare.some((name) => draft[name] !== "" || faults[name] !== undefined);
  const before = events.map(({ id, date, title }) => ({ code: id, name: `${dateWords(date)}: ${title}` }));
  return (
    <details class="whole rare-fields" open={isOpen.current}>
      <summary>More about it</summary>
      <div>
        <DateField
          label="Takes effect on another day"
          value={draft.effectiveOn}
          onChange={(effectiveOn) => change({ effectiveOn })}
          fault={faults.effectiveOn}
        />
        <Field label="Status that it gives" fault={faults.status}>
          <CodeSelect
            value={draft.status}
            onChange={(status) => change({ status })}
            codes={list("status")}
            nothing="What its type implies"
          />
        </Field>
        <Field label="How firm the words were" fault={faults.firmness}>
          <CodeSelect
            value={draft.firmness}
            onChange={(firmness) => change({ firmness })}
            codes={list("firmness")}
            nothing="They say nothing of it"
          />
        </Field>
        <Field label="Corrects the event" fault={faults.supersedes}>
          <CodeSelect
            value={draft.supersedes}
            onChange={(supersedes) => change({ supersedes })}
            codes={before}
            nothing="None"
          />
        </Field>
        <Field label="At more length" isWide fault={faults.description}>
          <TextArea value={draft.description} onChange={(words) => change({ description: words })} />
        </Field>
      </div>
    </details>
  );
}
