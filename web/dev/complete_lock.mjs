// SPDX-License-Identifier: AGPL-3.0-or-later
// A registry that does not carry the parts for other systems makes npm leave them out of the lock
// file, and `npm ci` then takes the file for outdated. This writes them in again, by name, version
// and system. Run it after every `npm install`:  node dev/complete_lock.mjs package-lock.json
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "sunos", "win32"];
const processors = ["arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

function systemOf(name) {
  const parts = name.split(/[-/]/);
  const os = systems.filter((one) => parts.includes(one));
  const cpu = processors.filter((one) => parts.includes(one));
  const libc = parts.includes("musl") ? ["musl"] : parts.includes("gnu") ? ["glibc"] : [];
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(libc.length ? { libc } : {}),
    ...(os.length ? { os } : {}),
  };
}

for (const file of process.argv.slice(2)) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const added = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      const flat = `node_modules/${name}`;
      if (lock.packages[nested] || lock.packages[flat]) continue;
      added[flat] = {
        version: range.replace(/^[^\d]*/, ""),
        ...systemOf(name),
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      };
    }
  }
  const packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(added).length} parts for other systems named`);
}
