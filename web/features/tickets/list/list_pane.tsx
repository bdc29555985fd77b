// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { numberText, useReader } from "~/core/time";
import { useTitle } from "~/core/title";
import { IconButton } from "~/kit/button";
import { countsQuery, ticketList } from "../api";
import { countOf, type Sort, type View } from "../views";
import { canNarrow, type Narrowed, queryOf, sumOf } from "./filter";
import { filterOf, shownOf, TicketList } from "./ticket_list";

const FilterRow = lazy(() => import("./filter_row"));
const SortMenu = lazy(() => import("./sort_menu"));

type PaneProps = {
  view: View;
  narrowed: Narrowed;
  q: string;
  sort: Sort;
  selected: number | null;
};
type HeadProps = Omit<PaneProps, "selected">;

export function ListPane(props: PaneProps) {
  const { view, narrowed, q, sort } = props;
  return (
    <section
      aria-label={m.region_list()}
      id="ticket-list"
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <ListHead view={view} narrowed={narrowed} q={q} sort={sort} />
      {canNarrow(view) && (
        <Suspense
          fallback={
            <div className="h-11 border-b border-divider max-two:h-[calc(var(--spacing-touch-field)+0.75rem)]" />
          }
        >
          <FilterRow view={view} narrowed={narrowed} searching={q !== ""} />
        </Suspense>
      )}
      <TicketList {...props} />
    </section>
  );
}

const ListHead = memo(function ListHead({ view, narrowed, q, sort }: HeadProps) {
  const navigate = useNavigate();
  const me = useMe();
  const { language } = useReader();
  const { data: counts } = useQuery(countsQuery);
  useTitle(q ? m.search_results({ words: q }) : view.title);
  const exact = () =>
    canNarrow(view)
      ? sumOf(counts?.items ?? [], queryOf(view, narrowed), me.id)
      : countOf(view, counts?.items ?? [], me.id);
  const count = q || !counts ? null : exact();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-divider pr-2 pl-4">
      <h1 className="min-w-0 truncate text-14 font-semibold">
        {q ? m.search_results({ words: q }) : view.title}
      </h1>
      {q && (
        <IconButton
          label={m.search_clear()}
          small
          onClick={() =>
            void navigate({ to: "/tickets/$view", params: { view: view.id }, search: {} })
          }
        >
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
      <span className="flex-1 text-13 text-text-3 tabular-nums">
        {typeof count === "number" && numberText(count, language)}
        {q && <Found view={view} narrowed={narrowed} q={q} sort={sort} />}
      </span>
      <Suspense fallback={<span className="size-8" />}>
        <SortMenu sort={sort} searching={q !== ""} />
      </Suspense>
    </header>
  );
});

/** How many a search has found so far, with a plus where it goes on. The list below asks for them. */
function Found({ view, narrowed, q, sort }: HeadProps) {
  const { language } = useReader();
  const { data, hasNextPage } = useInfiniteQuery({
    ...ticketList(filterOf(view, narrowed, q, sort)),
    enabled: false,
  });
  if (!data) return null;
  const count = numberText(shownOf(view, data.pages).length, language);
  return hasNextPage ? m.search_found_more({ count }) : count;
}
