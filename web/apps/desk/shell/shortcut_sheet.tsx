// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMemo, useState } from "react";
import { type Command, type CommandGroup, commandsNow } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";
import { readingOffers, ticketOffers } from "~/features/tickets";
import { Dialog } from "~/kit/dialog";
import { Input } from "~/kit/field";
import { Keys } from "~/kit/keys";

const groups: { group: CommandGroup; title: () => string }[] = [
  { group: "list", title: m.group_list },
  { group: "ticket", title: m.group_ticket },
  { group: "writing", title: m.group_writing },
  { group: "go", title: m.group_go },
  { group: "desk", title: m.group_desk },
];

type Row = Pick<Command, "id" | "group" | "title" | "keys">;

const inTicket: Row[] = [...Object.values(ticketOffers), ...Object.values(readingOffers)];

/** Every key that does something on the screen as it is now, and those of a ticket without one. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState("");
  // Asked once: an open dialog takes the screen's own commands away.
  const commands = useMemo(commandsNow, []);
  const hasTicket = commands.some((one) => one.group === "ticket");
  const rows: Row[] = hasTicket ? commands : [...commands, ...inTicket];
  const found = rows.filter(
    (one) =>
      one.keys.length > 0 && one.title().toLocaleLowerCase().includes(words.toLocaleLowerCase()),
  );
  return (
    <Dialog open onClose={onClose} title={m.shortcuts()} width="wide">
      <Input
        aria-label={m.shortcuts_find()}
        placeholder={m.shortcuts_find()}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className="mb-4"
      />
      <div className="gap-8 two:columns-2">
        {groups.map(({ group, title }) => (
          <Group
            key={group}
            title={
              !hasTicket && inTicket.some((one) => one.group === group)
                ? m.group_in_ticket({ group: title() })
                : title()
            }
            commands={found.filter((one) => one.group === group)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="text-text-2">{m.nothing_found()}</p>}
    </Dialog>
  );
}

function Group({ title, commands }: { title: string; commands: Row[] }) {
  if (commands.length === 0) return null;
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-12 font-medium text-text-3">{title}</h3>
      <dl>
        {commands.map((command) => (
          <div
            key={command.id}
            className="flex min-h-8 items-center justify-between gap-4 border-b border-divider"
          >
            <dt className="text-13">{command.title()}</dt>
            <dd>{command.keys[0] && <Keys keys={command.keys[0]} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
