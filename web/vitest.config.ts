// SPDX-License-Identifier: AGPL-3.0-or-later
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    environment: "happy-dom",
    // Only a defect reaches it, however busy the machine is.
    testTimeout: 90_000,
    include: ["{api,apps,core,kit,features,dev}/**/*.test.{ts,tsx}"],
    setupFiles: ["./dev/test_setup.ts"],
    environmentOptions: {
      happyDOM: {
        url: "http://desk.example/desk/",
        settings: { disableIframePageLoading: true, handleDisabledFileLoadingAsSuccess: true },
      },
    },
  },
});
