// SPDX-License-Identifier: AGPL-3.0-or-later
import { Plus, X } from "lucide-react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useAgentChoices, useAgentsPending } from "~/features/access";
import { Avatar } from "~/kit/avatar";
import { Button, IconButton } from "~/kit/button";
import { Fold } from "~/kit/card";
import { Picker } from "~/kit/picker";
import { Time } from "~/kit/time";
import { addHelper, removeHelper } from "../api";
import { attempt } from "../changes";

/** Others who join; the owner stays the one who answers for the ticket. */
export function Helpers({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  const taken = new Set([...ticket.helpers.map((one) => one.id), ticket.owner?.id]);
  const pending = useAgentsPending();
  const choices = useAgentChoices(false).filter(
    (one) => one.value !== null && !taken.has(one.value),
  );
  return (
    <Fold title={m.helpers()} count={ticket.helpers.length} open={ticket.helpers.length > 0}>
      <ul>
        {ticket.helpers.map((one) => (
          <li key={one.id} className="flex min-h-8 items-center gap-2 text-13">
            <Avatar name={one.name} />
            <span className="min-w-0 flex-1 truncate" title={one.name}>
              {one.name}
            </span>
            <Time at={one.joined_at} className="text-12 text-text-3" />
            {mayWrite && (
              <IconButton
                small
                label={m.remove_named({ name: one.name })}
                onClick={() => void attempt(removeHelper(ticket.number, one.id))}
              >
                <X aria-hidden className="size-3.5" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Picker
          label={m.helper_add()}
          chosen={null as number | null}
          choices={choices}
          pending={pending}
          onChoose={(id) => id !== null && void attempt(addHelper(ticket.number, id))}
          trigger={
            <Button
              size="small"
              tone="quiet"
              icon={<Plus aria-hidden className="size-4" />}
              className="-ml-2"
            >
              {m.helper_add()}
            </Button>
          }
        />
      )}
    </Fold>
  );
}
