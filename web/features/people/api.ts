// SPDX-License-Identifier: AGPL-3.0-or-later
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";

const next = (page: { next: string | null }) => page.next ?? undefined;

export type PeopleFilter = { q?: string; organisation_id?: number };

export const peopleList = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ["people", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/people", {
          params: {
            query: {
              kind: "customer",
              limit: 50,
              ...filter,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: next,
    placeholderData: (before) => before,
  });

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: ["people", id],
    queryFn: () => call(api.GET("/people/{id}", { params: { path: { id } } })),
  });

export const organisationList = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["organisations", "list", q],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/organisations", {
          params: {
            query: { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: next,
    placeholderData: (before) => before,
  });

export const organisationQuery = (id: number) =>
  queryOptions({
    queryKey: ["organisations", id],
    queryFn: () => call(api.GET("/organisations/{id}", { params: { path: { id } } })),
  });

export const organisationChoices = queryOptions({
  queryKey: ["organisations", "choices"],
  queryFn: () => call(api.GET("/organisations", { params: { query: { limit: 200 } } })),
});

const id = (value: number) => ({ params: { path: { id: value } } });
const then = async <Value>(request: Promise<Value>, ...keys: string[]) => {
  const value = await request;
  for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
  return value;
};

export const createPerson = (body: Schema<"CreatePerson">) =>
  then(call(api.POST("/people", { body })), "people");
export const changePerson = (person: number, body: Schema<"ChangePerson">) =>
  then(call(api.PATCH("/people/{id}", { ...id(person), body })), "people", "tickets", "ticket");
export const addAddress = (person: number, address: string) =>
  then(call(api.POST("/people/{id}/addresses", { ...id(person), body: { address } })), "people");
/** Letters go to the main address, and an agent signs in by it. */
export const makePrimary = (person: number, address: string) =>
  then(
    call(
      api.POST("/people/{id}/addresses", { ...id(person), body: { address, is_primary: true } }),
    ),
    "people",
  );
export const removeAddress = (person: number, address_id: number) =>
  then(
    call(
      api.DELETE("/people/{id}/addresses/{address_id}", {
        params: { path: { id: person, address_id } },
      }),
    ),
    "people",
  );
export const createOrganisation = (body: Schema<"CreateOrganisation">) =>
  then(call(api.POST("/organisations", { body })), "organisations");
export const changeOrganisation = (organisation: number, body: Schema<"ChangeOrganisation">) =>
  then(
    call(api.PATCH("/organisations/{id}", { ...id(organisation), body })),
    "organisations",
    "people",
  );
