// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search as Glass, SearchX } from "lucide-react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { numberText, useReader } from "~/core/time";
import { Button } from "~/kit/button";
import { Page } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { type Tab, Tabs } from "~/kit/tabs";
import { type Kind, kinds, searchQuery } from "./api";
import { Result } from "./result";
import { Standing } from "./standing";

type Choice = Kind | "all";
const countedMost = 1000;

/** What the box at the top of the desk asks for, found in tickets, people and organisations. */
export function SearchScreen() {
  const { q = "", kind } = useSearch({ strict: false });
  const navigate = useNavigate();
  const wanted = kinds.find((one) => one === kind);
  const found = useInfiniteQuery(searchQuery(q, wanted));
  const items = found.data?.pages.flatMap((page) => page.items);
  const first = found.data?.pages[0];
  const tabs = useTabs(first?.counts);
  return (
    <Page wide title={q ? m.search_results({ words: q }) : m.search()}>
      {q && (
        <Tabs
          label={m.search_kinds()}
          tabs={tabs}
          chosen={wanted ?? "all"}
          controls="found"
          onChoose={(id) =>
            void navigate({
              to: "/search",
              search: { q, ...(id === "all" ? {} : { kind: id }) },
              replace: true,
            })
          }
        />
      )}
      <div id="found" role={q ? "tabpanel" : undefined} className="mt-3 flex flex-col gap-3">
        <Standing of={first?.standing} />
        {!q ? (
          <Empty icon={<Glass />} title={m.search_begin_title()}>
            {m.search_begin_text()}
          </Empty>
        ) : found.isError ? (
          <Failed fault={found.error} onRetry={() => void found.refetch()} />
        ) : !items ? (
          <SkeletonLines />
        ) : items.length === 0 ? (
          <Empty icon={<SearchX />} title={m.empty_search_title({ words: q })}>
            {m.empty_search_text()}
          </Empty>
        ) : (
          <ul
            aria-busy={found.isPlaceholderData}
            className="divide-y divide-divider overflow-hidden rounded-card border border-divider"
          >
            {items.map((one) => (
              <li
                key={one.kind + (one.ticket?.row.number ?? one.person?.id ?? one.organisation?.id)}
              >
                <Result found={one} />
              </li>
            ))}
          </ul>
        )}
        {found.hasNextPage && !found.isError && (
          <div className="text-center">
            <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {m.more()}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function useTabs(counts: Schema<"FoundCounts"> | null | undefined): Tab<Choice>[] {
  const { language } = useReader();
  const counted = (text: string, count: number | undefined) => {
    if (count === undefined) return text;
    const number = numberText(Math.min(count, countedMost), language);
    return `${text} ${count > countedMost ? m.search_found_more({ count: number }) : number}`;
  };
  return [
    { id: "all", text: m.search_all() },
    { id: "ticket", text: counted(m.search_tickets(), counts?.tickets) },
    { id: "person", text: counted(m.people(), counts?.people) },
    { id: "organisation", text: counted(m.organisations(), counts?.organisations) },
  ];
}
