// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Extensions } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import Placeholder from "@tiptap/extension-placeholder";
import { Markdown } from "@tiptap/markdown";
import StarterKit from "@tiptap/starter-kit";

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
];

/** Marks that people only write when they mean Markdown: a lone asterisk is not one of them. */
export const looksLikeMarkdown = (text: string): boolean =>
  /^(#{1,3} |\s*[-*+] \S|\s*\d+\. \S|> |```)/m.test(text) ||
  /\*\*\S[^*]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\s]+\)/.test(text);
