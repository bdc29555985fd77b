// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";

/** Only the names, for choosing one; the mailboxes themselves have a feature of their own. */
export const mailboxNamesQuery = queryOptions({
  queryKey: ["mailboxes"],
  queryFn: () => call(api.GET("/mailboxes")),
});
