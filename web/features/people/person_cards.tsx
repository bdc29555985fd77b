// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, Copy } from "lucide-react";
import type { Person, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { clockIn, useNow, useReader } from "~/core/time";
import { TicketLines } from "~/features/tickets";
import { Avatar } from "~/kit/avatar";
import { IconButton } from "~/kit/button";
import { Fold } from "~/kit/card";
import { toast } from "~/kit/toast";
import { organisationQuery, personQuery } from "./api";

/** Who asks, for whom they work, and what else they asked. None of it holds up the ticket. */
export function PersonCards({ ticket }: { ticket: Ticket }) {
  const { customer } = ticket;
  const mayRead = useMay("person:read");
  const { data: person } = useQuery({ ...personQuery(customer.id), enabled: mayRead });
  const name = (
    <span className="line-clamp-3 wrap-anywhere">{customer.name || customer.email}</span>
  );
  return (
    <>
      <section className="border-b border-divider px-4 py-3">
        <div className="flex items-center gap-3">
          <Avatar name={customer.name || customer.email || ""} size={40} />
          <div className="min-w-0 flex-1">
            <h3 className="text-14 font-semibold">
              {mayRead ? (
                <Link
                  to="/people/$id"
                  params={{ id: String(customer.id) }}
                  title={customer.name}
                  className="flex min-h-6 items-center hover:underline"
                >
                  {name}
                </Link>
              ) : (
                name
              )}
            </h3>
            {person?.zone && <LocalTime theirs={person.zone} />}
          </div>
        </div>
        <Addresses email={customer.email ?? ""} person={person} />
        {person?.note && (
          <p className="mt-2 rounded-control bg-note px-2 py-1.5 text-13 whitespace-pre-wrap text-note-text">
            {person.note}
          </p>
        )}
      </section>
      {mayRead && customer.organisation && (
        <OrganisationCard id={customer.organisation.id} name={customer.organisation.name} />
      )}
      <Fold title={m.other_tickets()}>
        <TicketLines
          customer={customer.id}
          except={ticket.number}
          emptyText={m.other_tickets_none()}
        />
      </Fold>
    </>
  );
}

function LocalTime({ theirs }: { theirs: string }) {
  const now = useNow();
  const { language, zone } = useReader();
  const place = theirs.split("/").at(-1)?.replaceAll("_", " ") ?? theirs;
  const clock = clockIn(theirs, now, language);
  return (
    <p className="text-12 text-text-3">
      {theirs === zone ? m.local_same() : m.local_time({ clock, place })}
    </p>
  );
}

function Addresses({ email, person }: { email: string; person: Person | undefined }) {
  const addresses = person?.addresses ?? [{ id: 0, address: email, undeliverable_at: null }];
  const copy = async (address: string) => {
    await navigator.clipboard.writeText(address);
    toast(m.copied());
  };
  return (
    <ul className="mt-2">
      {addresses.map((one) => (
        <li key={one.id} className="flex min-h-7 items-center gap-1 text-13">
          <span title={one.address} className="min-w-0 truncate">
            {one.address}
          </span>
          {one.undeliverable_at && (
            <span title={m.address_undeliverable()} className="text-bad">
              <CircleAlert aria-hidden className="size-4" />
              <span className="sr-only">{m.address_undeliverable()}</span>
            </span>
          )}
          <IconButton small label={m.copy()} onClick={() => void copy(one.address)}>
            <Copy aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function OrganisationCard({ id, name }: { id: number; name: string }) {
  const { data: organisation } = useQuery(organisationQuery(id));
  return (
    <Fold title={m.organisation()}>
      <p className="text-13 font-medium wrap-anywhere">
        <Link
          to="/organisations/$id"
          params={{ id: String(id) }}
          className="inline-flex min-h-6 items-center hover:underline"
        >
          {name}
        </Link>
      </p>
      {organisation && (
        <>
          <p className="text-12 text-text-3">
            {[organisation.domains.join(", "), m.people_count({ count: organisation.people_count })]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {organisation.note && (
            <p className="mt-2 rounded-control bg-note px-2 py-1.5 text-13 whitespace-pre-wrap text-note-text">
              {organisation.note}
            </p>
          )}
        </>
      )}
    </Fold>
  );
}
