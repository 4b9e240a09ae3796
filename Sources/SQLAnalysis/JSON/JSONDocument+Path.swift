// Where a value stands in a JSON document, as people write it and as code asks for it.

/// A step from a value to one inside it.
enum JSONStep: Equatable, Sendable {
    /// The member of an object.
    case key(String)
    /// The element of an array, counted from 0.
    case element(Int)
}

extension JSONDocument {
    /// The way from the whole value to an entry, such as `relations[3].columns[0].type`; empty for the whole value.
    ///
    /// Walks from the top: paths are for what is refused.
    func path(to index: Int) -> String {
        var path = ""
        var container = 0
        while container < index, isContainer(container) {
            let isObject = entries[container].kind == .object
            var child = container + 1
            var number = 0
            var value = child
            while true {
                value = isObject ? child + 1 : child
                // A key stands for its value.
                if index < Int(entries[value].next) { break }
                child = Int(entries[value].next)
                number += 1
            }
            if isObject {
                path += (path.isEmpty ? "" : ".") + string(child)
            } else {
                path += "[\(number)]"
            }
            container = index == child && isObject ? index : value
        }
        return path
    }

    /// The entry that is reached by these steps, or as far as they lead.
    func entry(_ steps: [JSONStep]) -> Int {
        var index = 0
        for step in steps {
            guard let next = child(of: index, step) else { return index }
            index = next
        }
        return index
    }

    private func isContainer(_ index: Int) -> Bool {
        switch entries[index].kind {
        case .array, .object: true
        case .null, .yes, .no, .integer, .decimal, .string, .escapedString: false
        }
    }

    private func child(of index: Int, _ step: JSONStep) -> Int? {
        guard isContainer(index) else { return nil }
        let end = Int(entries[index].next)
        var child = index + 1
        var number = 0
        while child < end {
            switch (step, entries[index].kind) {
            case (.key(let key), .object):
                if string(child) == key { return child + 1 }
                child = Int(entries[child + 1].next)
            case (.element(let wanted), .array):
                if number == wanted { return child }
                child = Int(entries[child].next)
            case (.key, _), (.element, _): return nil
            }
            number += 1
        }
        return nil
    }
}
