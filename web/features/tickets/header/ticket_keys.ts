// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate, useParams } from "@tanstack/react-router";
import type { Ticket } from "~/api/types";
import { useCommands } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";
import { setContextShown, usePreferences } from "~/core/preferences";
import { useMe } from "~/core/session";
import { changeTicket } from "../changes";
import { pick, showDialog } from "./open";

/** What the keys do while a ticket is open. */
export function useTicketKeys(ticket: Ticket, mayWrite: boolean) {
  const navigate = useNavigate();
  const { view = "inbox" } = useParams({ strict: false });
  const me = useMe();
  const close = () =>
    void navigate({ to: "/tickets/$view", params: { view }, search: (before) => before });
  useCommands([
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
          {
            id: "ticket.assign",
            group: "ticket" as const,
            title: m.assign_to,
            keys: ["a"],
            run: () => pick("owner"),
          },
          {
            id: "ticket.take",
            group: "ticket" as const,
            title: m.command_take,
            keys: ["i"],
            run: () =>
              void changeTicket(
                ticket,
                { owner_id: me.id },
                { owner: { id: me.id, name: me.name } },
              ),
          },
          {
            id: "ticket.state",
            group: "ticket" as const,
            title: m.command_state,
            keys: ["s"],
            run: () => pick("state"),
          },
          {
            id: "ticket.priority",
            group: "ticket" as const,
            title: m.command_priority,
            keys: ["p"],
            run: () => pick("priority"),
          },
          {
            id: "ticket.tag",
            group: "ticket" as const,
            title: m.tag_add,
            keys: ["l"],
            run: () => pick("tag"),
          },
          {
            id: "ticket.wait",
            group: "ticket" as const,
            title: m.move_wait,
            keys: ["h"],
            run: () => showDialog("wait"),
          },
          {
            id: "ticket.resolve",
            group: "ticket" as const,
            title: m.command_resolve,
            keys: ["e"],
            run: () => showDialog("resolve", true),
          },
        ]
      : []),
  ]);
}

function focusLast() {
  [...document.querySelectorAll<HTMLElement>("#conversation article")].at(-1)?.focus();
}
