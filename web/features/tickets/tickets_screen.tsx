// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Outlet, useParams } from "@tanstack/react-router";
import clsx from "clsx";
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useMemo } from "react";
import { Refusal } from "~/api/problem";
import { m } from "~/core/messages/messages";
import { setListWidth, usePreferences } from "~/core/preferences";
import { useMe } from "~/core/session";
import { teamsQuery } from "~/features/access";
import { Failed } from "~/kit/states";
import { useConflict } from "./changes";
import { readDrafted } from "./drafted";
import { narrowedIn } from "./list/filter";
import { ListPane } from "./list/list_pane";
import { rem } from "./rem";
import { useEarlyKeys } from "./ticket_wishes";
import { type Sort, viewOf } from "./views";

const ConflictDialog = lazy(() => import("./dialogs/conflict_dialog"));

const route = getRouteApi("/desk/tickets/$view");

/** List beside conversation; on a phone one of the two. */
export function TicketsScreen() {
  const { view: viewId } = route.useParams();
  const { q = "", sort = "changed_at" as Sort, state, team, owner } = route.useSearch();
  const { number } = useParams({ strict: false });
  const me = useMe();
  const teams = useQuery(teamsQuery);
  const width = usePreferences((state) => state.listWidth);
  const conflict = useConflict((state) => state.conflict);
  // The same objects while only the ticket changes, so that the head of the list is not drawn anew.
  const view = useMemo(() => viewOf(viewId, teams.data?.items ?? []), [viewId, teams.data]);
  const narrowed = useMemo(() => narrowedIn({ state, team, owner }), [state, team, owner]);
  useEffect(() => void readDrafted(me.id), [me.id]);
  useEarlyKeys(number ? Number(number) : null);

  if (!view)
    return teams.isPending ? null : (
      <Failed fault={new Refusal({ status: 404, code: "not_found" })} />
    );
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div
        style={{ "--list-width": `${width / 16}rem` } as React.CSSProperties}
        className={clsx(
          "flex min-h-0 min-w-0 flex-col two:w-(--list-width) two:max-w-[45vw] two:shrink-0 max-two:flex-1",
          number && "max-two:hidden",
        )}
      >
        <ListPane
          view={view}
          narrowed={narrowed}
          q={q}
          sort={sort}
          selected={number ? Number(number) : null}
        />
      </div>
      <Divider width={width} />
      <div className={clsx("flex min-h-0 min-w-0 flex-1 flex-col", !number && "max-two:hidden")}>
        <Outlet />
      </div>
      <Suspense>{conflict && <ConflictDialog conflict={conflict} />}</Suspense>
    </div>
  );
}

/** The line between list and conversation; it can be moved by hand and by arrow keys. */
function Divider({ width }: { width: number }) {
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    // The width is counted at the usual size of text and grows with the reader's own.
    const scale = rem() / 16;
    const from = event.clientX - width * scale;
    const line = event.currentTarget;
    line.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent) => setListWidth((next.clientX - from) / scale);
    line.addEventListener("pointermove", move);
    line.addEventListener(
      "lostpointercapture",
      () => line.removeEventListener("pointermove", move),
      { once: true },
    );
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    setListWidth(width + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that takes keys has no element of its own.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={m.list_width()}
      aria-valuenow={width}
      aria-valuemin={280}
      aria-valuemax={560}
      onPointerDown={grab}
      onKeyDown={press}
      className="relative w-px shrink-0 cursor-col-resize bg-divider before:absolute before:inset-y-0 before:-left-1 before:w-2 hover:bg-accent max-two:hidden"
    />
  );
}
