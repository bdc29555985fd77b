// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  Ellipsis,
  Eye,
  EyeOff,
  HandHelping,
  Link2,
  Scale,
  ShieldBan,
  Trash2,
  Unlink,
} from "lucide-react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay, useMe } from "~/core/session";
import { IconButton } from "~/kit/button";
import { Menu, MenuItem, MenuLine } from "~/kit/menu";
import { toast } from "~/kit/toast";
import { addHelper, removeHelper } from "../api";
import { attempt } from "../changes";
import { setWatched } from "../context/watchers";
import { showDialog } from "./open";

export function MoreMenu({ ticket }: { ticket: Ticket }) {
  const me = useMe();
  const mayErase = useMay("privacy:manage", null);
  const watches = ticket.watchers.some((one) => one.id === me.id);
  const helps = ticket.helpers.some((one) => one.id === me.id);
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${location.origin}/desk/tickets/all/${ticket.number}`);
    toast(m.copied());
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={m.ticket_more()}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {ticket.allowed.change && (
        <MenuItem
          icon={<HandHelping className="size-4" />}
          onSelect={() =>
            void attempt(
              helps ? removeHelper(ticket.number, me.id) : addHelper(ticket.number, me.id),
            )
          }
        >
          {helps ? m.help_stop() : m.help_join()}
        </MenuItem>
      )}
      <MenuItem
        icon={watches ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
        onSelect={() => void attempt(setWatched(ticket, me.id))}
      >
        {watches ? m.watch_stop() : m.watch()}
      </MenuItem>
      <MenuItem icon={<Link2 className="size-4" />} onSelect={() => showDialog("link")}>
        {m.link_add()}
      </MenuItem>
      <MenuItem icon={<Link2 className="size-4" />} onSelect={() => void copyLink()}>
        {m.ticket_copy_link()}
      </MenuItem>
      <MenuItem icon={<Unlink className="size-4" />} onSelect={() => showDialog("end_links")}>
        {m.end_links()}
      </MenuItem>
      {ticket.allowed.states.includes("cancelled") && (
        <>
          <MenuLine />
          <MenuItem
            danger
            icon={<ShieldBan className="size-4" />}
            onSelect={() => showDialog("spam")}
          >
            {m.spam_mark()}
          </MenuItem>
        </>
      )}
      {mayErase && (
        <>
          <MenuLine />
          <MenuItem icon={<Scale className="size-4" />} onSelect={() => showDialog("hold")}>
            {m.hold_ask()}
          </MenuItem>
          <MenuItem
            danger
            icon={<Trash2 className="size-4" />}
            onSelect={() => showDialog("delete")}
          >
            {m.ticket_delete()}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
