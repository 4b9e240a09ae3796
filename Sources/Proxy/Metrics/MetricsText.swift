// Numbers in the text format that Prometheus reads.

// Prometheus: exposition_formats.md, text format 0.0.4.
/// Writes families of metrics, each with its help and type.
struct MetricsText {
    /// What a family's values are.
    enum Kind: String {
        case counter, gauge, histogram
    }

    private(set) var text = ""
    private var name = ""

    /// Begins a family; samples follow. `name` is without the program's prefix.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        self.name = "sqlguard_\(name)"
        text += "# HELP \(self.name) \(help)\n# TYPE \(self.name) \(kind.rawValue)\n"
    }

    /// One sample of the family.
    mutating func sample(_ value: String, _ labels: KeyValuePairs<String, String> = [:]) {
        sample(of: name, value, labels)
    }

    /// One sample of the family.
    mutating func sample(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) { sample(String(value), labels) }

    /// A family of one sample.
    mutating func single(_ name: String, _ kind: Kind, _ value: Int, _ help: String) {
        family(name, kind, help)
        sample(value)
    }

    /// A whole family of durations.
    mutating func histogram(_ name: String, _ histogram: Histogram, _ help: String) {
        family(name, .histogram, help)
        var count: UInt64 = 0
        for place in histogram.counts.indices {
            count += histogram.counts[place]
            let bound = place == Histogram.bounded ? "+Inf" : Self.seconds(Histogram.bound(place))
            sample(of: self.name + "_bucket", String(count), ["le": bound])
        }
        sample(of: self.name + "_sum", Self.seconds(histogram.sum), [:])
        sample(of: self.name + "_count", String(count), [:])
    }

    /// Nanoseconds in seconds, exactly.
    static func seconds(_ nanoseconds: UInt64) -> String {
        let digits = String(nanoseconds % 1_000_000_000)
        return "\(nanoseconds / 1_000_000_000)." + String(repeating: "0", count: 9 - digits.count) + digits
    }

    private mutating func sample(of name: String, _ value: String, _ labels: KeyValuePairs<String, String>) {
        text += name
        if !labels.isEmpty {
            let parts = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            text += "{" + parts.joined(separator: ",") + "}"
        }
        text += " \(value)\n"
    }

    /// A label's value: a backslash, a quote and a line feed are written with a backslash.
    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", "\"": text += "\\\(scalar)"
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
