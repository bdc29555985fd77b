// SPDX-License-Identifier: AGPL-3.0-or-later
import { Fragment, type ResolvedPos, Slice } from "@tiptap/pm/model";

/** A pasted text as it is: empty lines part paragraphs, line ends stay line ends. */
export function literal(text: string, place: ResolvedPos): Slice {
  const { paragraph, hardBreak } = place.doc.type.schema.nodes;
  if (!paragraph || !hardBreak || place.parent.type.spec.code)
    return new Slice(Fragment.from(place.doc.type.schema.text(text)), 0, 0);
  const paragraphs = text
    .replaceAll("\r\n", "\n")
    .trimEnd()
    .split(/\n{2,}/)
    .map((part) => {
      const lines = part
        .split("\n")
        .map((line, at) => [
          ...(at > 0 ? [hardBreak.create()] : []),
          ...(line ? [place.doc.type.schema.text(line)] : []),
        ]);
      return paragraph.create(null, lines.flat());
    });
  return new Slice(Fragment.from(paragraphs), 1, 1);
}
