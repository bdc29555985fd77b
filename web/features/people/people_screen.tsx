// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Contact, Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { Person } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Avatar } from "~/kit/avatar";
import { Button } from "~/kit/button";
import { Input } from "~/kit/field";
import { Page } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { peopleList } from "./api";
import { PersonDialog } from "./person_dialog";

export function PeopleScreen() {
  const [words, setWords] = useState("");
  const [creating, setCreating] = useState(false);
  const q = useDeferredValue(words.trim());
  const people = useInfiniteQuery(peopleList(q ? { q } : {}));
  const mayWrite = useMay("person:write");
  const navigate = useNavigate();
  const rows = people.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      wide
      title={m.people()}
      subtitle={m.people_text()}
      actions={
        mayWrite && (
          <Button
            tone="primary"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setCreating(true)}
          >
            {m.person_new()}
          </Button>
        )
      }
    >
      <Input
        type="search"
        aria-label={m.people_find()}
        placeholder={m.people_find()}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className="mb-4 two:!w-80"
      />
      {people.isError && !rows ? (
        <Failed fault={people.error} onRetry={() => void people.refetch()} />
      ) : !rows ? (
        <SkeletonLines />
      ) : rows.length === 0 ? (
        <Empty icon={<Contact />} title={q ? m.nothing_found() : m.people_none_title()}>
          {q ? "" : m.people_none_text()}
        </Empty>
      ) : (
        <ul className="rounded-card border border-divider">
          {rows.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      )}
      {people.hasNextPage && (
        <div className="mt-3 text-center">
          <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {m.more()}
          </Button>
        </div>
      )}
      {creating && (
        <PersonDialog
          onClose={() => setCreating(false)}
          onDone={(person) =>
            void navigate({ to: "/people/$id", params: { id: String(person.id) } })
          }
        />
      )}
    </Page>
  );
}

export function PersonRow({ person }: { person: Person }) {
  const address =
    person.addresses.find((one) => one.is_primary)?.address ?? person.addresses[0]?.address ?? "";
  return (
    <li className="border-b border-divider last:border-b-0">
      <Link
        to="/people/$id"
        params={{ id: String(person.id) }}
        className="flex min-h-14 items-center gap-3 px-4 py-2 outline-offset-[-2px] hover:bg-surface"
      >
        <Avatar name={person.name || address} size={32} />
        <span className="min-w-0 flex-1">
          <span title={person.name} className="block truncate text-14 font-medium">
            {person.name || address}
          </span>
          <span title={address} className="block truncate text-12 text-text-3">
            {address}
          </span>
        </span>
        {person.organisation && (
          <span
            title={person.organisation.name}
            className="w-48 truncate text-13 text-text-2 max-two:hidden"
          >
            {person.organisation.name}
          </span>
        )}
      </Link>
    </li>
  );
}
