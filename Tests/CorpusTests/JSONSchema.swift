// The part of JSON Schema that the published schemas use. A keyword that is not known here is an error, not a pass.

import Foundation

/// A JSON value as a reader sees it.
indirect enum JSONValue: Decodable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    init(_ text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// A schema, and what is wrong with a value according to it.
struct JSONSchema {
    let root: JSONValue

    /// Every way in which the value does not fit, with the path to it; empty when it fits.
    func problems(of value: JSONValue) -> [String] { check(value, root, "$") }

    private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument in
            apply(keyword, argument, keywords, value, path)
        }
    }

    private func apply(
        _ keyword: String,
        _ argument: JSONValue,
        _ all: [String: JSONValue],
        _ value: JSONValue,
        _ path: String
    ) -> [String] {
        switch (keyword, argument) {
        case ("$schema", _), ("$id", _), ("$defs", _), ("title", _), ("description", _), ("default", _): return []
        case ("$ref", .string(let reference)):
            guard reference.hasPrefix("#/$defs/"), let target = root["$defs"]?[String(reference.dropFirst(8))] else {
                return ["\(path): no definition \(reference)"]
            }
            return check(value, target, path)
        case ("type", .string(let name)):
            return value.typeName == name ? [] : ["\(path): \(value.typeName) is no \(name)"]
        case ("const", _): return value == argument ? [] : ["\(path): is not the constant"]
        case ("enum", .array(let values)): return values.contains(value) ? [] : ["\(path): is none of the values"]
        case ("anyOf", .array(let schemas)):
            return schemas.contains { check(value, $0, path).isEmpty } ? [] : ["\(path): fits none of the choices"]
        case ("oneOf", .array(let schemas)):
            let fitting = schemas.count { check(value, $0, path).isEmpty }
            return fitting == 1 ? [] : ["\(path): fits \(fitting) of the choices"]
        case ("dependentRequired", .object(let dependents)):
            guard case .object(let members) = value else { return [] }
            return dependents.sorted { $0.key < $1.key }.flatMap { name, needed -> [String] in
                guard members[name] != nil, case .array(let names) = needed else { return [] }
                return names.compactMap { needed in
                    guard case .string(let needed) = needed, members[needed] == nil else { return nil }
                    return "\(path).\(needed): is missing beside \(name)"
                }
            }
        case ("minimum", .integer(let least)):
            if case .integer(let number) = value, number < least { return ["\(path): is less than \(least)"] }
            return []
        case ("maximum", .integer(let most)):
            if case .integer(let number) = value, number > most { return ["\(path): is more than \(most)"] }
            return []
        case ("minLength", .integer(let least)):
            if case .string(let text) = value, text.unicodeScalars.count < least { return ["\(path): is too short"] }
            return []
        case ("minItems", .integer(let least)):
            if case .array(let elements) = value, elements.count < least { return ["\(path): has too few elements"] }
            return []
        case ("maxItems", .integer(let most)):
            if case .array(let elements) = value, elements.count > most { return ["\(path): has too many elements"] }
            return []
        case ("uniqueItems", .bool(true)):
            guard case .array(let elements) = value else { return [] }
            let isUnique = elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
            return isUnique ? [] : ["\(path): has an element twice"]
        case ("pattern", .string(let pattern)):
            guard case .string(let text) = value, let regex = try? Regex(pattern) else {
                return ["\(path): no pattern"]
            }
            return text.contains(regex) ? [] : ["\(path): does not fit \(pattern)"]
        case ("items", _):
            guard case .array(let elements) = value else { return [] }
            return elements.enumerated().flatMap { check($1, argument, "\(path)[\($0)]") }
        case ("properties", .object(let properties)):
            guard case .object(let members) = value else { return [] }
            return members.sorted { $0.key < $1.key }.flatMap { name, member in
                properties[name].map { check(member, $0, "\(path).\(name)") } ?? ["\(path).\(name): is not known"]
            }
        case ("additionalProperties", .bool(false)): return all["properties"] == nil ? ["\(path): no properties"] : []
        case ("required", .array(let names)):
            guard case .object(let members) = value else { return [] }
            return names.compactMap { name in
                guard case .string(let name) = name, members[name] == nil else { return nil }
                return "\(path).\(name): is missing"
            }
        default: return ["\(path): the schema's keyword \(keyword) is not known"]
        }
    }
}
