// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
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

let letters = 6;
/** A letter whose text has a signature or an old letter below, with its HTML in the frame to come. */
async function written(below: string) {
  const entry = {
    id: letters++,
    kind: "message_in",
    letter_id: 8,
    has_html: true,
    body_text: `Hi\n${below}`,
    reply_text: "Hi",
    quoted: true,
    from: { name: "Ada", email: "ada@acme.example" },
    attachments: [],
  } as unknown as Entry;
  const { container, unmount } = render(<Body entry={entry} />);
  await waitFor(() => expect(container.querySelector("iframe")).not.toBeNull());
  const load = (html: string) => {
    const frame = container.querySelector("iframe") as HTMLIFrameElement;
    const page = document.implementation.createHTMLDocument();
    page.body.innerHTML = html;
    Object.defineProperty(frame, "contentDocument", { value: page });
    fireEvent.load(frame);
  };
  const again = () => {
    unmount();
    render(<Body entry={entry} />);
  };
  return { load, again };
}
const buttons = () => screen.queryAllByRole("button").length;

it("offers to unfold what is folded, and nothing where nothing is", async () => {
  const marked = await written("-- \nAda");
  marked.load('<p>Hi</p><div class="moz-signature">Ada</div>');
  expect(buttons()).toBe(1);
  cleanup();
  const unmarked = await written("> Hello\n> there");
  unmarked.load("<p>Hi</p><p>Ada</p>");
  expect(buttons()).toBe(0);
});

it("offers nothing for a moment alone: a signature waits for the frame, an old letter does not", async () => {
  const signature = await written("-- \nAda");
  expect(buttons()).toBe(0);
  signature.load("<p>Hi</p><p>Ada</p>");
  expect(buttons()).toBe(0);
  cleanup();
  const old = await written("> Hello");
  expect(buttons()).toBe(1);
  old.load("<p>Hi</p><p>Hello</p>");
  old.again();
  expect(buttons()).toBe(0);
});
