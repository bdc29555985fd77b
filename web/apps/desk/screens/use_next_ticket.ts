// SPDX-License-Identifier: AGPL-3.0-or-later
import { commandsNow } from "~/core/commands/commands";

/** Goes on to the next ticket of the list: what its key does, without the key. */
export const useNextTicket = () => () =>
  commandsNow()
    .find((one) => one.id === "list.next")
    ?.run();
