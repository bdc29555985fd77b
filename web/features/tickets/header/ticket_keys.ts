// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate, useParams } from "@tanstack/react-router";
import type { Ticket } from "~/api/types";
import { setContextShown, usePreferences } from "~/core/preferences";
import { useMe } from "~/core/session";
import { attempt, changeTicket } from "../changes";
import { setWatched } from "../context/watchers";
import { readingOffers, ticketOffers, useTicketCommands } from "../ticket_wishes";
import { pick, showDialog } from "./open";

/** What the keys do while a ticket is open. */
export function useTicketKeys(ticket: Ticket, mayWrite: boolean) {
  const navigate = useNavigate();
  const { view = "inbox" } = useParams({ strict: false });
  const me = useMe();
  const close = () =>
    void navigate({ to: "/tickets/$view", params: { view }, search: (before) => before });
  useTicketCommands(ticket.number, [
    { ...readingOffers.close, run: close },
    { ...readingOffers.focus, run: focusLast },
    {
      ...readingOffers.context,
      run: () => setContextShown(!usePreferences.getState().contextShown),
    },
    { ...readingOffers.watch, run: () => void attempt(setWatched(ticket, me.id)) },
    ...(mayWrite
      ? [
          { ...ticketOffers.assign, run: () => pick("owner") },
          { ...ticketOffers.take, run: () => take(ticket, me) },
          { ...ticketOffers.state, run: () => pick("state") },
          { ...ticketOffers.priority, run: () => pick("priority") },
          { ...ticketOffers.tag, run: () => pick("tag") },
          { ...ticketOffers.wait, run: () => showDialog("wait") },
          { ...ticketOffers.resolve, run: () => showDialog("resolve", true) },
        ]
      : []),
  ]);
}

function take(ticket: Ticket, { id, name }: { id: number; name: string }) {
  void changeTicket(ticket, { owner_id: id }, { owner: { id, name } });
}

function focusLast() {
  [...document.querySelectorAll<HTMLElement>("#conversation article")].at(-1)?.focus();
}
