// SPDX-License-Identifier: AGPL-3.0-or-later
import { UserRound, Users } from "lucide-react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import {
  useAgentChoices,
  useAgentsPending,
  useTeamChoices,
  useTeamsPending,
} from "~/features/access";
import { Avatar } from "~/kit/avatar";
import { Picker } from "~/kit/picker";
import { changeTicket } from "../changes";
import { HeaderButton } from "./header_button";
import { pick, useOpen } from "./open";

type PickerProps = { ticket: Ticket; mayWrite: boolean };

export function OwnerPicker({ ticket, mayWrite }: PickerProps) {
  const open = useOpen((state) => state.picking === "owner");
  const choices = useAgentChoices();
  const pending = useAgentsPending();
  const button = (
    <HeaderButton
      name={m.owner()}
      disabled={!mayWrite}
      icon={
        ticket.owner ? (
          <Avatar name={ticket.owner.name} size={20} />
        ) : (
          <UserRound aria-hidden className="size-4 text-text-3" />
        )
      }
    >
      {ticket.owner?.name ?? m.no_owner()}
    </HeaderButton>
  );
  if (!mayWrite) return button;
  const choose = (owner_id: number | null) => {
    const name = choices.find((one) => one.value === owner_id)?.text ?? "";
    void changeTicket(
      ticket,
      { owner_id },
      { owner: owner_id === null ? null : { id: owner_id, name } },
    );
  };
  return (
    <Picker
      label={m.assign_to()}
      open={open}
      onOpenChange={(next) => pick(next ? "owner" : null)}
      trigger={button}
      choices={choices}
      pending={pending}
      chosen={ticket.owner?.id ?? null}
      onChoose={choose}
    />
  );
}

export function TeamPicker({ ticket, mayWrite }: PickerProps) {
  const open = useOpen((state) => state.picking === "team");
  const choices = useTeamChoices();
  const pending = useTeamsPending();
  const button = (
    <HeaderButton
      name={m.team()}
      disabled={!mayWrite}
      icon={<Users aria-hidden className="size-4 text-text-3" />}
    >
      {ticket.team?.name ?? m.no_team()}
    </HeaderButton>
  );
  if (!mayWrite) return button;
  const choose = (team_id: number | null) => {
    const name = choices.find((one) => one.value === team_id)?.text ?? "";
    void changeTicket(
      ticket,
      { team_id },
      { team: team_id === null ? null : { id: team_id, name } },
    );
  };
  return (
    <Picker
      label={m.move_to_team()}
      open={open}
      onOpenChange={(next) => pick(next ? "team" : null)}
      trigger={button}
      choices={choices}
      pending={pending}
      chosen={ticket.team?.id ?? null}
      onChoose={choose}
    />
  );
}
