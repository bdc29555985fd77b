// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, expect, it } from "vitest";
import { api, call } from "~/api/client";
import type { Ticket } from "~/api/types";
import { queries } from "~/core/queries";
import { desk } from "~/dev/test_setup";
import { keepTicket, ticketQuery } from "./api";
import { changeTicket, keepMine, useConflict } from "./changes";
import { countOf, views } from "./views";

const number = 10482;
const shown = () => queries.getQueryData(ticketQuery(number).queryKey) as Ticket;
const open = async () => keepTicket(await queries.fetchQuery(ticketQuery(number)));

beforeEach(() => {
  queries.clear();
  useConflict.setState({ conflict: null });
});

it("shows a change before the server has answered, and then what it answered", async () => {
  desk();
  const ticket = await open();
  const seen: string[] = [];
  const stop = queries
    .getQueryCache()
    .subscribe(() => seen.push(`${shown()?.owner?.id} in version ${shown()?.version}`));
  await changeTicket(ticket, { owner_id: 3 }, { owner: { id: 3, name: "Sam Whitfield" } });
  stop();
  expect(seen).toContain(`3 in version ${ticket.version}`);
  expect(shown()).toMatchObject({ owner: { id: 3 }, version: ticket.version + 1 });
});

it("takes the change back when it is refused", async () => {
  desk();
  const ticket = await open();
  await changeTicket(ticket, { owner_id: 999 }, { owner: { id: 999, name: "Nobody" } });
  expect(shown().owner).toEqual(ticket.owner);
});

it("asks which value holds when somebody else changed the same field", async () => {
  const mock = desk();
  const ticket = await open();
  mock.otherAgentChanges(number, { owner_id: 2 });
  await changeTicket(ticket, { owner_id: 3 }, { owner: { id: 3, name: "Sam Whitfield" } });
  const { conflict } = useConflict.getState();
  expect(conflict?.fields.owner_id).toMatchObject({ yours: 3, theirs: 2, by: "Lin Petersen" });
  expect(shown().owner).toEqual(ticket.owner);
  if (conflict) await keepMine(conflict);
  expect(shown().owner?.id).toBe(3);
});

it("counts a list as the list itself is filtered", async () => {
  desk();
  const { items } = await call(api.GET("/counts"));
  for (const view of views().filter((one) => one.counts)) {
    const all = await call(
      api.GET("/tickets", { params: { query: { ...view.query, limit: 200 } } }),
    );
    expect(countOf(view, items, 1), view.id).toBe(all.items.length);
  }
});
