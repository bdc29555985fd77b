// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Entry } from "../../api/types.ts";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#22314f"/><rect x="80" y="60" width="480" height="240" rx="10" fill="#f7f8fa"/><rect x="104" y="88" width="260" height="18" fill="#b3261e"/><rect x="104" y="124" width="400" height="10" fill="#c3c9d6"/><rect x="104" y="146" width="360" height="10" fill="#c3c9d6"/><rect x="420" y="250" width="110" height="28" rx="6" fill="#1f5fd6"/></svg>`;

export const picture = () => new Response(svg, { headers: { "Content-Type": "image/svg+xml" } });

/** A letter's own page, with the policy the server gives it. */
export const letterPage = (entry: Entry) =>
  new Response(
    `<!doctype html><meta charset="utf-8"><style>body{font:0.9375rem/1.6 system-ui,sans-serif;margin:0;color:#14171f;overflow-wrap:anywhere}</style>${entry.body_html}`,
    {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy":
          "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
      },
    },
  );
