// Measures the steps from text to analysis in one process. scripts/bench starts it round by round and does the statistics.

import Glibc
import SQLAnalysis

/// `Benchmark repeated FILE MILLISECONDS` and `Benchmark cold FILE`: a line of tab-separated numbers for each step.
@main
struct Benchmark {
    let text: [UInt8]
    let counter = AllocationCounter()

    static func main() {
        let arguments = CommandLine.arguments
        do throws(Refusal) {
            switch (arguments.dropFirst().first, arguments.count) {
            case ("repeated", 4):
                let milliseconds = Int(arguments[3]) ?? 50
                try Benchmark(text: read(arguments[2])).repeated(least: milliseconds * 1_000_000)
            case ("cold", 3): try Benchmark(text: read(arguments[2])).cold()
            default: throw Refusal(.invalidValue, "usage: Benchmark repeated FILE MILLISECONDS | Benchmark cold FILE")
            }
        } catch {
            print("Benchmark: \(error.code.name) \(error.message)")
            exit(2)
        }
    }

    /// Repeats each step for at least `least` nanoseconds of processor time and prints what one repetition costs.
    func repeated(least: Int) throws(Refusal) {
        let stages = Stages(reader: try StatementReader())
        let lines = try ParserThreads.process.run { () throws(Refusal) -> [String] in
            try refuseRefused(try stages.whole(text))
            let blanked = try stages.lex(text).blanked + [0]
            let parse = try line("parse", least) { () throws(Refusal) in try stages.parse(blanked) { blackHole($0) } }
            let (tree, decode) = try stages.parse(blanked) { packed throws(Refusal) in
                let cost = try line("decode", least) { () throws(Refusal) in blackHole(try stages.decode(packed)) }
                return (try stages.decode(packed), cost)
            }
            let statements = try stages.lower(tree)
            return [
                try line("lex", least) { () throws(Refusal) in blackHole(try stages.lex(text)) }, parse, decode,
                try line("lower", least) { () throws(Refusal) in blackHole(try stages.lower(tree)) },
                try line("classify", least) { () throws(Refusal) in blackHole(try stages.classify(statements)) },
                try line("whole", least) { () throws(Refusal) in blackHole(try stages.whole(text)) },
            ]
        }
        for line in lines { print(line) }
        print(try line("read", least) { () throws(Refusal) in blackHole(try stages.reader.read(text)) })
    }

    /// Takes each step once, in a process that has done nothing else.
    func cold() throws(Refusal) {
        let start = Reading.now(counter)
        let stages = Stages(reader: try StatementReader())
        let grammar = Reading.now(counter).since(start)
        print("grammar", grammar.columns(times: 1), separator: "\t")
        let lines = try ParserThreads.process.run { () throws(Refusal) -> [String] in
            var lines: [String] = []
            let start = Reading.now(counter)
            var last = start
            func note(_ name: String) {
                lines.append("\(name)\t\(Reading.now(counter).since(last).columns(times: 1))")
                last = Reading.now(counter)
            }
            let lexed = try stages.lex(text)
            note("lex")
            let tree = try stages.parse(lexed.blanked + [0]) { packed throws(Refusal) in
                note("parse")
                return try stages.decode(packed)
            }
            note("decode")
            let statements = try stages.lower(tree)
            note("lower")
            blackHole(try stages.classify(statements))
            note("classify")
            lines.append("whole\t\(last.since(start).columns(times: 1))")
            return lines
        }
        for line in lines { print(line) }
    }

    /// Repeats `body`, in rounds that double, until a round takes long enough.
    private func line(
        _ name: String,
        _ least: Int,
        _ body: () throws(Refusal) -> Void
    ) throws(Refusal) -> String {
        var times = 1
        while true {
            let start = Reading.now(counter)
            for _ in 0..<times { try body() }
            let cost = Reading.now(counter).since(start)
            if cost.process >= least { return "\(name)\t\(cost.columns(times: times))" }
            times *= 2
        }
    }

    /// A refusal would make the figures those of something else.
    private func refuseRefused(_ outcome: TextOutcome) throws(Refusal) {
        for statement in outcome.statements {
            if case .refused(let refusal, _) = statement { throw refusal }
        }
    }

    private static func read(_ path: String) throws(Refusal) -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Refusal(.unreadableFile, "cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

/// Takes a value, so that the work for it is not optimised away.
@inline(never)
func blackHole<Value>(_ value: Value) {}
