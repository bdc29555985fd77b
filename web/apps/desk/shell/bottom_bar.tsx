// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, useParams } from "@tanstack/react-router";
import { Contact, Hand, Inbox, type LucideIcon, Plus, User } from "lucide-react";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";

const cell =
  "flex h-[max(2.5rem,56px)] min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-12 text-text-2 outline-offset-[-3px]";
const active = { className: "!text-accent font-medium" };

function Content({ Icon, children }: { Icon: LucideIcon; children: string }) {
  return (
    <>
      <Icon aria-hidden className="size-5" />
      <span title={children} className="max-w-full truncate max-slim:sr-only">
        {children}
      </span>
    </>
  );
}

/** On a phone, the ways one needs most, where the thumb is. It gives way to an open ticket. */
export function BottomBar({ onCreate }: { onCreate: () => void }) {
  const { number } = useParams({ strict: false });
  const mayCreate = useMay("ticket:create");
  const mayPeople = useMay("person:read");
  if (number) return null;
  return (
    <nav
      aria-label={m.region_bottom()}
      className="flex shrink-0 border-t border-divider bg-surface pb-[env(safe-area-inset-bottom)] two:hidden"
    >
      <Link
        to="/tickets/$view"
        params={{ view: "inbox" }}
        search={{}}
        className={cell}
        activeProps={active}
      >
        <Content Icon={Inbox}>{m.view_inbox()}</Content>
      </Link>
      <Link
        to="/tickets/$view"
        params={{ view: "unassigned" }}
        search={{}}
        className={cell}
        activeProps={active}
      >
        <Content Icon={Hand}>{m.view_unassigned()}</Content>
      </Link>
      {mayCreate && (
        <button type="button" onClick={onCreate} className={cell}>
          <Content Icon={Plus}>{m.new_ticket_short()}</Content>
        </button>
      )}
      {mayPeople && (
        <Link to="/people" className={cell} activeProps={active}>
          <Content Icon={Contact}>{m.people()}</Content>
        </Link>
      )}
      <Link to="/me" className={cell} activeProps={active}>
        <Content Icon={User}>{m.me_short()}</Content>
      </Link>
    </nav>
  );
}
