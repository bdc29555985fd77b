// SPDX-License-Identifier: AGPL-3.0-or-later
import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { TicketRow } from "~/api/types";
import { freeze, useFrozen } from "./frozen";
import { neighbour } from "./list_keys";

const row = (number: number, subject = "") => ({ number, subject }) as TicketRow;
const rows = (...numbers: number[]) => numbers.map((number) => row(number));
const seen = (result: ReturnType<typeof freeze>) =>
  result.rows.map((one) => (one.gone ? -one.row.number : one.row.number));

it("keeps the order under the reader and counts what is new above", () => {
  const result = freeze(rows(3, 2, 1), rows(9, 1, 3, 2));
  expect(seen(result)).toEqual([3, 2, 1]);
  expect(result.fresh).toBe(1);
});

it("greys out what left, and adds below what was loaded", () => {
  expect(seen(freeze(rows(3, 2, 1), rows(3, 1, 0)))).toEqual([3, -2, 1, 0]);
});

it("shows the newest contents of the rows it holds", () => {
  expect(freeze([row(1, "old")], [row(1, "new")]).rows[0]?.row.subject).toBe("new");
});

it("starts anew for another list, and when the reader asks for it", () => {
  const { result, rerender } = renderHook(({ key, latest }) => useFrozen(key, latest, false), {
    initialProps: { key: "a", latest: rows(1) },
  });
  rerender({ key: "a", latest: rows(2, 1) });
  expect(result.current.fresh).toBe(1);
  act(() => result.current.adopt());
  expect(seen(result.current)).toEqual([2, 1]);
  rerender({ key: "b", latest: rows(7) });
  expect(seen(result.current)).toEqual([7]);
});

it("does not lose a row of a later page that jumps to the top", () => {
  const { result, rerender } = renderHook(({ latest }) => useFrozen("a", latest, false), {
    initialProps: { latest: rows(4, 3) },
  });
  rerender({ latest: rows(4, 3, 2, 1) });
  rerender({ latest: rows(1, 4, 3, 2) });
  expect(seen(result.current)).toEqual([4, 3, 2, 1]);
  expect(result.current.fresh).toBe(0);
});

it("lets an empty list fill by itself", () => {
  const { result, rerender } = renderHook(({ latest }) => useFrozen("a", latest, false), {
    initialProps: { latest: rows() },
  });
  rerender({ latest: rows(5) });
  expect(seen(result.current)).toEqual([5]);
});

it("walks through the list and stops at its ends", () => {
  const list = rows(3, 2, 1).map((one) => ({ row: one, gone: false }));
  expect(neighbour(list, null, 1)).toBe(3);
  expect(neighbour(list, 3, 1)).toBe(2);
  expect(neighbour(list, 1, 1)).toBeNull();
  expect(neighbour(list, 3, -1)).toBeNull();
});
