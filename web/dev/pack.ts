// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const packed = /\.(js|css|html|svg|json|txt)$/;
/** Below this a packet carries the file either way. */
const worthwhileBytes = 1000;

/** Writes `x.js.br` and `x.js.gz` beside each `x.js` of `folder`, for the server to choose from. */
export function packAssets(folder: string): Plugin {
  return {
    name: "heed-pack-assets",
    apply: "build",
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!packed.test(name) || name.startsWith(".")) continue;
        const plain = readFileSync(`${folder}/${name}`);
        if (plain.length < worthwhileBytes) continue;
        writeFileSync(`${folder}/${name}.gz`, gzipSync(plain, { level: 9 }));
        writeFileSync(`${folder}/${name}.br`, brotli(plain));
      }
    },
  };
}

const brotli = (plain: Buffer) =>
  brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
