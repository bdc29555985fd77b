// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate, useParams } from "@tanstack/react-router";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { setContextShown, usePreferences } from "~/core/preferences";
import { useMe } from "~/core/session";
import { changeTicket } from "../changes";
import { ticketOffers, useTicketCommands } from "../ticket_wishes";
import { pick, showDialog } from "./open";

/** What the keys do while a ticket is open. */
export function useTicketKeys(ticket: Ticket, mayWrite: boolean) {
  const navigate = useNavigate();
  const { view = "inbox" } = useParams({ strict: false });
  const me = useMe();
  const close = () =>
    void navigate({ to: "/tickets/$view", params: { view }, search: (before) => before });
  useTicketCommands(ticket.number, [
    { id: "ticket.close", group: "ticket", title: m.back_to_list, keys: ["Escape"], run: close },
    {
      id: "ticket.focus",
      group: "ticket",
      title: m.command_focus,
      keys: ["Enter"],
      run: () => focusLast(),
    },
    {
      id: "ticket.context",
      group: "ticket",
      title: m.command_context,
      keys: ["."],
      run: () => setContextShown(!usePreferences.getState().contextShown),
    },
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
