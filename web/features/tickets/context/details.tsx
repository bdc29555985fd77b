// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Kind, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { allKinds, channelName, kindName } from "~/core/words";
import { Fold, Row } from "~/kit/card";
import { Picker } from "~/kit/picker";
import { Time } from "~/kit/time";
import { categoryPath, useCategoryChoices } from "../categories";
import { changeTicket } from "../changes";
import { Helpers } from "./helpers";
import { History } from "./history";
import { Links } from "./links";
import { Watchers } from "./watchers";

type DetailsProps = { ticket: Ticket; mayWrite: boolean };

export function Details({ ticket, mayWrite }: DetailsProps) {
  const mayChange = mayWrite && ticket.allowed.change;
  return (
    <>
      <Fold title={m.details()}>
        <dl>
          <KindRow ticket={ticket} mayWrite={mayChange} />
          <CategoryRow ticket={ticket} mayWrite={mayChange} />
          {ticket.closing_category_id !== null && <ClosingRow ticket={ticket} />}
          <Row name={m.channel()}>{channelName(ticket.channel)}</Row>
          <Row name={m.opened()}>
            <Time at={ticket.opened_at} shape="entry" />
          </Row>
          {ticket.resolution && (
            <Row name={m.resolution()}>
              <span className="block py-1 whitespace-pre-wrap">
                {ticket.resolution.text || m.resolution_none()}
              </span>
            </Row>
          )}
        </dl>
      </Fold>
      <Helpers ticket={ticket} mayWrite={mayChange} />
      <Watchers ticket={ticket} mayWrite={mayWrite} />
      <Links ticket={ticket} mayWrite={mayWrite} />
      <History ticket={ticket} />
    </>
  );
}

const fieldClass = "-mx-1.5 max-w-full truncate rounded-chip px-1.5 h-7 text-left hover:bg-sunken";

function KindRow({ ticket, mayWrite }: DetailsProps) {
  const choose = (kind: Kind) => void changeTicket(ticket, { kind }, { kind });
  return (
    <Row name={m.kind()}>
      {mayWrite ? (
        <Picker
          label={m.kind()}
          chosen={ticket.kind}
          onChoose={choose}
          choices={allKinds.map((kind) => ({ value: kind, text: kindName(kind) }))}
          trigger={
            <button type="button" className={fieldClass}>
              {kindName(ticket.kind)}
            </button>
          }
        />
      ) : (
        kindName(ticket.kind)
      )}
    </Row>
  );
}

function CategoryRow({ ticket, mayWrite }: DetailsProps) {
  const { all, choices, pending } = useCategoryChoices("opening");
  const text = categoryPath(ticket.opening_category_id, all) ?? m.no_category();
  return (
    <Row name={m.category()}>
      {mayWrite ? (
        <Picker
          label={m.category()}
          chosen={ticket.opening_category_id}
          onChoose={(opening_category_id) =>
            void changeTicket(ticket, { opening_category_id }, { opening_category_id })
          }
          choices={choices}
          pending={pending}
          trigger={
            <button type="button" title={text} className={fieldClass}>
              {text}
            </button>
          }
        />
      ) : (
        text
      )}
    </Row>
  );
}

function ClosingRow({ ticket }: { ticket: Ticket }) {
  const { all } = useCategoryChoices("closing");
  return <Row name={m.closing_category()}>{categoryPath(ticket.closing_category_id, all)}</Row>;
}
