// SPDX-License-Identifier: AGPL-3.0-or-later
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { useCommands } from "~/core/commands/commands";
import { ticketOffers } from "~/features/tickets";
import ShortcutSheet from "./shortcut_sheet";

function Ticket() {
  useCommands([{ ...ticketOffers.assign, run: () => undefined }]);
  return null;
}

it("tells the keys of a ticket before one is open, and that they need one", () => {
  render(<ShortcutSheet onClose={() => undefined} />);
  for (const title of ["Ticket – with a ticket open", "Writing – with a ticket open"])
    screen.getByRole("heading", { name: title });
  for (const { title } of Object.values(ticketOffers)) screen.getByText(title());
});

it("tells in a ticket what may be done to that one", () => {
  const { rerender } = render(<Ticket />);
  rerender(
    <>
      <Ticket />
      <ShortcutSheet onClose={() => undefined} />
    </>,
  );
  screen.getByRole("heading", { name: "Ticket" });
  screen.getByText(ticketOffers.assign.title());
  expect(screen.queryByText(ticketOffers.reply.title())).toBeNull();
});
