// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";

const tones = [
  "bg-accent-soft text-accent-text",
  "bg-ok-soft text-ok",
  "bg-warn-soft text-warn",
  "bg-info-soft text-info",
  "bg-promise-soft text-promise",
  "bg-bad-soft text-bad",
];

export function initials(name: string): string {
  const letters = name
    .split(/[\s@._-]+/)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined);
  const last = letters.length > 1 ? letters.at(-1) : "";
  return `${letters[0] ?? "?"}${last}`.toLocaleUpperCase();
}

function toneOf(name: string) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return tones[sum % tones.length];
}

const sizes = {
  20: "size-5 text-[0.5625rem]",
  24: "size-6 text-[0.625rem]",
  32: "size-8 text-12",
  40: "size-10 text-14",
};

/** A person's letters on a quiet colour that stays theirs. Decoration: the name stands beside it. */
export function Avatar({
  name,
  size = 24,
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  className?: string;
}) {
  return (
    // The letters are content of the style and no text, because the name itself stands beside them.
    <span
      aria-hidden
      data-letters={initials(name)}
      className={clsx(
        "inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none before:content-[attr(data-letters)]",
        toneOf(name),
        sizes[size],
        className,
      )}
    />
  );
}
