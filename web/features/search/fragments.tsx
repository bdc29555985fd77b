// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fragment } from "./api";

/** A text with what was looked for marked in it. */
export const Fragments = ({ of }: { of: Fragment[] }) => (
  <>
    {of.map((one, at) =>
      one.found ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never moved
        <mark key={at} className="bg-transparent font-semibold text-text">
          {one.text}
        </mark>
      ) : (
        one.text
      ),
    )}
  </>
);

export const plainText = (fragments: Fragment[]) => fragments.map((one) => one.text).join("");
