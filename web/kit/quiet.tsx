// SPDX-License-Identifier: AGPL-3.0-or-later
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";

/** Keeps the parts of the kit from writing style elements, which the page's policy forbids. */
export const Quiet = ({ children }: { children: ReactNode }) => (
  <CSPProvider disableStyleElements>{children}</CSPProvider>
);
