// SPDX-License-Identifier: AGPL-3.0-or-later

import { QueryClientProvider } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { Refusal } from "~/api/problem";
import { useLocale } from "~/core/locale";
import { m } from "~/core/messages/messages";
import { queries } from "~/core/queries";
import { Quiet } from "~/kit/quiet";
import { Failed } from "~/kit/states";
import { Toasts } from "~/kit/toast";
import { TooltipLayer } from "~/kit/tooltip";

export function Root() {
  const locale = useLocale();
  return (
    <Quiet>
      <QueryClientProvider client={queries}>
        <Outlet key={locale} />
        <Toasts />
        <TooltipLayer />
      </QueryClientProvider>
    </Quiet>
  );
}

export const NotFound = () => (
  <main>
    <Failed fault={new Refusal({ status: 404, code: "not_found" })} />
    <p className="text-center text-14">
      <Link
        to="/tickets/$view"
        params={{ view: "inbox" }}
        search={{}}
        className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
      >
        {m.to_inbox()}
      </Link>
    </p>
  </main>
);
