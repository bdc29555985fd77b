// SPDX-License-Identifier: AGPL-3.0-or-later
import { Extension, type Extensions, InputRule } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import Placeholder from "@tiptap/extension-placeholder";
import { Markdown } from "@tiptap/markdown";
import StarterKit from "@tiptap/starter-kit";

/** `[words](address)` becomes a link at its last bracket, as all other Markdown does when typed. */
const TypedLink = Extension.create({
  name: "typedLink",
  addInputRules: () => [
    new InputRule({
      find: /(?<!!)\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s()]+)\)$/,
      handler: ({ state, range, match: [, words = "", href = ""] }) => {
        const link = state.schema.marks.link;
        if (!link) return;
        state.tr
          .replaceWith(range.from, range.to, state.schema.text(words, [link.create({ href })]))
          .removeStoredMark(link);
      },
    }),
  ],
});

export const extensions = (placeholder: () => string): Extensions => [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      HTMLAttributes: { rel: null, target: null },
    },
  }),
  Image.configure({ inline: false, allowBase64: false }),
  Placeholder.configure({ placeholder }),
  Markdown,
  TypedLink,
];

const structure = /^(#{1,3} |> |```|\s*[-*+] \S|\s*\d+\. \S)/;
const marks = /\*\*\S[^*]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+\)/;
// Signs that Markdown would swallow or take for something else: paths, names, tables, tags.
const fragile = /\\|\||<|(^|\W)_+\w|\*{3}|^\s*[*_-]{3,}\s*$|^( {4}|\t)(?!\s*([-*+]|\d+\.) )/m;

/** A list has several items, a numbered one counts from one: "23. November" is none. */
function areLists(lines: string[]): boolean {
  const items = lines.filter((line) => /^\s*([-*+]|\d+\.) \S/.test(line));
  const numbers = items.flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? []);
  if (items.length === 1) return false;
  return numbers.every((number, at) => Number(number) === at + 1);
}

/**
 * Whether a pasted text may be read as Markdown without losing or joining anything of it: a log, a
 * path or a table stays as it is. So no two lines of words stand together, for they would become one.
 */
export function isMarkdown(text: string): boolean {
  const lines = text.trimEnd().split(/\r?\n/);
  if (fragile.test(text) || !areLists(lines)) return false;
  if (text.includes("```")) return (text.match(/^```/gm)?.length ?? 0) % 2 === 0;
  const isWords = (line = "") => line.trim() !== "" && !structure.test(line);
  const touches = (at: number) =>
    isWords(lines[at]) && [lines[at - 1], lines[at + 1]].some((line) => line?.trim());
  if (lines.some((_, at) => touches(at))) return false;
  return lines.some((line) => structure.test(line)) || marks.test(text);
}
