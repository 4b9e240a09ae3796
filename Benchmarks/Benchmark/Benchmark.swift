// Measures the steps from text to analysis in one process. scripts/bench starts it round by round and does the statistics.

import Audit
import Glibc
import SQLAnalysis

/// `Benchmark repeated FILE MILLISECONDS` and `Benchmark cold FILE`: a line of tab-separated numbers for each step.
/// `Benchmark definitions FILE MILLISECONDS` does so for a schema in DDL, `Benchmark catalog FILE MILLISECONDS` for the
/// catalog file that it is converted to.
/// `Benchmark masked FILE SCHEMA MILLISECONDS COLUMN...` measures a statement whose tables have masked columns: the first time,
/// and with other literals than before.
/// `Benchmark audit MILLISECONDS` measures the records of one execution.
/// `Benchmark loading FILE TIMES` does so for the steps of reading a schema.
/// `Benchmark step NAME FILE TIMES` only repeats one step, for those who count instructions from outside.
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
            case ("definitions", 4), ("catalog", 4):
                let milliseconds = Int(arguments[3]) ?? 50
                try Benchmark(text: read(arguments[2])).schema(arguments[1], least: milliseconds * 1_000_000)
            case ("masked", 4...):
                try Benchmark(text: read(arguments[2])).masked(
                    schema: read(arguments[3]),
                    columns: arguments.dropFirst(5),
                    least: (Int(arguments[4]) ?? 50) * 1_000_000
                )
            case ("cold", 3): try Benchmark(text: read(arguments[2])).cold()
            case ("audit", 3):
                do throws(AuditFailure) {
                    try AuditStage.measure(least: (Int(arguments[2]) ?? 50) * 1_000_000, AllocationCounter())
                } catch {
                    throw Refusal(.unreadableFile, "\(error)")
                }
            case ("loading", 4): try Benchmark(text: read(arguments[2])).loading(Int(arguments[3]) ?? 1)
            case ("step", 5): try Benchmark(text: read(arguments[3])).step(arguments[2], Int(arguments[4]) ?? 1)
            default: throw Refusal(.invalidValue, "the arguments are not understood")
            }
        } catch {
            print("Benchmark: \(error.code.name) \(error.message)")
            exit(2)
        }
    }

    /// Repeats each step for at least `least` nanoseconds of processor time and prints what one repetition costs.
    func repeated(least: Int) throws(Refusal) {
        try each { name, body throws(Refusal) in try repeated(name, least, body) }
    }

    func repeated(_ name: String, _ least: Int, _ body: () throws(Refusal) -> Void) throws(Refusal) {
        var times = 1
        while true {
            let start = Reading.now(counter)
            for _ in 0..<times { try body() }
            let cost = Reading.now(counter).since(start)
            if cost.process >= least { return print(name, cost.columns(times: times), separator: "\t") }
            times *= 2
        }
    }

    /// Loads a schema from its DDL or from its catalog file.
    func schema(_ form: String, least: Int) throws(Refusal) {
        let loader = CatalogLoader(try StatementReader())
        func load() throws(Refusal) -> CatalogSnapshot { try loader.load(text) { _ in "epoch" }.snapshot }
        if form == "definitions" { return try repeated(form, least) { () throws(Refusal) in blackHole(try load()) } }
        let file = Array(try CatalogFile.text(of: load()).utf8)
        try repeated(form, least) { () throws(Refusal) in blackHole(try CatalogFile.read(file)) }
    }

    /// Repeats one step.
    func step(_ wanted: String, _ times: Int) throws(Refusal) {
        try each { name, body throws(Refusal) in
            guard name == wanted else { return }
            for _ in 0..<times { try body() }
        }
    }

    /// Prepares each step and gives it to `measure`; all but the last on a parser thread.
    private func each(
        _ measure: @escaping @Sendable (String, () throws(Refusal) -> Void) throws(Refusal) -> Void
    ) throws(Refusal) {
        let stages = Stages(reader: try StatementReader())
        try ParserThreads.process.run { () throws(Refusal) in try onThread(stages, measure) }
        try measure("read") { () throws(Refusal) in blackHole(try stages.reader.read(text)) }
    }

    private func onThread(
        _ stages: Stages,
        _ measure: (String, () throws(Refusal) -> Void) throws(Refusal) -> Void
    ) throws(Refusal) {
        try refuseRefused(try stages.whole(text))
        try measure("lex") { () throws(Refusal) in blackHole(try stages.lex(text)) }
        let blanked = try stages.lex(text).blanked + [0]
        try measure("parse") { () throws(Refusal) in try stages.parse(blanked) { blackHole($0) } }
        let tree = try stages.parse(blanked) { packed throws(Refusal) in
            try measure("decode") { () throws(Refusal) in blackHole(try stages.decode(packed)) }
            return try stages.decode(packed)
        }
        let statements = try stages.lower(tree)
        try measure("lower") { () throws(Refusal) in blackHole(try stages.lower(tree)) }
        try measure("classify") { () throws(Refusal) in blackHole(try stages.classify(statements)) }
        try measure("whole") { () throws(Refusal) in blackHole(try stages.whole(text)) }
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

    /// Reads a schema file `times` times, step by step in one thread and then as it is done, and prints what it costs.
    func loading(_ times: Int) throws(Refusal) {
        let stages = SchemaStages(reader: try StatementReader(), text: text)
        for _ in 0..<times {
            let lines = try ParserThreads.process.run { () throws(Refusal) in try stages.lines(counter) }
            for line in lines { print(line) }
            let start = Reading.now(counter)
            blackHole(try stages.load())
            print("load", Reading.now(counter).since(start).columns(times: 1), separator: "\t")
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
