// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Entry } from "~/api/types";
import { Body } from "./body";

const shown = (letter_id: number | null) =>
  render(
    <Body
      entry={
        {
          id: 5,
          kind: "note",
          letter_id,
          has_html: true,
          body_html: "<b>Pay here</b>",
          body_text: "Pay here",
          reply_text: "Pay here",
          quoted: false,
          attachments: [],
        } as unknown as Entry
      }
    />,
  ).container;

it("shows a letter that is kept as a note in a frame, and our own notes without one", () => {
  expect(shown(7).querySelector("b")).toBeNull();
  expect(shown(null).querySelector("b")).not.toBeNull();
});

/** A letter whose text has a signature below, with its HTML in the frame. */
async function framed(html: string) {
  const entry = {
    id: 6,
    kind: "message_in",
    letter_id: 8,
    has_html: true,
    body_text: "Hi\n-- \nAda",
    reply_text: "Hi",
    quoted: true,
    from: { name: "Ada", email: "ada@acme.example" },
    attachments: [],
  } as unknown as Entry;
  const { container } = render(<Body entry={entry} />);
  await waitFor(() => expect(container.querySelector("iframe")).not.toBeNull());
  const frame = container.querySelector("iframe") as HTMLIFrameElement;
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = html;
  Object.defineProperty(frame, "contentDocument", { value: page });
  fireEvent.load(frame);
}

it("offers to unfold what is folded, and nothing where nothing is", async () => {
  await framed('<p>Hi</p><div class="moz-signature">Ada</div>');
  expect(screen.queryAllByRole("button")).toHaveLength(1);
  await framed("<p>Hi</p><p>Ada</p>");
  expect(screen.queryAllByRole("button")).toHaveLength(1); // still the first letter's alone
});
