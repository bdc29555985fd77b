// SPDX-License-Identifier: AGPL-3.0-or-later
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useCommands } from "~/core/commands/commands";
import { listenForShortcuts } from "~/core/commands/shortcuts";
import { followStream } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { queries } from "~/core/queries";
import { sessionQuery, useMay } from "~/core/session";
import { runNewestToast } from "~/kit/toast";
import { Banners } from "./banners";
import { BottomBar } from "./bottom_bar";
import { focusSearch } from "./search";
import { TopBar } from "./top_bar";
import { Views } from "./views";

const NewTicketDialog = lazy(() => import("~/features/conversations/start/new_ticket_dialog"));
const ShortcutSheet = lazy(() => import("./shortcut_sheet"));
const Palette = lazy(() => import("./palette"));

/** The frame of every screen behind the sign-in. */
export function Desk({ prepare }: { prepare: () => void }) {
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  const [menu, setMenu] = useState(false);
  const mayCreate = useMay("ticket:create");

  useEffect(listenForShortcuts, []);
  useEffect(prepare, [prepare]);
  useEffect(() => {
    // The session is what a screen behind the sign-in reads first.
    const readTo = queries.getQueryData(sessionQuery.queryKey)?.position ?? null;
    return followStream(queries, readTo, () => {
      void queries.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(() => router.invalidate());
    });
  }, [router]);
  useGlobalCommands({
    create: () => mayCreate && setCreating(true),
    showSheet: () => setSheet(true),
    showPalette: () => setPalette(true),
  });

  return (
    <div className="flex h-full flex-col">
      <SkipLink to="ticket-list">{m.skip_to_list()}</SkipLink>
      <SkipLink to="conversation">{m.skip_to_conversation()}</SkipLink>
      <TopBar
        onCreate={() => setCreating(true)}
        onMenu={() => setMenu(!menu)}
        onShortcuts={() => setSheet(true)}
      />
      <Banners />
      <div className="flex min-h-0 flex-1">
        <Views open={menu} onClose={() => setMenu(false)} />
        <main className="flex min-h-0 min-w-0 flex-1">
          <Outlet />
        </main>
      </div>
      <BottomBar onCreate={() => setCreating(true)} />
      <Suspense>
        {creating && <NewTicketDialog onClose={() => setCreating(false)} />}
        {palette && <Palette onClose={() => setPalette(false)} />}
        {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
      </Suspense>
    </div>
  );
}

/** For those who walk by Tab: past the bar and the views. */
const SkipLink = ({ to, children }: { to: string; children: string }) => (
  <a
    href={`#${to}`}
    onClick={(event) => {
      event.preventDefault();
      document.getElementById(to)?.querySelector<HTMLElement>("a, button, article")?.focus();
    }}
    className="sr-only focus:not-sr-only focus:fixed focus:top-1 focus:left-1 focus:z-60 focus:bg-bg focus:p-2"
  >
    {children}
  </a>
);

type GlobalActs = { create: () => void; showSheet: () => void; showPalette: () => void };

function useGlobalCommands({ create, showSheet, showPalette }: GlobalActs) {
  const navigate = useNavigate();
  const go = (view: string) =>
    void navigate({ to: "/tickets/$view", params: { view }, search: {} });
  useCommands([
    { id: "go.inbox", group: "go", title: m.view_inbox, keys: ["g i"], run: () => go("inbox") },
    {
      id: "go.unassigned",
      group: "go",
      title: m.view_unassigned,
      keys: ["g u"],
      run: () => go("unassigned"),
    },
    {
      id: "go.watching",
      group: "go",
      title: m.view_watching,
      keys: ["g v"],
      run: () => go("watching"),
    },
    { id: "go.open", group: "go", title: m.view_open, keys: ["g o"], run: () => go("open") },
    {
      id: "go.waiting",
      group: "go",
      title: m.view_waiting,
      keys: ["g w"],
      run: () => go("waiting"),
    },
    { id: "go.all", group: "go", title: m.view_all, keys: ["g a"], run: () => go("all") },
    {
      id: "go.people",
      group: "go",
      title: m.people,
      keys: ["g c"],
      run: () => void navigate({ to: "/people" }),
    },
    {
      id: "go.settings",
      group: "go",
      title: m.settings,
      keys: ["g s"],
      run: () => void navigate({ to: "/settings" }),
    },
    { id: "desk.create", group: "desk", title: m.new_ticket, keys: ["c"], run: create },
    { id: "desk.search", group: "desk", title: m.search, keys: ["/"], run: focusSearch },
    {
      id: "desk.palette",
      group: "desk",
      title: m.palette,
      keys: ["mod+k"],
      inFields: true,
      run: showPalette,
    },
    {
      id: "desk.undo",
      group: "desk",
      title: m.command_undo,
      keys: ["z"],
      run: () => void runNewestToast(),
    },
    { id: "desk.shortcuts", group: "desk", title: m.shortcuts, keys: ["?"], run: showSheet },
  ]);
}
