// SPDX-License-Identifier: AGPL-3.0-or-later
export { DeleteDialog } from "./delete_dialog";
export { HoldDialog } from "./hold_dialog";
export { PersonalDataPanel } from "./personal_data_panel";
