// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attachment } from "~/api/types";
import type { Draft } from "~/core/drafts";

type Kept = Pick<Draft, "html" | "attachments">;

/** The pictures of a text as files of their own; how large they are is not known here. */
function picturesOf(html: string): Attachment[] {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("img")].flatMap((picture) => {
    const url = picture.getAttribute("src") ?? "";
    const id = Number(/^\/api\/v1\/attachments\/(\d+)$/.exec(url)?.[1]);
    const filename = picture.getAttribute("alt") || "picture";
    if (!id) return [];
    return [
      { id, url, filename, content_type: "image/*", size: 0, content_id: null, inline: false },
    ];
  });
}

/** Formatting is given up: the pictures of the text go along as files. */
export function plainly({ html, attachments }: Kept): Partial<Draft> {
  const there = new Set(attachments.map((one) => one.id));
  const pictures = picturesOf(html).filter((one) => !there.has(one.id));
  return { plain: true, attachments: [...attachments, ...pictures] };
}

/** Formatting is back: what the text shows is no file besides. */
export function formatted({ html, attachments }: Kept): Partial<Draft> {
  const shown = new Set(picturesOf(html).map((one) => one.id));
  return { plain: false, attachments: attachments.filter((one) => !shown.has(one.id)) };
}
