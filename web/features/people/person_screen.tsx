// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Pencil, X } from "lucide-react";
import { useState } from "react";
import type { Person } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay, useSession } from "~/core/session";
import { allPermissions } from "~/features/access";
import { PersonalDataPanel } from "~/features/privacy";
import { attempt, TicketLines } from "~/features/tickets";
import { Button, IconButton } from "~/kit/button";
import { Row } from "~/kit/card";
import { Chip } from "~/kit/chip";
import { Field, FieldError, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Page, Panel, Rows } from "~/kit/page";
import { Failed, SkeletonLines } from "~/kit/states";
import { Time } from "~/kit/time";
import { addAddress, makePrimary, personQuery, removeAddress } from "./api";
import { PersonDialog } from "./person_dialog";

export function PersonScreen() {
  const { id = "" } = useParams({ strict: false });
  const person = useQuery(personQuery(Number(id)));
  if (person.isError && !person.data)
    return <Failed fault={person.error} onRetry={() => void person.refetch()} />;
  if (!person.data) return <SkeletonLines />;
  return <Loaded person={person.data} />;
}

/** As the server decides: agents are changed by who manages agents, their addresses by who may all. */
function useMayChange({ kind }: Person) {
  const customers = useMay("person:write");
  const sight = useMay("person:write", null);
  const agents = useMay("agent:manage", null);
  const { permissions } = useSession();
  if (kind === "customer") return { mayWrite: customers, mayAddress: sight };
  const mayAll = allPermissions.every((one) => permissions.includes(one));
  return { mayWrite: agents, mayAddress: mayAll };
}

function Loaded({ person }: { person: Person }) {
  const { mayWrite, mayAddress } = useMayChange(person);
  const { desk } = useSession();
  const [editing, setEditing] = useState(false);
  const mayHandOut = useMay("privacy:manage", null);
  return (
    <Page
      title={person.name || person.addresses[0]?.address}
      back={{ to: "/people", text: m.people() }}
      actions={
        mayWrite && (
          <Button icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
            {m.edit()}
          </Button>
        )
      }
    >
      <Panel>
        <dl className="px-4 py-2">
          <Row name={m.organisation()}>
            {person.organisation ? (
              <Link
                to="/organisations/$id"
                params={{ id: String(person.organisation.id) }}
                className="inline-block min-h-6 max-w-full py-0.5 wrap-anywhere text-accent underline underline-offset-2"
              >
                {person.organisation.name}
              </Link>
            ) : (
              m.none()
            )}
          </Row>
          <Row name={m.zone()}>{person.zone ?? m.as_the_desk({ value: desk.zone })}</Row>
          <Row name={m.known_since()}>
            <Time at={person.created_at} />
          </Row>
          {person.note && (
            <Row name={m.note()}>
              <span className="my-1 block rounded-control bg-note px-2 py-1 whitespace-pre-wrap text-note-text">
                {person.note}
              </span>
            </Row>
          )}
        </dl>
      </Panel>
      <Addresses person={person} mayWrite={mayAddress} />
      <Panel title={m.tickets()}>
        <div className="px-4 py-2">
          <TicketLines customer={person.id} emptyText={m.person_no_tickets()} />
        </div>
      </Panel>
      {mayHandOut && (
        <PersonalDataPanel
          id={person.id}
          name={person.name}
          mayErase={person.kind === "customer"}
        />
      )}
      {editing && <PersonDialog person={person} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Addresses({ person, mayWrite }: { person: Person; mayWrite: boolean }) {
  const form = useForm({ address: "" }, ({ address }) => addAddress(person.id, address.trim()));
  const submit = async () => {
    if (await form.submit()) form.reset({ address: "" });
  };
  return (
    <Panel title={m.addresses()} text={m.addresses_text()}>
      <Rows>
        {person.addresses.map((one) => (
          <li key={one.id} className="flex min-h-11 items-center gap-2 px-4 py-1 text-14">
            <span title={one.address} className="min-w-0 truncate">
              {one.address}
            </span>
            {one.is_primary && <Chip>{m.address_primary()}</Chip>}
            {one.undeliverable_at && <Chip tone="bad">{m.address_undeliverable()}</Chip>}
            <span className="flex-1" />
            {mayWrite && !one.is_primary && (
              <Button
                tone="quiet"
                size="small"
                aria-label={m.address_make_primary_named({ address: one.address })}
                onClick={() => void attempt(makePrimary(person.id, one.address))}
              >
                {m.address_make_primary()}
              </Button>
            )}
            {mayWrite && person.addresses.length > 1 && (
              <IconButton
                label={m.remove_named({ name: one.address })}
                onClick={() => void attempt(removeAddress(person.id, one.id))}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            )}
          </li>
        ))}
      </Rows>
      {mayWrite && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          className="flex items-end gap-2 border-t border-divider px-4 py-3"
        >
          <Field label={m.address_add()} error={form.error("address")} className="flex-1">
            {(tied) => (
              <Input
                {...tied}
                type="email"
                value={form.values.address}
                onChange={(event) => form.set("address", event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" busy={form.busy}>
            {m.add()}
          </Button>
        </form>
      )}
      <FieldError text={form.wholeError} />
    </Panel>
  );
}
