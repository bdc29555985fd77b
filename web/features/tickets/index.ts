// SPDX-License-Identifier: AGPL-3.0-or-later
export {
  categoriesQuery,
  causesQuery,
  countsQuery,
  createTicket,
  discardHeld,
  earlierEntries,
  historyQuery,
  inOrder,
  keepTicket,
  listsChanged,
  openFollowUp,
  reverseJudgement,
  rowOf,
  ticketQuery,
} from "./api";
export { useCategoryChoices } from "./categories";
export { attempt } from "./changes";
export { Details } from "./context/details";
export { markDrafted, useDrafted } from "./drafted";
export { showDialog, useOpen } from "./header/open";
export { tidyTag } from "./header/tags";
export { BackButton, TicketHeader } from "./header/ticket_header";
export { useTicketKeys } from "./header/ticket_keys";
export { cancellationsIn, changeWords, isLine, useNames } from "./history_words";
export { TicketLines } from "./list/ticket_lines";
export { useReading } from "./reading";
export { SpamNotice } from "./spam_notice";
export { StateIcon } from "./state_icon";
export { readingOffers, ticketOffers, useTicketCommands, useTicketReady } from "./ticket_wishes";
