// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Building2, Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Button } from "~/kit/button";
import { Input } from "~/kit/field";
import { Page } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { organisationList } from "./api";
import { OrganisationDialog } from "./organisation_dialog";

export function OrganisationsScreen() {
  const [words, setWords] = useState("");
  const [creating, setCreating] = useState(false);
  const q = useDeferredValue(words.trim());
  const list = useInfiniteQuery(organisationList(q));
  const mayWrite = useMay("person:write", null);
  const navigate = useNavigate();
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      wide
      title={m.organisations()}
      subtitle={m.organisations_text()}
      actions={
        mayWrite && (
          <Button
            tone="primary"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setCreating(true)}
          >
            {m.organisation_new()}
          </Button>
        )
      }
    >
      <Input
        type="search"
        aria-label={m.organisations_find()}
        placeholder={m.organisations_find()}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className="mb-4 two:!w-80"
      />
      {list.isError && !rows ? (
        <Failed fault={list.error} onRetry={() => void list.refetch()} />
      ) : !rows ? (
        <SkeletonLines />
      ) : rows.length === 0 ? (
        <Empty icon={<Building2 />} title={q ? m.nothing_found() : m.organisations_none_title()}>
          {q ? "" : m.organisations_none_text()}
        </Empty>
      ) : (
        <ul className="rounded-card border border-divider">
          {rows.map((one) => (
            <li key={one.id} className="border-b border-divider last:border-b-0">
              <Link
                to="/organisations/$id"
                params={{ id: String(one.id) }}
                className="flex min-h-14 items-center gap-x-3 px-4 py-2 outline-offset-[-2px] hover:bg-surface max-slim:flex-wrap"
              >
                <span className="min-w-0 flex-1 max-slim:basis-full">
                  <span title={one.name} className="block truncate text-14 font-medium">
                    {one.name}
                  </span>
                  <span
                    title={one.domains.join(", ")}
                    className="block truncate text-12 text-text-3"
                  >
                    {one.domains.join(", ")}
                  </span>
                </span>
                <span className="text-13 text-text-2">
                  {m.people_count({ count: one.people_count })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="mt-3 text-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {m.more()}
          </Button>
        </div>
      )}
      {creating && (
        <OrganisationDialog
          onClose={() => setCreating(false)}
          onDone={(one) =>
            void navigate({ to: "/organisations/$id", params: { id: String(one.id) } })
          }
        />
      )}
    </Page>
  );
}
