// SPDX-License-Identifier: AGPL-3.0-or-later
export { DemoPanel } from "./demo_panel";
export { LoadDemo } from "./load_demo";
