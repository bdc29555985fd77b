// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import clsx from "clsx";
import { Building2, Contact, type LucideIcon, PenLine, Settings } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { m } from "~/core/messages/messages";
import { useMay, useMe } from "~/core/session";
import { numberText, useReader } from "~/core/time";
import { teamsQuery } from "~/features/access";
import { countsQuery } from "~/features/tickets/api";
import { useDrafted } from "~/features/tickets/drafted";
import { countOf, teamView, type View, views } from "~/features/tickets/views";

/** The left column. Below 1200 px it lies over the list and is called by its button. */
export function Views({ open, onClose }: { open: boolean; onClose: () => void }) {
  useEffect(() => {
    if (!open) return;
    const press = (event: KeyboardEvent) => event.key === "Escape" && onClose();
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [open, onClose]);
  return (
    <>
      {open && (
        <button
          type="button"
          aria-label={m.close()}
          onClick={onClose}
          className="fixed inset-0 top-bar z-20 bg-scrim three:hidden"
        />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the click closes after a link inside was followed. */}
      <nav
        aria-label={m.region_views()}
        onClick={onClose}
        className={clsx(
          "flex w-52 shrink-0 flex-col gap-4 overflow-y-auto border-r border-divider bg-surface p-2 max-three:fixed max-three:inset-y-0 max-three:top-bar max-three:z-20 max-three:w-64",
          !open && "max-three:hidden",
        )}
      >
        <TicketViews />
        <Drafts />
        <Places />
      </nav>
    </>
  );
}

function TicketViews() {
  const { data: teams } = useQuery(teamsQuery);
  const [inbox, watching, ...rest] = views();
  return (
    <>
      <Section title={m.views_mine()}>
        {inbox && <ViewLink view={inbox} strong />}
        {watching && <ViewLink view={watching} />}
      </Section>
      <Section title={m.views_desk()}>
        {rest.map((view) => (
          <ViewLink key={view.id} view={view} strong={view.id === "unassigned"} />
        ))}
      </Section>
      {teams && teams.items.length > 0 && (
        <Section title={m.views_teams()}>
          {teams.items.map((team) => (
            <ViewLink key={team.id} view={teamView(team)} />
          ))}
        </Section>
      )}
    </>
  );
}

function ViewLink({ view, strong }: { view: View; strong?: boolean }) {
  const me = useMe();
  const { language } = useReader();
  const { data: counts } = useQuery(countsQuery);
  const count = counts ? countOf(view, counts.items, me.id) : null;
  return (
    <Item
      to="/tickets/$view"
      params={{ view: view.id }}
      search={{}}
      Icon={view.icon}
      activeOptions={{ includeSearch: false }}
    >
      <span title={view.title} className="min-w-0 flex-1 truncate">
        {view.title}
      </span>
      {count !== null && count > 0 && (
        <span
          className={clsx(
            "text-12 tabular-nums",
            strong ? "font-semibold text-text" : "text-text-3",
          )}
        >
          {numberText(count, language)}
        </span>
      )}
    </Item>
  );
}

function Drafts() {
  const drafted = useDrafted();
  if (drafted.size === 0) return null;
  return (
    <Section title={m.views_drafts()}>
      {[...drafted].slice(0, 6).map((number) => (
        <Item
          key={number}
          to="/tickets/$view/$number"
          params={{ view: "all", number: String(number) }}
          search={{}}
          Icon={PenLine}
        >
          <span className="flex-1 tabular-nums">#{number}</span>
        </Item>
      ))}
    </Section>
  );
}

function Places() {
  const maySettings = useMay("settings:read");
  const mayAgents = useMay("agent:manage");
  const mayPeople = useMay("person:read");
  return (
    <div className="mt-auto flex flex-col">
      {mayPeople && (
        <>
          <Item to="/people" Icon={Contact}>
            {m.people()}
          </Item>
          <Item to="/organisations" Icon={Building2}>
            {m.organisations()}
          </Item>
        </>
      )}
      {(maySettings || mayAgents) && (
        <Item to="/settings" Icon={Settings}>
          {m.settings()}
        </Item>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col">
      <h2 className="px-2 pb-1 text-12 font-medium text-text-3">{title}</h2>
      {children}
    </section>
  );
}

function Item({ Icon, children, ...link }: LinkProps & { Icon: LucideIcon; children: ReactNode }) {
  return (
    <Link
      {...link}
      className="flex h-8 items-center gap-2 rounded-control px-2 text-13 text-text-2 outline-offset-[-2px] hover:bg-sunken hover:text-text max-three:h-10"
      activeProps={{ className: "bg-accent-soft !text-accent-text font-medium" }}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </Link>
  );
}
