// One run of the fuzzer: exercises each input, counts how inputs end, and stops at the first promise that is not kept.

import CLibFuzzer
import FuzzProgram
import Glibc
import SQLAnalysis
import WireExercise

/// The state that libFuzzer's callbacks share; they come on one thread, one after the other.
///
/// `@unchecked Sendable`: only touched on the thread that runs libFuzzer.
final class Run: @unchecked Sendable {
    /// C callbacks have no other way to it.
    static let process = Run()

    /// What is wrong with the arguments.
    struct Problem: Error, CustomStringConvertible { let description: String }

    private var exercise: WireExercise?
    private var surface = Surface.frontend
    private var tallies: [String: Int] = [:]
    private var talliesFile: String?
    private var mutator = CourseMutator()

    private init() {}

    /// Reads arguments, policies and the schema.
    func begin(_ arguments: [String]) throws {
        var given: [String: String] = [:]
        for argument in arguments.dropFirst() where argument.hasPrefix("--") {
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { given[parts[0]] = parts[1] }
        }
        guard let surface = given["surface"].flatMap({ Surface(rawValue: $0) }) else {
            let names = Surface.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(description: "--surface is one of \(names)")
        }
        self.surface = surface
        // As an event loop's thread; waiting for the parser's threads takes longer than reading.
        try ReadingInPlace.registerThread()
        talliesFile = given["tallies"]
        func read(_ name: String) throws -> [UInt8] {
            let path = "\(given["corpus"] ?? "corpus")/\(name)"
            guard let bytes = File.read(path) else { throw Problem(description: "cannot read `\(path)`") }
            return bytes
        }
        exercise = try WireExercise(
            open: try read("policies/gate-open.yaml"),
            closed: try read("policies/gate.yaml"),
            out: try read("policies/gate-out.yaml"),
            unanalysed: try read("policies/gate-unanalysed.yaml"),
            schema: try read("schemas/shop.sql")
        )
    }

    /// Exercises one input. A promise that is not kept ends the process, which libFuzzer notes as a crash.
    func take(_ bytes: [UInt8]) {
        guard let report = exercise?.run(surface, bytes) else { return }
        tallies[report.ending, default: 0] += 1
        guard !report.wrong.isEmpty else { return }
        for complaint in report.wrong.prefix(8) { File.complain(complaint) }
        abort()
    }

    /// Writes how inputs ended: a line for each ending.
    func end() {
        guard let path = talliesFile else { return }
        let lines = tallies.sorted { $0.key < $1.key }.map { "input \($0.key) \($0.value)\n" }
        File.write(lines.joined(), to: path)
    }

    /// Changes the input in `data`; returns its new size.
    func mutate(_ data: UnsafeMutableBufferPointer<UInt8>, _ size: Int, _ seed: UInt32) -> Int {
        // Half of the changes of conversations are made step by step: lengths stay right then.
        if surface == .session, seed & 1 != 0 {
            let changed = mutator.change(Array(data[..<size]), seed: seed)
            if changed.count <= data.count, !changed.isEmpty {
                for index in changed.indices { data[index] = changed[index] }
                return changed.count
            }
        }
        return LLVMFuzzerMutate(data.baseAddress, size, data.count)
    }
}
