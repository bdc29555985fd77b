// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs before the first paint: the person's theme and density, from their cookies.
for (const name of ["theme", "density"]) {
  const found = document.cookie.match(new RegExp(`(?:^|; )heed_${name}=([a-z]+)`));
  if (found) document.documentElement.dataset[name] = found[1];
}
