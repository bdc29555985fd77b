// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { pasted } from "./pasted";

it("keeps the cells of a table apart, a row in a line", () => {
  expect(
    pasted(
      "<table><tr><th>Article</th><th>Price</th></tr><tr><td>Cable</td><td><b>34,50</b></td></tr><tr><td><p>Two</p><p>lines</p></td><td>1</td></tr></table>",
    ),
  ).toBe("<p>Article | Price</p><p>Cable | <b>34,50</b></p><p>Two lines | 1</p>");
});

it("keeps what a table only lays out", () => {
  expect(pasted("<table><tr><td><p>Hello</p><ul><li>one</li></ul></td></tr></table>")).toBe(
    "<div><p>Hello</p><ul><li>one</li></ul></div>",
  );
  const nested = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>";
  expect(pasted(nested)).toBe("<div><p>a | b</p></div>");
});

it("reads bold as Google Docs means it", () => {
  expect(
    pasted(
      '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:400">plain</span> <span style="font-weight:700;font-style:italic">both</span></p></b>',
    ),
  ).toBe("<p><span>plain</span> <span><em><strong>both</strong></em></span></p>");
});

it("leaves no pictures that lie elsewhere", () => {
  expect(
    pasted(
      '<p><img src="https://x.example/a.png" alt="A plug"><img src="/api/v1/attachments/7" alt="ours"></p>',
    ),
  ).toBe('<p>A plug<img src="/api/v1/attachments/7" alt="ours"></p>');
});
