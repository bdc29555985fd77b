// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { PlainText, RichText } from "./rich_text";

const drawn = (html: string) =>
  render(<RichText html={html} image={(src) => (src.startsWith("/api/") ? src : null)} />)
    .container;

it("draws what the editor makes", () => {
  expect(
    drawn("<p>Hello <strong>Ada</strong></p><ul><li>one</li></ul>").querySelector("li")
      ?.textContent,
  ).toBe("one");
});

it("draws nothing that could act", () => {
  const place = drawn(
    '<p onclick="x()">a<script>x()</script><iframe src="//e"></iframe><a href="javascript:x()">b</a><img src="https://e/p.gif"><style>p{}</style><svg onload="x()"></svg></p>',
  );
  expect(place.querySelector("script, iframe, style, img, svg, a, [onclick], [onload]")).toBeNull();
  expect(place.textContent).toBe("ab");
});

it("opens links outside, without telling where from", () => {
  const link = drawn('<a href="https://a.example/x">x</a>').querySelector("a");
  expect(link?.rel).toContain("noopener");
  expect(link?.target).toBe("_blank");
});

it("keeps the pictures of this desk", () => {
  expect(drawn('<img src="/api/v1/attachments/5">').querySelector("img")?.getAttribute("src")).toBe(
    "/api/v1/attachments/5",
  );
});

it("makes addresses in plain text followable and nothing else", () => {
  const { container } = render(
    <PlainText text={"See https://a.example/b?c=1. Or ada@acme.example <b>!"} />,
  );
  const links = [...container.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  expect(links).toEqual(["https://a.example/b?c=1", "mailto:ada@acme.example"]);
  expect(container.textContent).toContain("<b>!");
});
