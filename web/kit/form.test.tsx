// SPDX-License-Identifier: AGPL-3.0-or-later
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { Refusal } from "~/api/problem";
import { useForm } from "./form";

const refusing = (pointer: string) =>
  renderHook(() =>
    useForm({ holidays: "" }, () =>
      Promise.reject(new Refusal({ status: 422, code: "invalid", pointer })),
    ),
  );

test("what is wrong inside a field is said at the field", async () => {
  const { result } = refusing("/holidays/1");
  await act(() => result.current.submit());
  expect(result.current.error("holidays")).toBeTruthy();
  expect(result.current.wholeError).toBeUndefined();
});

test("what no field knows is said of the whole", async () => {
  const { result } = refusing("/other");
  await act(() => result.current.submit());
  expect(result.current.error("holidays")).toBeUndefined();
  expect(result.current.wholeError).toBeTruthy();
});
