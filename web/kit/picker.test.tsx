// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { type Choice, Picker } from "./picker";

const first: Choice<number>[] = [{ value: 1, text: "Me" }];
const all: Choice<number>[] = [...first, { value: 2, text: "Noor" }, { value: 3, text: "Sam" }];
const field = () => screen.getByRole("combobox");

function show(choices: Choice<number>[], pending: boolean, chosen = 2) {
  const onChoose = vi.fn();
  const draw = (now: Choice<number>[], waits: boolean) => (
    <Picker
      open
      label="Owner"
      trigger={<button type="button">x</button>}
      choices={now}
      pending={waits}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
  const { rerender } = render(draw(choices, pending));
  return { onChoose, arrive: (now: Choice<number>[]) => rerender(draw(now, false)) };
}

it("does not take the first of a few choices for what is chosen when Enter comes early", () => {
  const { onChoose, arrive } = show(first, true);
  fireEvent.keyDown(field(), { key: "Enter" });
  arrive(all);
  expect(onChoose).not.toHaveBeenCalled();
});

it("keeps what was typed and entered until the choices are there", () => {
  const { onChoose, arrive } = show(first, true);
  fireEvent.change(field(), { target: { value: "sam" } });
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(onChoose).not.toHaveBeenCalled();
  arrive(all);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(3);
});

it("walks from the present value and chooses by Enter", () => {
  const { onChoose } = show(all, false);
  fireEvent.keyDown(field(), { key: "ArrowDown" });
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(3);
});
