// SPDX-License-Identifier: AGPL-3.0-or-later

export { CustomerField, type CustomerValue } from "./customer_field";
export { PersonCards } from "./person_cards";
