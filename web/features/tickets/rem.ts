// SPDX-License-Identifier: AGPL-3.0-or-later

/** How large the reader's text is, in pixels. */
export const rem = () =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
