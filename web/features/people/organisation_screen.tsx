// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { Organisation } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { TicketLines } from "~/features/tickets";
import { Button } from "~/kit/button";
import { Page, Panel } from "~/kit/page";
import { Failed, Skeleton, SkeletonLines } from "~/kit/states";
import { organisationQuery, peopleList } from "./api";
import { OrganisationDialog } from "./organisation_dialog";
import { PersonRow } from "./people_screen";

export function OrganisationScreen() {
  const { id = "" } = useParams({ strict: false });
  const organisation = useQuery(organisationQuery(Number(id)));
  if (organisation.isError && !organisation.data)
    return <Failed fault={organisation.error} onRetry={() => void organisation.refetch()} />;
  if (!organisation.data) return <SkeletonLines />;
  return <Loaded organisation={organisation.data} />;
}

function Loaded({ organisation }: { organisation: Organisation }) {
  const mayWrite = useMay("person:write", null);
  const [editing, setEditing] = useState(false);
  const people = useInfiniteQuery(peopleList({ organisation_id: organisation.id }));
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={organisation.name}
      subtitle={organisation.domains.join(", ")}
      back={{ to: "/organisations", text: m.organisations() }}
      actions={
        mayWrite && (
          <Button icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
            {m.edit()}
          </Button>
        )
      }
    >
      {organisation.note && (
        <p className="mb-5 rounded-card bg-note px-4 py-3 text-14 whitespace-pre-wrap text-note-text">
          {organisation.note}
        </p>
      )}
      <Panel title={m.people()}>
        {people.isPending && <PeoplePending count={organisation.people_count} />}
        <ul>
          {rows.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
        {people.data && rows.length === 0 && (
          <p className="px-4 py-3 text-13 text-text-3">{m.organisation_no_people()}</p>
        )}
        {people.hasNextPage && (
          <Button
            tone="quiet"
            busy={people.isFetchingNextPage}
            onClick={() => void people.fetchNextPage()}
            className="m-2"
          >
            {m.more()}
          </Button>
        )}
      </Panel>
      <Panel title={m.tickets()}>
        <div className="px-4 py-2">
          <TicketLines organisation={organisation.id} emptyText={m.person_no_tickets()} />
        </div>
      </Panel>
      {editing && (
        <OrganisationDialog organisation={organisation} onClose={() => setEditing(false)} />
      )}
    </Page>
  );
}

/** Holds the place of the people who are coming, so that nothing below them jumps. */
const PeoplePending = ({ count }: { count: number }) => (
  <div aria-hidden>
    {[...Array(Math.min(count, 50)).keys()].map((place) => (
      <div
        key={place}
        className="flex h-14 items-center border-b border-divider px-4 last:border-b-0"
      >
        <Skeleton className="late h-4 w-1/2" />
      </div>
    ))}
  </div>
);
