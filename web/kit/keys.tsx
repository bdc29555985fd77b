// SPDX-License-Identifier: AGPL-3.0-or-later
const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const names: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  shift: isMac ? "⇧" : "Shift",
  Enter: "↵",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
};

/** Draws `g i` or `mod+Enter` as key caps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1 whitespace-nowrap">
      {keys.split(/[ +](?=.)/).map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded-chip border border-divider bg-surface px-1 text-center text-12 text-text-2"
        >
          {names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
