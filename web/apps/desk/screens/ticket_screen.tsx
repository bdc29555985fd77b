// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import clsx from "clsx";
import { lazy, memo, Suspense, useDeferredValue } from "react";
import type { Entry, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { setContextShown, usePreferences } from "~/core/preferences";
import { useMay } from "~/core/session";
import { useTitle } from "~/core/title";
import { Composer, Entries, quoteIn } from "~/features/conversations";
import { PersonCards } from "~/features/people";
import { usePresence } from "~/features/presence";
import {
  BackButton,
  Details,
  SpamNotice,
  TicketHeader,
  ticketQuery,
  useDrafted,
  useOpen,
  useReading,
  useTicketKeys,
  useTicketReady,
} from "~/features/tickets";
import { Failed } from "~/kit/states";
import { TicketPending } from "./ticket_pending";
import { useNextTicket } from "./use_next_ticket";

const TicketDialogs = lazy(() => import("~/features/tickets/dialogs/ticket_dialogs"));

export function TicketScreen() {
  const { number: text = "" } = useParams({ strict: false });
  const number = Number(text);
  const ticket = useQuery(ticketQuery(number));
  // The conversation first; who asks and what else there is follows with the next picture.
  const beside = useDeferredValue(ticket.data);
  if (ticket.data)
    return (
      <div className="flex min-h-0 min-w-0 flex-1">
        <Loaded key={number} ticket={ticket.data} />
        <Context ticket={beside} />
      </div>
    );
  if (ticket.isError)
    return (
      <section aria-label={m.region_conversation()} className="flex-1 p-2">
        <BackButton />
        <Failed fault={ticket.error} onRetry={() => void ticket.refetch()} />
      </section>
    );
  return <TicketPending number={number} />;
}

function Loaded({ ticket }: { ticket: Ticket }) {
  const mayWrite = useMay("ticket:write", ticket.team?.id ?? null);
  const writing = useDrafted().has(ticket.number);
  const asking = useOpen((state) => state.asking);
  const onNext = useNextTicket();
  useTitle(`#${ticket.number} ${ticket.subject}`);
  usePresence(ticket.number, writing ? "writing" : "viewing");
  useTicketKeys(ticket, mayWrite && ticket.allowed.change);
  useTicketReady(ticket.number);
  useReading(ticket);
  const number = ticket.number;
  return (
    <>
      <section
        aria-label={m.region_conversation()}
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto"
      >
        <TicketHeader ticket={ticket} mayWrite={mayWrite} />
        <SpamNotice ticket={ticket} mayWrite={mayWrite} />
        <Entries ticket={ticket} mayWrite={mayWrite} onQuote={quote(number)} />
        {mayWrite && <Composer ticket={ticket} />}
      </section>
      <Suspense>{asking && <TicketDialogs ticket={ticket} onNext={onNext} />}</Suspense>
    </>
  );
}

// One function per ticket, so that the cards of the conversation need not be drawn again.
const quotes = new Map<number, (entry: Entry) => void>();
function quote(number: number) {
  let found = quotes.get(number);
  if (!found) {
    found = (entry) => quoteIn(number, entry);
    quotes.set(number, found);
  }
  return found;
}

const Context = memo(function Context({ ticket }: { ticket: Ticket | undefined }) {
  const shown = usePreferences((state) => state.contextShown);
  const over = useNarrowContext();
  if (!shown) return null;
  return (
    <>
      {over && (
        <button
          type="button"
          aria-label={m.context_hide()}
          onClick={() => setContextShown(false)}
          className="fixed inset-0 top-bar z-10 bg-scrim three:hidden"
        />
      )}
      <aside
        aria-label={m.region_context()}
        aria-busy={ticket === undefined || undefined}
        className={clsx(
          "w-80 shrink-0 overflow-y-auto border-l border-divider bg-surface max-three:fixed max-three:inset-y-0 max-three:top-bar max-three:right-0 max-three:z-10 max-three:max-w-[90vw]",
          !over && "max-three:hidden",
        )}
      >
        {ticket && <Cards key={ticket.number} ticket={ticket} />}
      </aside>
    </>
  );
});

function Cards({ ticket }: { ticket: Ticket }) {
  const mayWrite = useMay("ticket:write", ticket.team?.id ?? null);
  return (
    <>
      <PersonCards ticket={ticket} />
      <Details ticket={ticket} mayWrite={mayWrite} />
    </>
  );
}

/** Below 1200 px the pane lies over the conversation, so it shows only after it was asked for here. */
function useNarrowContext() {
  return usePreferences((state) => state.contextAsked);
}
