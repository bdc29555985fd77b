// SPDX-License-Identifier: AGPL-3.0-or-later
import { MockRefusal } from "./answers.ts";

export type Body = Record<string, unknown>;
export type Handler = (
  ids: string[],
  body: Body,
  query: URLSearchParams,
) => unknown | Promise<unknown>;

let lastId = 500_000;
const freshId = () => lastId++;

export function fail(status: number, code: string, more: object = {}): never {
  throw new MockRefusal(status, code, more);
}
export const found = <Item>(item: Item | undefined): Item => item ?? fail(404, "not_found");
export const byId = <Item extends { id: number }>(items: Item[], id: unknown): Item =>
  found(items.find((one) => one.id === Number(id)));
export const pickNamed = (items: { id: number; name: string }[], id: unknown) => {
  const one = byId(items, id);
  return { id: one.id, name: one.name };
};
export const list =
  (items: () => unknown[]): Handler =>
  (_, __, query) => {
    const q = query.get("q")?.toLowerCase();
    const all = items().filter((one) => !q || JSON.stringify(one).toLowerCase().includes(q));
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 50);
    return {
      items: all.slice(from, from + limit),
      next: from + limit < all.length ? String(from + limit) : null,
    };
  };
export const add =
  (items: { id: number }[], fresh: (body: Body) => object): Handler =>
  (_, body) => {
    if (!body.name && !body.pattern)
      fail(422, "invalid", { errors: [{ code: "required", pointer: "/name", detail: "" }] });
    const one = { id: freshId(), version: 1, ...fresh(body), ...body };
    items.push(one);
    return one;
  };
export const change =
  (items: { id: number }[]): Handler =>
  (ids, body) =>
    Object.assign(byId(items, ids[0]), body);
export const remove =
  (items: { id: number }[]): Handler =>
  (ids) =>
    void items.splice(items.indexOf(byId(items, ids[0])), 1);
