// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import { Plus, X } from "lucide-react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { linkWords } from "~/core/words";
import { Button, IconButton } from "~/kit/button";
import { Fold } from "~/kit/card";
import { removeLink } from "../api";
import { attempt } from "../changes";
import { showDialog } from "../header/open";
import { StateIcon } from "../state_icon";

export function Links({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  return (
    <Fold title={m.links()} count={ticket.links.length} open={ticket.links.length > 0}>
      <ul>
        {ticket.links.map((one) => (
          <li key={one.id} className="flex min-h-8 items-center gap-2 text-13">
            <StateIcon state={one.state} />
            <Link
              to="/tickets/$view/$number"
              params={{ view: "all", number: String(one.number) }}
              search={{}}
              title={one.subject}
              className="min-w-0 flex-1 py-1 hover:underline"
            >
              <span className="block text-12 text-text-3">
                {linkWords(one.kind)} #{one.number}
              </span>
              <span className="block truncate">{one.subject}</span>
            </Link>
            {mayWrite && (
              <IconButton
                small
                label={m.link_remove({ number: one.number })}
                onClick={() => void attempt(removeLink(ticket.number, one.id))}
              >
                <X aria-hidden className="size-3.5" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden className="size-4" />}
          className="-ml-2"
          onClick={() => showDialog("link")}
        >
          {m.link_add()}
        </Button>
      )}
    </Fold>
  );
}
