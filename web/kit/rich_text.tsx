// SPDX-License-Identifier: AGPL-3.0-or-later
import { createElement, type ReactNode, useMemo } from "react";

const tags: Record<string, string> = {
  p: "my-2 first:mt-0 last:mb-0",
  br: "",
  strong: "font-semibold",
  b: "font-semibold",
  em: "italic",
  i: "italic",
  u: "underline",
  s: "line-through",
  code: "rounded-chip bg-sunken px-1 font-mono text-[0.9em]",
  pre: "my-2 overflow-x-auto rounded-control bg-sunken p-3 font-mono text-13",
  ul: "my-2 list-disc pl-5",
  ol: "my-2 list-decimal pl-5",
  li: "my-0.5",
  blockquote: "my-2 border-l-2 border-control pl-3 text-text-2",
  h1: "mt-3 mb-1 text-16 font-semibold",
  h2: "mt-3 mb-1 text-16 font-semibold",
  h3: "mt-3 mb-1 font-semibold",
  hr: "my-3 border-divider",
  div: "",
  span: "",
};
const empty = new Set(["br", "hr"]);

/**
 * What our own people wrote, drawn as part of the page. Only the elements the editor makes are
 * drawn; of any other element the text alone remains, so nothing here can act.
 */
export function RichText({
  html,
  image,
}: {
  html: string;
  image?: (src: string) => string | null;
}) {
  const drawn = useMemo(() => {
    const page = new DOMParser().parseFromString(html, "text/html");
    return [...page.body.childNodes].map((node, index) => draw(node, index, image));
  }, [html, image]);
  return <div className="text-15 wrap-anywhere">{drawn}</div>;
}

function draw(node: Node, key: number, image?: (src: string) => string | null): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (tag === "script" || tag === "style" || tag === "template") return null;
  const children = [...node.childNodes].map((child, index) => draw(child, index, image));
  if (tag === "img") {
    const src = image?.(node.getAttribute("src") ?? "");
    return src ? (
      <img
        key={key}
        src={src}
        alt={node.getAttribute("alt") ?? ""}
        className="my-2 max-h-96 max-w-full rounded-control"
      />
    ) : null;
  }
  if (tag === "a") {
    const href = node.getAttribute("href") ?? "";
    return /^(https?:|mailto:|tel:)/i.test(href) ? (
      <TextLink key={key} href={href}>
        {children}
      </TextLink>
    ) : (
      children
    );
  }
  const className = tags[tag];
  if (className === undefined) return children;
  if (empty.has(tag)) return createElement(tag, { key, className });
  return createElement(tag, { key, className: className || undefined }, ...children);
}

export const TextLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a
    href={href}
    title={href}
    target="_blank"
    rel="noopener noreferrer nofollow"
    className="text-accent underline underline-offset-2"
  >
    {children}
  </a>
);

const addresses = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

/** Plain text as it was written, with its addresses made to follow. */
export function PlainText({ text }: { text: string }) {
  const parts = useMemo(() => text.split(addresses), [text]);
  return (
    <div dir="auto" className="text-15 whitespace-pre-wrap wrap-anywhere">
      {parts.map((part, index) => {
        if (index % 2 === 0) return part;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
          <TextLink key={index} href={part.startsWith("http") ? part : `mailto:${part}`}>
            {part}
          </TextLink>
        );
      })}
    </div>
  );
}
