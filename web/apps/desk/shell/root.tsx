// SPDX-License-Identifier: AGPL-3.0-or-later

import { QueryClientProvider } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Refusal } from "~/api/problem";
import { queries } from "~/core/queries";
import { Quiet } from "~/kit/quiet";
import { Failed } from "~/kit/states";
import { Toasts } from "~/kit/toast";
import { TooltipLayer } from "~/kit/tooltip";

export function Root() {
  return (
    <Quiet>
      <QueryClientProvider client={queries}>
        <Outlet />
        <Toasts />
        <TooltipLayer />
      </QueryClientProvider>
    </Quiet>
  );
}

export const NotFound = () => <Failed fault={new Refusal({ status: 404, code: "not_found" })} />;
