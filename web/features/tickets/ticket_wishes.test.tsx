// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { commandsNow } from "~/core/commands/commands";
import {
  ticketIn,
  ticketOffers,
  useEarlyKeys,
  useTicketCommands,
  useTicketReady,
} from "./ticket_wishes";

const place = { pathname: "" };
vi.mock("@tanstack/react-router", () => ({ useRouter: () => ({ history: { location: place } }) }));

const notes: string[] = [];
const press = (id: string) =>
  commandsNow()
    .find((one) => one.id === id)
    ?.run();

function Ticket({ number }: { number: number }) {
  useTicketReady(number);
  useTicketCommands(number, [{ ...ticketOffers.note, run: () => notes.push(`note on ${number}`) }]);
  return null;
}

function Screen({ named, shown }: { named: number; shown: number | null }) {
  useEarlyKeys(named);
  return shown === null ? null : <Ticket key={shown} number={shown} />;
}

function desk(number: number, shown: number | null) {
  notes.length = 0;
  place.pathname = `/desk/tickets/inbox/${number}`;
  const { rerender } = render(<Screen named={number} shown={shown} />);
  return {
    address: (next: number) => {
      place.pathname = `/desk/tickets/inbox/${next}`;
    },
    arrive: (next: number) => rerender(<Screen named={next} shown={next} />),
  };
}

it("reads the ticket out of an address", () => {
  expect(ticketIn("/desk/tickets/inbox/12")).toBe(12);
  expect(ticketIn("/desk/tickets/inbox")).toBeNull();
  expect(ticketIn("/desk/people/12")).toBeNull();
});

it("keeps a key pressed before the ticket is there", () => {
  const { arrive } = desk(5, null);
  press("write.note");
  expect(notes).toEqual([]);
  arrive(5);
  expect(notes).toEqual(["note on 5"]);
});

it("does nothing to the ticket that is being left", () => {
  const { address, arrive } = desk(5, 5);
  address(6);
  press("write.note");
  expect(notes).toEqual([]);
  arrive(6);
  expect(notes).toEqual(["note on 6"]);
});

it("forgets the key when the reader went elsewhere", () => {
  const { address, arrive } = desk(5, null);
  press("write.note");
  address(7);
  arrive(7);
  address(5);
  arrive(5);
  expect(notes).toEqual([]);
});

it("acts at once on the ticket on screen", () => {
  desk(5, 5);
  press("write.note");
  expect(notes).toEqual(["note on 5"]);
});
