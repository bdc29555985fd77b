// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import { queries } from "~/core/queries";

export const requestsQuery = queryOptions({
  queryKey: ["privacy", "requests"],
  queryFn: () => call(api.GET("/privacy/requests")),
});

export const settingsQuery = queryOptions({
  queryKey: ["privacy", "settings"],
  queryFn: () => call(api.GET("/privacy/settings")),
});

export const erasureQuery = (id: number) =>
  queryOptions({
    queryKey: ["privacy", "erasure", id],
    queryFn: () => call(api.GET("/people/{id}/erasure", { params: { path: { id } } })),
  });

export const holdQuery = (number: number) =>
  queryOptions({
    queryKey: ["privacy", "hold", number],
    queryFn: () => call(api.GET("/tickets/{number}/legal_hold", { params: { path: { number } } })),
  });

const then = async <Value>(request: Promise<Value>, ...keys: string[]) => {
  const value = await request;
  for (const key of ["privacy", ...keys]) void queries.invalidateQueries({ queryKey: [key] });
  return value;
};

const at = (number: number) => ({ params: { path: { number } } });
const ask = (reason: string) => ({ body: { reason } });

export const erasePerson = (id: number, reason: string) =>
  then(
    call(api.POST("/people/{id}/erasure", { params: { path: { id } }, ...ask(reason) })),
    "people",
  );
/** The whole file: a page cannot follow a link that notes down who asked. */
export const exportPerson = (id: number, notes: boolean): Promise<Blob> =>
  call(
    api.POST("/people/{id}/data_export", {
      params: { path: { id } },
      body: { notes },
      parseAs: "blob",
    }),
  );
export const deleteTicket = (number: number, reason: string) =>
  then(
    call(api.POST("/tickets/{number}/deletion", { ...at(number), ...ask(reason) })),
    "tickets",
    "counts",
  );
export const holdTicket = (number: number, reason: string) =>
  then(call(api.PUT("/tickets/{number}/legal_hold", { ...at(number), ...ask(reason) })));
export const endHold = (number: number) =>
  then(call(api.DELETE("/tickets/{number}/legal_hold", at(number))), "ticket");
export const confirmRequest = (id: number) =>
  then(
    call(api.POST("/privacy/requests/{id}/confirmation", { params: { path: { id } } })),
    "tickets",
    "people",
  );
export const withdrawRequest = (id: number) =>
  then(call(api.DELETE("/privacy/requests/{id}", { params: { path: { id } } })));
export const saveSettings = (needs_two: boolean, expected_version: number) =>
  then(call(api.PUT("/privacy/settings", { body: { needs_two, expected_version } })));
