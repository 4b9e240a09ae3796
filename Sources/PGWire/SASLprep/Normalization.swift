// Unicode's normalization form KC: one spelling for what looks or means the same.

// Unicode Standard Annex 15; PostgreSQL: unicode_norm.c, unicode_normalize.
/// Normalization of text that has no characters newer than Unicode 3.2.
enum Normalization {
    /// The form KC: taken apart, put in order, put together.
    static func formKC(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        var codes: [UInt32] = []
        for scalar in scalars { Decompositions.all.append(scalar.value, to: &codes) }
        var marks = codes.map(Mark.init)
        order(&marks)
        return composed(marks).compactMap { Unicode.Scalar($0) }
    }

    /// A character and where it stands beside others on the same base.
    private struct Mark {
        let code: UInt32
        /// 0 for a character that others are put on.
        let combiningClass: UInt8

        init(_ code: UInt32) {
            self.code = code
            combiningClass = Unicode.Scalar(code)?.properties.canonicalCombiningClass.rawValue ?? 0
        }
    }

    /// Marks behind the same base by rising class; those of one class stay as they are.
    private static func order(_ marks: inout [Mark]) {
        var start = 0
        while start < marks.count {
            guard marks[start].combiningClass > 0 else {
                start += 1
                continue
            }
            let end = marks[start...].firstIndex { $0.combiningClass == 0 } ?? marks.count
            // Sorting by place too keeps the order of equals, which `sort` does not promise.
            let sorted = marks[start..<end].enumerated().sorted {
                ($0.element.combiningClass, $0.offset) < ($1.element.combiningClass, $1.offset)
            }
            marks.replaceSubrange(start..<end, with: sorted.map(\.element))
            start = end
        }
    }

    /// Each character that has one stands together with the last base, unless something between keeps it away.
    private static func composed(_ marks: [Mark]) -> [UInt32] {
        var codes: [UInt32] = []
        var base: Int?
        var lastClass: Int?
        for mark in marks {
            let thisClass = Int(mark.combiningClass)
            if let base, (lastClass ?? -1) < thisClass,
                let composition = Decompositions.all.composition(codes[base], mark.code)
            {
                codes[base] = composition
                continue
            }
            if thisClass == 0 { base = codes.count }
            lastClass = thisClass == 0 ? nil : thisClass
            codes.append(mark.code)
        }
        return codes
    }
}
