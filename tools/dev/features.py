# SPDX-License-Identifier: AGPL-3.0-or-later
"""./dev new feature NAME: the skeleton of a feature."""
import ui


def main(arguments: list[str]) -> int:
    raise ui.Stop("the generator is not there yet")
