#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the TypeScript types of an OpenAPI document to standard output.

    tools/api_types.py docs/api/openapi.json > web/api/schema.d.ts

It reads the words of JSON Schema that `heed openapi` writes and refuses all others, so that a
type is never silently wrong. The shape is what the desk's client expects: `paths` by method,
`operations` by name, `components`.
"""
import json
import pathlib
import sys

HEAD = """// SPDX-License-Identifier: AGPL-3.0-or-later
// Written by tools/api_types.py from docs/api/openapi.json. Do not change it by hand: ./dev fix.
"""
PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
KNOWN = {
    "type", "enum", "format", "minimum", "maximum", "minLength", "maxLength", "items", "maxItems",
    "properties", "required", "additionalProperties", "anyOf", "$ref", "description",
}
METHODS = ["get", "put", "post", "delete", "patch"]


def reference(ref: str) -> str:
    first, *rest = ref.removeprefix("#/").split("/")
    return first + "".join(f"[{json.dumps(name)}]" for name in rest)


def in_brackets(text: str) -> str:
    return f"({text})" if " | " in text else text


def object_type(schema: dict, depth: int) -> str:
    pad = "  " * (depth + 1)
    required = set(schema.get("required", []))
    lines = []
    for name, member in schema.get("properties", {}).items():
        if "description" in member:
            lines.append(f"{pad}/** {member['description']} */")
        mark = "" if name in required else "?"
        lines.append(f"{pad}{name}{mark}: {type_of(member, depth + 1)};")
    more = schema.get("additionalProperties", False)
    if isinstance(more, dict) and not lines:
        lines.append(f"{pad}[key: string]: {type_of(more, depth + 1)};")
    elif more and not lines:
        lines.append(f"{pad}[key: string]: unknown;")
    if not lines:
        return "Record<string, never>"
    return "{\n" + "\n".join(lines) + "\n" + "  " * depth + "}"


def one_type(name: str, schema: dict, depth: int) -> str:
    if name == "array":
        return in_brackets(type_of(schema["items"], depth)) + "[]"
    if name == "object":
        return object_type(schema, depth)
    if name == "string" and "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"] if value is not None)
    return PLAIN[name]


def type_of(schema: dict, depth: int = 0) -> str:
    strange = schema.keys() - KNOWN
    if strange:
        raise ValueError(f"no type is known for {', '.join(sorted(strange))}")
    if "$ref" in schema:
        return reference(schema["$ref"])
    if "anyOf" in schema:
        return " | ".join(type_of(one, depth) for one in schema["anyOf"])
    if "type" not in schema:
        return "unknown"
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " | ".join(one_type(name, schema, depth) for name in names)


def resolved(document: dict, value: dict) -> dict:
    if "$ref" not in value:
        return value
    for name in value["$ref"].removeprefix("#/").split("/"):
        document = document[name]
    return document


def parameters_type(document: dict, operation: dict) -> str:
    groups = {"query": [], "header": [], "path": [], "cookie": []}
    for parameter in operation.get("parameters", []):
        parameter = resolved(document, parameter)
        groups[parameter["in"]].append(parameter)
    lines = []
    for where, found in groups.items():
        if not found:
            lines.append(f"      {where}?: never;")
            continue
        mark = "" if any(one["required"] for one in found) else "?"
        lines.append(f"      {where}{mark}: {{")
        for one in found:
            if "description" in one:
                lines.append(f"        /** {one['description']} */")
            optional = "" if one["required"] else "?"
            name = one["name"] if one["name"].isidentifier() else json.dumps(one["name"])
            lines.append(f"        {name}{optional}: {type_of(one['schema'], 4)};")
        lines.append("      };")
    return "{\n" + "\n".join(lines) + "\n    }"


def content_type(content: dict, pad: str) -> str:
    lines = [
        f"{pad}  {json.dumps(media)}: {type_of(body['schema'], len(pad) // 2 + 1)};"
        for media, body in content.items()
    ]
    return "{\n" + "\n".join(lines) + f"\n{pad}}}"


def response_type(response: dict, pad: str) -> str:
    if "$ref" in response:
        return reference(response["$ref"])
    content = (
        f"content: {content_type(response['content'], pad + '  ')}"
        if "content" in response
        else "content?: never"
    )
    return (
        f"{{\n{pad}  headers: {{ [name: string]: unknown }};\n{pad}  {content};\n{pad}}}"
    )


def operation_type(document: dict, operation: dict) -> list[str]:
    body = "requestBody?: never"
    if "requestBody" in operation:
        content = content_type(operation["requestBody"]["content"], "      ")
        body = f"requestBody: {{\n      content: {content};\n    }}"
    lines = [
        f"  /** {operation['summary']} */",
        f"  {operation['operationId']}: {{",
        f"    parameters: {parameters_type(document, operation)};",
        f"    {body};",
        "    responses: {",
    ]
    for status, response in operation["responses"].items():
        lines.append(f"      {status}: {response_type(response, '      ')};")
    return lines + ["    };", "  };"]


def types_of(document: dict) -> str:
    lines = ["export interface paths {"]
    for path, methods in document["paths"].items():
        lines.append(f"  {json.dumps(path)}: {{")
        nothing = "query?: never; header?: never; path?: never; cookie?: never"
        lines.append(f"    parameters: {{ {nothing} }};")
        for method in METHODS:
            if method in methods:
                lines.append(f"    {method}: operations[\"{methods[method]['operationId']}\"];")
            else:
                lines.append(f"    {method}?: never;")
        lines.append("  };")
    lines += ["}", "", "export interface components {", "  schemas: {"]
    for name, schema in document["components"]["schemas"].items():
        lines.append(f"    {name}: {type_of(schema, 2)};")
    lines += ["  };", "  responses: {"]
    for name, response in document["components"]["responses"].items():
        lines.append(f"    {name}: {response_type(response, '    ')};")
    lines += ["  };", "}", "", "export interface operations {"]
    for methods in document["paths"].values():
        for method in METHODS:
            if method in methods:
                lines += operation_type(document, methods[method])
    return HEAD + "\n" + "\n".join(lines) + "\n}\n"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 64
    print(types_of(json.loads(pathlib.Path(arguments[0]).read_text())), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
