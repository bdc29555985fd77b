// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it } from "vitest";
import { queries } from "~/core/queries";
import { desk } from "~/dev/test_setup";
import { AddressLine } from "./recipients";

let addresses: string[] = [];
function Line({ start }: { start: string[] }) {
  const [held, setHeld] = useState(start);
  addresses = held;
  return (
    <QueryClientProvider client={queries}>
      <AddressLine label="To" addresses={held} onChange={setHeld} />
    </QueryClientProvider>
  );
}
const type = (text: string) =>
  fireEvent.change(screen.getByLabelText("To"), { target: { value: text } });
const press = (key: string) => fireEvent.keyDown(screen.getByLabelText("To"), { key });

beforeEach(() => {
  desk();
});

it("makes chips of addresses, each once, whatever stands between them", () => {
  render(<Line start={["ada@acme.example"]} />);
  type("Jun <jun@acme.example>; ADA@acme.example, li@acme.example");
  press("Enter");
  expect(addresses).toEqual(["ada@acme.example", "jun@acme.example", "li@acme.example"]);
});

it("keeps what is no address in the field and says so", () => {
  render(<Line start={[]} />);
  type("nobody, jun@acme.example");
  press(",");
  expect(addresses).toEqual(["jun@acme.example"]);
  expect((screen.getByLabelText("To") as HTMLInputElement).value).toBe("nobody");
  expect(screen.getByRole("alert").textContent).toContain("not an address");
});

it("takes the last one back with Backspace", () => {
  render(<Line start={["a@b.example", "c@d.example"]} />);
  press("Backspace");
  expect(addresses).toEqual(["a@b.example"]);
});
