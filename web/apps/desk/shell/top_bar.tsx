// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { Menu as MenuIcon, Plus } from "lucide-react";
import { lazy, Suspense } from "react";
import { useLive } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { useMay, useMe } from "~/core/session";
import { Avatar } from "~/kit/avatar";
import { Button, IconButton } from "~/kit/button";
import { Mark } from "~/kit/mark";
import { Search } from "./search";

const PersonMenu = lazy(() => import("./person_menu"));

type BarProps = { onCreate: () => void; onMenu: () => void; onShortcuts: () => void };

export function TopBar({ onCreate, onMenu, onShortcuts }: BarProps) {
  const mayCreate = useMay("ticket:create");
  const me = useMe();
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: at the top of the page it is the banner landmark.
    <header
      aria-label={m.region_global()}
      className="flex h-bar shrink-0 items-center gap-2 border-b border-divider bg-surface px-2 two:gap-3 two:px-3"
    >
      <div className="flex items-center gap-1 three:w-46">
        <IconButton label={m.region_views()} onClick={onMenu} className="three:hidden">
          <MenuIcon aria-hidden className="size-4" />
        </IconButton>
        <Link
          to="/tickets/$view"
          params={{ view: "inbox" }}
          search={{}}
          className="flex h-8 items-center gap-2 rounded-control px-1 text-15 font-semibold max-two:hidden"
        >
          <Mark />
          {m.app_name()}
        </Link>
      </div>
      <Search />
      <span className="flex-1 max-two:hidden" />
      <LiveMark />
      {mayCreate && (
        <Button
          tone="primary"
          onClick={onCreate}
          icon={<Plus aria-hidden className="size-4" />}
          className="max-two:hidden"
        >
          {m.new_ticket_short()}
        </Button>
      )}
      <Suspense fallback={<Avatar name={me.name} size={32} className="max-two:mx-1" />}>
        <PersonMenu onShortcuts={onShortcuts} />
      </Suspense>
    </header>
  );
}

function LiveMark() {
  const status = useLive((state) => state.status);
  const words = { live: m.live(), connecting: m.live_connecting(), offline: m.live_offline() }[
    status
  ];
  const hint = {
    live: m.live_hint(),
    connecting: m.live_connecting_hint(),
    offline: m.live_offline_hint(),
  }[status];
  return (
    <span
      role="status"
      title={hint}
      className={clsx(
        "flex items-center gap-1.5 text-12 whitespace-nowrap",
        status === "offline" ? "text-bad" : "text-text-3",
      )}
    >
      <span
        aria-hidden
        className={clsx(
          "size-2 rounded-full",
          { live: "bg-ok", connecting: "border border-warn", offline: "bg-bad" }[status],
        )}
      />
      <span className={clsx(status === "live" && "max-two:sr-only")}>{words}</span>
    </span>
  );
}
