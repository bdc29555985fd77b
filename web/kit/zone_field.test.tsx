// SPDX-License-Identifier: AGPL-3.0-or-later
import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { LetterLanguageField } from "./zone_field";

const names = (group: HTMLElement) =>
  within(group)
    .getAllByRole<HTMLOptionElement>("option")
    .map(({ value }) => value);

it("tells the languages that Heed has words for from those that want templates", () => {
  render(<LetterLanguageField value="en" onChange={() => undefined} />);
  expect(names(screen.getByRole("group", { name: "Heed has words for" }))).toEqual(["en", "de"]);
  const others = names(screen.getByRole("group", { name: "With templates of your own" }));
  expect(others).toContain("fr");
  expect(others).not.toContain("de");
});

it("keeps a language that it does not offer", () => {
  render(<LetterLanguageField value="pt-BR" onChange={() => undefined} />);
  expect(screen.getByRole<HTMLSelectElement>("combobox").value).toBe("pt-BR");
});
