// SPDX-License-Identifier: AGPL-3.0-or-later
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { type Problem, Refusal } from "~/api/problem";
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

test("where a colleague was faster the next press saves over their version", async () => {
  const replaced: (number | undefined)[] = [];
  const { result } = renderHook(() =>
    useForm(
      { name: "Help" },
      (_values, replaces) => {
        replaced.push(replaces);
        const refusal = {
          status: 409,
          code: "changed_meanwhile",
          version: 4,
          fields: { name: { yours: "Help", theirs: "Support" } },
        };
        return replaces === 3
          ? Promise.reject(new Refusal(refusal as unknown as Problem))
          : Promise.resolve();
      },
      { version: 3 },
    ),
  );
  await act(async () => expect(await result.current.submit()).toBe(false));
  expect(result.current.wholeError).toContain("“Support”");
  await act(async () => expect(await result.current.submit()).toBe(true));
  expect(replaced).toEqual([3, 4]);
});
