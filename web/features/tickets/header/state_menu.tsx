// SPDX-License-Identifier: AGPL-3.0-or-later
import type { State, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { cancelledName, stateName, waitingName } from "~/core/words";
import { Menu, MenuItem } from "~/kit/menu";
import { toast } from "~/kit/toast";
import { closeTicket, reopenTicket } from "../api";
import { attempt } from "../changes";
import { StateIcon } from "../state_icon";
import { HeaderButton } from "./header_button";
import { pick, showDialog, useOpen } from "./open";

export function stateWords(ticket: Pick<Ticket, "state" | "waiting_for" | "cancelled_as">): string {
  if (ticket.state === "waiting" && ticket.waiting_for)
    return m.waiting_for({ who: waitingName(ticket.waiting_for) });
  if (ticket.state === "cancelled" && ticket.cancelled_as)
    return m.cancelled_as({ reason: cancelledName(ticket.cancelled_as) });
  return stateName(ticket.state);
}

const moves: { state: State; title: () => string; keys?: string }[] = [
  { state: "open", title: m.move_open },
  { state: "waiting", title: m.move_wait },
  { state: "resolved", title: m.move_resolve, keys: "e" },
  { state: "closed", title: m.move_close },
  { state: "cancelled", title: m.move_cancel },
];

/** What the desk allows and a person would choose: never the state that the ticket is in. */
export const offeredMoves = ({ state, allowed }: Pick<Ticket, "state" | "allowed">): State[] =>
  moves
    .map((move) => move.state)
    .filter((move) => allowed.states.includes(move) && move !== state)
    // Nobody opens what is new: it opens with its first answer or its owner.
    .filter((move) => !(state === "new" && move === "open"));

export function StateMenu({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  const open = useOpen((state) => state.picking === "state");
  const reader = useReader();
  const until = ticket.waiting_until ? ` · ${dayAndTime(ticket.waiting_until, reader)}` : "";
  const go = (state: State) => {
    if (state === "waiting") return showDialog("wait");
    if (state === "resolved") return showDialog("resolve");
    if (state === "cancelled") return showDialog("cancel");
    const work = state === "closed" ? closeTicket(ticket.number) : reopenTicket(ticket);
    void attempt(work).then(
      (done) => done && toast(state === "closed" ? m.ticket_closed() : m.ticket_opened()),
    );
  };
  const button = (
    <HeaderButton name={m.state()} disabled={!mayWrite} icon={<StateIcon state={ticket.state} />}>
      {stateWords(ticket)}
      {until}
    </HeaderButton>
  );
  const states = offeredMoves(ticket);
  const offered = moves.filter((move) => states.includes(move.state));
  if (!mayWrite || offered.length === 0) return button;
  return (
    <Menu open={open} onOpenChange={(next) => pick(next ? "state" : null)} trigger={button}>
      {offered.map((move) => (
        <MenuItem
          key={move.state}
          icon={<StateIcon state={move.state} />}
          keys={move.keys}
          onSelect={() => go(move.state)}
        >
          {move.title()}
        </MenuItem>
      ))}
    </Menu>
  );
}
