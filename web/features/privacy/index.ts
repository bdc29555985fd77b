// SPDX-License-Identifier: AGPL-3.0-or-later
export { DeleteDialog } from "./delete_dialog";
export { ErasePanel } from "./erase_panel";
export { HoldDialog } from "./hold_dialog";
