// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
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
