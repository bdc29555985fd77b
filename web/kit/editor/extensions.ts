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

/** Marks that people only write when they mean Markdown: a lone asterisk is not one of them. */
export const looksLikeMarkdown = (text: string): boolean =>
  /^(#{1,3} |\s*[-*+] \S|\s*\d+\. \S|> |```)/m.test(text) ||
  /\*\*\S[^*]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+\)/.test(text);
