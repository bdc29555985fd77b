// SPDX-License-Identifier: AGPL-3.0-or-later
import { Eye, PenLine } from "lucide-react";
import { useLive } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { Avatar } from "~/kit/avatar";

const nobody: never[] = [];

/** Who else has this ticket before them, and who is already writing. */
export function PresenceFaces({ number }: { number: number }) {
  const me = useMe();
  const people = useLive((state) => state.presence[number] ?? nobody).filter(
    (one) => one.person_id !== me.id,
  );
  if (people.length === 0) return null;
  return (
    <ul aria-label={m.presence()} className="flex shrink-0 items-center gap-1 py-1">
      {people.slice(0, 4).map((one) => {
        const writes = one.doing === "writing";
        const words = writes
          ? m.presence_writing({ name: one.name })
          : m.presence_viewing({ name: one.name });
        const Icon = writes ? PenLine : Eye;
        return (
          <li key={one.person_id} title={words} className="relative">
            <Avatar name={one.name} size={24} />
            <span className="absolute -right-1 -bottom-1 flex size-3.5 items-center justify-center rounded-full border border-divider bg-bg">
              <Icon
                aria-hidden
                className={writes ? "size-2.5 text-warn" : "size-2.5 text-text-2"}
              />
            </span>
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
      {people.length > 4 && <li className="text-12 text-text-3">+{people.length - 4}</li>}
    </ul>
  );
}
