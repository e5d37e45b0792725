import { useState } from "preact/hooks";
import { type Place, withQuery } from "../router.ts";
import { useAnswer } from "../use-answer.ts";
import { Copyable } from "./cite.tsx";
import { Part } from "./state.tsx";

/** What is wrong here, told to whom the operator has named: the address, its moment and the version go along. */
export function Report({ title, version, place }: { title: string; version: number; place: Place }) {
  const [isOpen, setOpen] = useState(false);
  const index = useAnswer("/v1", isOpen ? {} : null);
  const asOf = place.query.get("asOf") ?? new Date().toISOString();
  const link = `${location.origin}${withQuery({ ...place, hash: "" }, { asOf })}`;
  const text = `About "${title}", version ${version}:\n${link}\n\nWhat it says:\n\nWhat it should say, and the source that shows it:\n`;
  return (
    <details id="report" class="part-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>Report an error</h2>
      </summary>
      {isOpen && (
        <Part answered={index} rows={4}>
          {({ links: { corrections } }) => (
            <>
              <Whom contact={corrections} subject={`Error in "${title}"`} text={text} />
              <Copyable label="What to send" text={text} />
            </>
          )}
        </Part>
      )}
    </details>
  );
}

function Whom({ contact, subject, text }: { contact: string | undefined; subject: string; text: string }) {
  if (contact === undefined)
    return (
      <p>
        Whoever runs this service has named no address for corrections. This is what they need, wherever you reach them.
      </p>
    );
  if (!contact.startsWith("mailto:"))
    return (
      <p>
        <a href={contact} rel="noreferrer" target="_blank">
          Report it at {new URL(contact).host}
        </a>
        , with this:
      </p>
    );
  const filled = `${contact}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
  return (
    <p>
      <a href={filled}>Write to {contact.slice("mailto:".length)}</a>: the mail begins with this.
    </p>
  );
}
