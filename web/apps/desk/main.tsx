// SPDX-License-Identifier: AGPL-3.0-or-later
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "~/kit/kit.css";
import { onSignedOut } from "~/api/client";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { router } from "./router";

// A session that ended elsewhere: keep what is on screen, ask who is there, then the router decides.
onSignedOut(() => {
  void queries.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(() => router.invalidate());
});

const root = document.getElementById("desk");
if (!root) throw new Error("the page has no place for the desk");
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
