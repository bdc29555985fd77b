// SPDX-License-Identifier: AGPL-3.0-or-later
import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type {
  ChangeTicket,
  HistoryItem,
  NewTicket,
  Schema,
  Ticket,
  TicketList,
  TicketRow,
  TicketView,
} from "~/api/types";
import { queries } from "~/core/queries";
import { type ListQuery, type Sort, sorts } from "./views";

export type ListFilter = ListQuery & {
  q?: string;
  sort: Sort;
  customer?: number;
  organisation?: number;
};

export const ticketList = ({ sort, ...filter }: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ["tickets", { ...filter, sort }],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/tickets", {
          params: {
            query: {
              ...filter,
              ...sorts[sort].query,
              limit: 50,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const ticketQuery = (number: number) =>
  queryOptions({
    queryKey: ["ticket", number],
    queryFn: async ({ signal }) => {
      const ticket = await call(
        api.GET("/tickets/{number}", { params: { path: { number } }, signal }),
      );
      return ticket as Ticket; // whoever works in the desk is staff and sees all of it
    },
  });

export const earlierEntries = (number: number, cursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ["earlier", number, cursor],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/tickets/{number}/entries", {
          params: { path: { number }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: cursor ?? "",
    getNextPageParam: (page) => page.earlier ?? undefined,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const countsQuery = queryOptions({
  queryKey: ["counts"],
  queryFn: () => call(api.GET("/counts")),
});

export const historyQuery = (number: number) =>
  infiniteQueryOptions({
    queryKey: ["history", number],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/tickets/{number}/history", {
          params: {
            path: { number },
            query: { limit: 200, ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The changes read so far, in the order in which they happened; pages come newest first. */
export const inOrder = (pages: { items: HistoryItem[] }[] = []): HistoryItem[] =>
  pages.flatMap((page) => page.items).toSorted((left, right) => left.position - right.position);

export const causesQuery = queryOptions({
  queryKey: ["cause_codes"],
  queryFn: () => call(api.GET("/cause_codes")),
});

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: () => call(api.GET("/categories")),
});

/** Puts what the server answered where every list and pane reads it. */
export function keepTicket(ticket: Ticket): Ticket {
  queries.setQueryData(ticketQuery(ticket.number).queryKey, ticket);
  keepRow(ticket.number, ticket);
  return ticket;
}

type Pages = InfiniteData<TicketList, string>;

/** Changes a row in place, in all lists that show it; lists never lose or gain rows by it. */
export function keepRow(number: number, change: Partial<TicketRow>) {
  queries.setQueriesData<Pages>({ queryKey: ["tickets"] }, (pages) =>
    pages?.pages?.some((page) => page.items.some((row) => row.number === number))
      ? {
          ...pages,
          pages: pages.pages.map((page) => ({
            ...page,
            items: page.items.map((row) =>
              row.number === number ? { ...row, ...rowFields(row, change) } : row,
            ),
          })),
        }
      : pages,
  );
}

/** The row of a ticket as a list holds it. */
export function rowOf(number: number): TicketRow | undefined {
  for (const [, pages] of queries.getQueriesData<Pages>({ queryKey: ["tickets"] })) {
    const row = pages?.pages.flatMap((page) => page.items).find((one) => one.number === number);
    if (row) return row;
  }
}

/** Only what a row holds: a ticket brings its whole conversation along. */
function rowFields(row: TicketRow, change: Partial<TicketRow>): Partial<TicketRow> {
  return Object.fromEntries(Object.entries(change).filter(([name]) => name in row));
}

export const listsChanged = () => {
  void queries.invalidateQueries({ queryKey: ["tickets"] });
  void queries.invalidateQueries({ queryKey: ["counts"] });
};

const at = (number: number) => ({ params: { path: { number } } });
const changed = (number: number) => {
  listsChanged();
  void queries.invalidateQueries({ queryKey: ["history", number] });
};
const kept = async (request: Promise<Ticket>) => {
  const ticket = keepTicket(await request);
  changed(ticket.number);
  return ticket;
};

/** A change of fields answers without the conversation, which stays as it is held here. */
const keptView = async (request: Promise<TicketView>) => {
  const view = await request;
  queries.setQueryData(ticketQuery(view.number).queryKey, (held) => held && { ...held, ...view });
  keepRow(view.number, view);
  changed(view.number);
  return view;
};

export const createTicket = (body: NewTicket) => kept(call(api.POST("/tickets", { body })));
export const patchTicket = (number: number, body: ChangeTicket) =>
  keptView(call(api.PATCH("/tickets/{number}", { ...at(number), body })));
export const resolveTicket = (number: number, body: Schema<"ResolveTicket">) =>
  keptView(call(api.POST("/tickets/{number}/resolution", { ...at(number), body })));
export const waitOnTicket = (number: number, body: Schema<"WaitBody">) =>
  keptView(call(api.POST("/tickets/{number}/waiting", { ...at(number), body })));
export const cancelTicket = (number: number, body: Schema<"CancelBody">) =>
  keptView(call(api.POST("/tickets/{number}/cancellation", { ...at(number), body })));
export const closeTicket = (number: number) =>
  keptView(call(api.POST("/tickets/{number}/closure", at(number))));

/** Takes back whatever ended or paused the ticket. */
export function reopenTicket(ticket: Pick<Ticket, "number" | "state">) {
  const place = at(ticket.number);
  if (ticket.state === "waiting")
    return keptView(call(api.DELETE("/tickets/{number}/waiting", place)));
  if (ticket.state === "cancelled")
    return keptView(call(api.DELETE("/tickets/{number}/cancellation", place)));
  return keptView(call(api.DELETE("/tickets/{number}/resolution", place)));
}

export const markRead = (number: number, entry: number) =>
  call(api.PUT("/tickets/{number}/read", { ...at(number), body: { entry_id: entry } }));

export const addTag = (number: number, tag: string) =>
  keptView(call(api.PUT("/tickets/{number}/tags/{tag}", { params: { path: { number, tag } } })));
export const removeTag = (number: number, tag: string) =>
  keptView(call(api.DELETE("/tickets/{number}/tags/{tag}", { params: { path: { number, tag } } })));
export const addHelper = (number: number, person: number) =>
  keptView(
    call(api.PUT("/tickets/{number}/helpers/{person}", { params: { path: { number, person } } })),
  );
export const removeHelper = (number: number, person: number) =>
  keptView(
    call(
      api.DELETE("/tickets/{number}/helpers/{person}", { params: { path: { number, person } } }),
    ),
  );
export const addWatcher = (number: number, person: number) =>
  keptView(
    call(api.PUT("/tickets/{number}/watchers/{person}", { params: { path: { number, person } } })),
  );
export const removeWatcher = (number: number, person: number) =>
  keptView(
    call(
      api.DELETE("/tickets/{number}/watchers/{person}", { params: { path: { number, person } } }),
    ),
  );
export const endRequestLinks = (number: number) =>
  keptView(call(api.DELETE("/tickets/{number}/request_links", at(number))));
export const addLink = (number: number, body: Schema<"LinkTickets">) =>
  keptView(call(api.POST("/tickets/{number}/links", { ...at(number), body })));
/** A new ticket of the same customer that goes on where a closed one ended. */
export async function openFollowUp(
  closed: Pick<Ticket, "number" | "subject" | "kind" | "channel" | "customer">,
) {
  const { subject, kind, channel, customer } = closed;
  const fresh = await createTicket({ subject, kind, channel, customer: { id: customer.id } });
  return addLink(fresh.number, { kind: "follow_up_of", number: closed.number });
}
export const removeLink = (number: number, link: number) =>
  keptView(
    call(api.DELETE("/tickets/{number}/links/{link}", { params: { path: { number, link } } })),
  );
export const discardHeld = (entry: number) =>
  kept(call(api.DELETE("/entries/{entry}", { params: { path: { entry } } })));

export const reverseJudgement = (entry: number, judgement: number) =>
  kept(
    call(
      api.POST("/entries/{entry}/judgements/{judgement}/reversal", {
        params: { path: { entry, judgement } },
      }),
    ),
  );
