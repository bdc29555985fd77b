// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { mockServer } from "./dev/mock_plugin.ts";
import { packAssets } from "./dev/pack.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Sets the theme before the first paint, where the server has not done so already. It is a file of
 * its own because the policy allows no inline script, and hashed because assets are immutable.
 */
function themeScript(): Plugin {
  const source = readFileSync(here("./apps/desk/theme.js"), "utf8");
  const name = `assets/theme-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;
  return {
    name: "heed-theme-script",
    configureServer: (server) => {
      server.middlewares.use(`/${name}`, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: name, source });
    },
    transformIndexHtml: () => [
      { tag: "script", attrs: { src: `/${name}` }, injectTo: "head-prepend" },
    ],
  };
}

export default defineConfig({
  root: here("./apps"),
  publicDir: false,
  resolve: { alias: { "~": here(".") } },
  plugins: [react(), tailwindcss(), themeScript(), mockServer(), packAssets(here("./dist"))],
  worker: { format: "es" },
  build: {
    outDir: here("./dist"),
    emptyOutDir: true,
    target: "es2023",
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { desk: here("./apps/desk/index.html") },
    },
  },
});
