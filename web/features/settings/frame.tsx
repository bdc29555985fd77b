// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, Navigate, Outlet, useLocation } from "@tanstack/react-router";
import clsx from "clsx";
import {
  DatabaseBackup,
  Eraser,
  FileWarning,
  FolderTree,
  Grid3x3,
  KeyRound,
  LayoutTemplate,
  ListChecks,
  type LucideIcon,
  Mail,
  MailX,
  ScrollText,
  ShieldBan,
  ShieldCheck,
  ShieldOff,
  SlidersHorizontal,
  UserCog,
  Users,
  Wrench,
} from "lucide-react";
import { m } from "~/core/messages/messages";
import { may, type Permission, useSession } from "~/core/session";
import { buttonClass } from "~/kit/button";
import { Empty } from "~/kit/states";

type Section = {
  to: string;
  title: () => string;
  Icon: LucideIcon;
  needs: Permission;
  /** Whoever may not manage all of these still has their own here. */
  own?: boolean;
};

const sections: Section[] = [
  { to: "/settings/desk", title: m.settings_desk, Icon: SlidersHorizontal, needs: "settings:read" },
  { to: "/settings/mailboxes", title: m.mailboxes, Icon: Mail, needs: "settings:read" },
  { to: "/settings/teams", title: m.teams, Icon: Users, needs: "agent:manage" },
  { to: "/settings/agents", title: m.agents, Icon: UserCog, needs: "agent:manage" },
  { to: "/settings/roles", title: m.roles, Icon: ShieldCheck, needs: "agent:manage" },
  { to: "/settings/priorities", title: m.priorities, Icon: Grid3x3, needs: "settings:read" },
  { to: "/settings/categories", title: m.categories, Icon: FolderTree, needs: "settings:read" },
  { to: "/settings/causes", title: m.causes, Icon: ListChecks, needs: "settings:read" },
  { to: "/settings/templates", title: m.templates, Icon: LayoutTemplate, needs: "settings:read" },
  { to: "/settings/tokens", title: m.tokens, Icon: KeyRound, needs: "token:manage", own: true },
  { to: "/settings/blocked", title: m.blocked_senders, Icon: ShieldBan, needs: "mail:review" },
  { to: "/settings/letters", title: m.letters, Icon: FileWarning, needs: "mail:review" },
  { to: "/settings/outgoing", title: m.outgoing, Icon: MailX, needs: "mail:review" },
  { to: "/settings/journal", title: m.journal, Icon: ScrollText, needs: "audit:read" },
  { to: "/settings/parked", title: m.parked, Icon: Wrench, needs: "operations:manage" },
  { to: "/settings/backups", title: m.backups, Icon: DatabaseBackup, needs: "operations:manage" },
  { to: "/settings/privacy", title: m.personal_data, Icon: Eraser, needs: "privacy:manage" },
];

const useSections = () => {
  const session = useSession();
  return sections.filter((one) => may(session, one.needs));
};

/** Whether the address is one of a section that is kept from this person. */
function useIsForbidden(): boolean {
  const session = useSession();
  const path = useLocation({ select: (place) => place.pathname });
  const section = sections.find((one) => `${path}/`.includes(`${one.to}/`));
  return section !== undefined && !section.own && !may(session, section.needs);
}

/** The settings side by side with their list; on a phone the list is a page of its own. */
export function SettingsFrame() {
  const shown = useSections();
  const isForbidden = useIsForbidden();
  const atIndex = useLocation({ select: (place) => /\/settings\/?$/.test(place.pathname) });
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <nav
        aria-label={m.settings()}
        className={clsx(
          "shrink-0 overflow-y-auto border-r border-divider p-2 max-two:w-full max-two:border-r-0 two:w-52",
          !atIndex && "max-two:hidden",
          shown.length === 0 && "hidden",
        )}
      >
        <h2 className="px-2 py-2 text-14 font-semibold">{m.settings()}</h2>
        {shown.map(({ to, title, Icon }) => (
          <Link
            key={to}
            to={to}
            activeProps={{ className: "bg-accent-soft !text-accent-text font-medium" }}
            className="flex h-9 items-center gap-2 rounded-control px-2 text-13 text-text-2 outline-offset-[-2px] hover:bg-sunken hover:text-text max-two:h-12 max-two:text-15"
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {title()}
          </Link>
        ))}
      </nav>
      <div className={clsx("flex min-h-0 min-w-0 flex-1", atIndex && "max-two:hidden")}>
        {isForbidden ? <Forbidden /> : <Outlet />}
      </div>
    </div>
  );
}

function Forbidden() {
  return (
    <div className="flex-1 overflow-y-auto">
      <Empty
        heading
        icon={<ShieldOff />}
        title={m.forbidden_title()}
        action={
          <Link
            to="/tickets/$view"
            params={{ view: "inbox" }}
            search={{}}
            className={buttonClass("primary")}
          >
            {m.back_to_inbox()}
          </Link>
        }
      >
        {m.forbidden_text()}
      </Empty>
    </div>
  );
}

/**
 * With room for both, the first section stands beside the list at once. Who has no section has
 * their own profile.
 */
export function SettingsIndex() {
  const [first] = useSections();
  if (!first) return <Navigate to="/me" replace />;
  if (!matchMedia("(min-width: 50rem)").matches) return null;
  return <Navigate to={first.to} replace />;
}
