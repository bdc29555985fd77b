// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Dialog } from "./dialog";

const pressEscape = () =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });

function opened() {
  const onClose = vi.fn();
  render(
    <Dialog open onClose={onClose} title="Resolve" actions={<button type="submit">Resolve</button>}>
      <input aria-label="Subject" />
      <textarea aria-label="What solved it" />
    </Dialog>,
  );
  const write = (field: string, value: string) =>
    fireEvent.input(screen.getByLabelText(field), { target: { value } });
  return { onClose, write };
}

it("asks before it throws away what was written", () => {
  const { onClose, write } = opened();
  write("What solved it", "A new cable");
  pressEscape();
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toBe("Throw away what you wrote?");
  fireEvent.click(screen.getByText("Go on writing"));
  expect(screen.getByText("Resolve", { selector: "button" })).toBeTruthy();
  pressEscape();
  fireEvent.click(screen.getByText("Throw it away"));
  expect(onClose).toHaveBeenCalledOnce();
});

it("asks nothing where nothing would be lost", () => {
  const { onClose, write } = opened();
  write("Subject", "Cable");
  write("What solved it", "A new cable");
  write("What solved it", " ");
  pressEscape();
  expect(onClose).toHaveBeenCalledOnce();
});
