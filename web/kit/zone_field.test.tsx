// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { LetterLanguageField, ZoneField } from "./zone_field";

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

/** A field for a zone, as a form holds it; what it holds stands beside it. */
function Zone({ whenNone }: { whenNone?: string }) {
  const [zone, setZone] = useState<string | null>("UTC");
  return (
    <>
      <ZoneField value={zone} onChange={setZone} whenNone={whenNone} />
      <output>{JSON.stringify(zone)}</output>
    </>
  );
}
const held = () => JSON.parse(screen.getByRole("status").textContent ?? "");
const type = (text: string) =>
  fireEvent.change(screen.getByRole("combobox", { name: "Time zone" }), {
    target: { value: text },
  });

it("offers every zone to whoever types a part of its name", () => {
  const { container } = render(<Zone />);
  const list = container.querySelector<HTMLDataListElement>("datalist");
  expect(screen.getByRole("combobox").getAttribute("list")).toBe(list?.id);
  const offered = [...(list?.querySelectorAll("option") ?? [])].map(({ value }) => value);
  expect(offered).toContain("Europe/Vienna");
  expect(offered).toContain("UTC");
});

it("takes a zone as it is typed by hand", () => {
  render(<Zone />);
  type("europe/vienna");
  expect(held()).toBe("Europe/Vienna");
  type("america/new york");
  expect(held()).toBe("America/New_York");
  type("Vien");
  expect(held()).toBe("Vien");
});

it("is none only where somebody else's zone holds then", () => {
  const { unmount } = render(<Zone whenNone="As the desk (UTC)" />);
  type("");
  expect(held()).toBeNull();
  unmount();
  render(<Zone />);
  type("");
  expect(held()).toBe("");
});

it("takes the one zone of a city, and says of anything else that it is none, when it is left", () => {
  render(<Zone />);
  const leave = () => fireEvent.blur(screen.getByRole("combobox"));
  const said = () => screen.queryByRole("alert")?.textContent;
  type(" vienna");
  expect(held()).toBe(" vienna");
  leave();
  expect(held()).toBe("Europe/Vienna");
  expect(said()).toBeUndefined();
  type("Vien");
  leave();
  expect(held()).toBe("Vien");
  expect(said()).toContain("This is no time zone.");
  type("new york");
  expect(said()).toBeUndefined();
  fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter" });
  expect(held()).toBe("America/New_York");
});

it("knows a zone by its former and by its newer name", () => {
  render(<Zone />);
  for (const name of ["Europe/Kiev", "Europe/Kyiv", "UTC", ""]) {
    type(name);
    fireEvent.blur(screen.getByRole("combobox"));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(held()).toBe(name);
  }
});
