// SPDX-License-Identifier: AGPL-3.0-or-later
import { Eye, EyeOff, Plus, X } from "lucide-react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { useAgentChoices, useAgentsPending } from "~/features/access";
import { Avatar } from "~/kit/avatar";
import { Button, IconButton } from "~/kit/button";
import { Fold } from "~/kit/card";
import { Picker } from "~/kit/picker";
import { Time } from "~/kit/time";
import { addWatcher, removeWatcher } from "../api";
import { attempt } from "../changes";

/** Who has the ticket in their list "Watching"; they have no part in it. */
export function Watchers({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  const me = useMe();
  const watches = ticket.watchers.some((one) => one.id === me.id);
  return (
    <Fold title={m.watchers()} count={ticket.watchers.length} open={ticket.watchers.length > 0}>
      <ul>
        {ticket.watchers.map((one) => (
          <li key={one.id} className="flex min-h-8 items-center gap-2 text-13">
            <Avatar name={one.name} />
            <span className="min-w-0 flex-1 truncate" title={one.name}>
              {one.name}
            </span>
            <Time at={one.since} className="text-12 text-text-3" />
            {(mayWrite || one.id === me.id) && (
              <IconButton
                small
                label={m.remove_named({ name: one.name })}
                onClick={() => void attempt(removeWatcher(ticket.number, one.id))}
              >
                <X aria-hidden className="size-3.5" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1">
        <Button
          size="small"
          tone="quiet"
          icon={
            watches ? (
              <EyeOff aria-hidden className="size-4" />
            ) : (
              <Eye aria-hidden className="size-4" />
            )
          }
          className="-ml-2"
          onClick={() => void attempt(setWatched(ticket, me.id))}
        >
          {watches ? m.watch_stop() : m.watch()}
        </Button>
        {mayWrite && <AddWatcher ticket={ticket} />}
      </div>
    </Fold>
  );
}

/** Begins to watch, or stops. */
export const setWatched = (ticket: Ticket, me: number) =>
  ticket.watchers.some((one) => one.id === me)
    ? removeWatcher(ticket.number, me)
    : addWatcher(ticket.number, me);

function AddWatcher({ ticket }: { ticket: Ticket }) {
  const me = useMe();
  const taken = new Set([...ticket.watchers.map((one) => one.id), me.id]);
  const pending = useAgentsPending();
  const choices = useAgentChoices(false).filter(
    (one) => one.value !== null && !taken.has(one.value),
  );
  return (
    <Picker
      label={m.watcher_add()}
      chosen={null as number | null}
      choices={choices}
      pending={pending}
      onChoose={(id) => id !== null && void attempt(addWatcher(ticket.number, id))}
      trigger={
        <Button size="small" tone="quiet" icon={<Plus aria-hidden className="size-4" />}>
          {m.watcher_add()}
        </Button>
      }
    />
  );
}
