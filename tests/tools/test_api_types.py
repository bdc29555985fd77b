# SPDX-License-Identifier: AGPL-3.0-or-later
import unittest

import tree  # noqa: F401  (makes tools/ importable)

import api_types


class ApiTypesTest(unittest.TestCase):
    def test_plain_values(self) -> None:
        self.assertEqual(api_types.type_of({"type": "integer", "minimum": 1}), "number")
        self.assertEqual(api_types.type_of({"type": ["string", "null"]}), "string | null")
        self.assertEqual(api_types.type_of({}), "unknown")

    def test_choices(self) -> None:
        schema = {"type": ["string", "null"], "enum": ["new", "open", None]}
        self.assertEqual(api_types.type_of(schema), '"new" | "open" | null')

    def test_lists_and_references(self) -> None:
        schema = {"type": "array", "items": {"$ref": "#/components/schemas/Team"}}
        self.assertEqual(api_types.type_of(schema), 'components["schemas"]["Team"][]')
        nullable = {"anyOf": [{"$ref": "#/components/schemas/Team"}, {"type": "null"}]}
        self.assertEqual(api_types.type_of(nullable), 'components["schemas"]["Team"] | null')

    def test_objects(self) -> None:
        schema = {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "note": {"type": "string"}},
            "required": ["id"],
            "additionalProperties": False,
        }
        self.assertEqual(api_types.type_of(schema), "{\n  id: number;\n  note?: string;\n}")
        times = {"type": "object", "additionalProperties": {"type": "string"}}
        self.assertEqual(api_types.type_of(times), "{\n  [key: string]: string;\n}")

    def test_unknown_words_are_refused(self) -> None:
        with self.assertRaises(ValueError):
            api_types.type_of({"type": "string", "pattern": "a+"})


if __name__ == "__main__":
    unittest.main()
