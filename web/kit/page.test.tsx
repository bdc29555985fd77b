// SPDX-License-Identifier: AGPL-3.0-or-later
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Rows } from "./page";

const list = (names: string[]) => (
  <Rows>
    {names.map((name) => (
      <li key={name}>
        {name} <button type="button">Remove {name}</button>
      </li>
    ))}
  </Rows>
);
const focused = () => document.activeElement?.closest("li")?.textContent ?? "";

it("gives the focus of a row that goes to the row in its place", () => {
  const { rerender } = render(list(["Ada", "Ben", "Cem"]));
  screen.getByRole("button", { name: "Remove Ben" }).focus();
  rerender(list(["Ada", "Cem"]));
  expect(focused()).toContain("Cem");
  screen.getByRole("button", { name: "Remove Cem" }).focus();
  rerender(list(["Ada"]));
  expect(focused()).toContain("Ada");
});

it("takes no focus that was elsewhere", () => {
  const { rerender } = render(list(["Ada", "Ben"]));
  screen.getByRole("button", { name: "Remove Ben" }).focus();
  screen.getByRole("button", { name: "Remove Ben" }).blur();
  rerender(list(["Ada"]));
  expect(document.activeElement).toBe(document.body);
});
