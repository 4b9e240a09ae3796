// One run of the fuzzer: exercises each input, counts how inputs end, and stops at the first promise that is not kept.

import CLibFuzzer
import Exercise
import FuzzProgram
import Glibc
import SQLAnalysis

/// The state that libFuzzer's callbacks share; they come on one thread, one after the other.
///
/// `@unchecked Sendable`: only touched on the thread that runs libFuzzer.
final class Run: @unchecked Sendable {
    /// C callbacks have no other way to it.
    static let process = Run()

    private var exercise: Exercise?
    private var tallies = Tallies()
    private var options = Options([])
    private var mutator = TokenMutator(words: Grammar.words())

    private init() {}

    /// Loads the schema. Throws SG9009 when it cannot be read, and what reading it throws.
    func begin(_ options: Options) throws(Refusal) {
        self.options = options
        guard let schema = File.read(options.schema) else {
            throw Refusal(.unreadableFile, "cannot read the schema `\(options.schema)`")
        }
        exercise = try Exercise(schema: schema)
    }

    /// Exercises one input. A promise that is not kept ends the process, which libFuzzer notes as a crash.
    func take(_ text: [UInt8]) {
        guard let report = exercise?.run(text) else { return }
        tallies.take(report.ending)
        guard !report.wrong.isEmpty else { return stopInTime() }
        for complaint in report.wrong { File.complain(complaint) }
        guard options.keepsGoing else { abort() }
        File.complain("the input: \(String(decoding: text, as: UTF8.self).debugDescription)")
    }

    /// Interrupts libFuzzer, which then prints its figures, once the processor time is used up.
    private func stopInTime() {
        guard let seconds = options.processorSeconds, clock() / Int(CLOCKS_PER_SEC) >= seconds else { return }
        end()
        raise(SIGINT)
    }

    /// Writes how inputs ended.
    func end() {
        guard let path = options.tallies else { return }
        File.write(tallies.lines, to: path)
    }

    /// Changes the input in `data`; returns its new size.
    func mutate(_ data: UnsafeMutableBufferPointer<UInt8>, _ size: Int, _ seed: UInt32) -> Int {
        if mutates(byTokens: seed) {
            let text = Array(data[..<size])
            if let changed = mutator.change(text, seed: seed, most: data.count) { return put(changed, into: data) }
        }
        return LLVMFuzzerMutate(data.baseAddress, size, data.count)
    }

    /// Makes one input of two; returns its size, 0 when it makes none.
    func cross(
        _ first: [UInt8],
        _ second: [UInt8],
        _ data: UnsafeMutableBufferPointer<UInt8>,
        _ seed: UInt32
    ) -> Int {
        if mutates(byTokens: seed), let changed = mutator.cross(first, second, seed: seed, most: data.count) {
            return put(changed, into: data)
        }
        return LLVMFuzzerMutate(data.baseAddress, put(first, into: data), data.count)
    }

    private func mutates(byTokens seed: UInt32) -> Bool {
        switch options.mutator {
        case .bytes: false
        case .tokens: true
        case .both: seed & 1 != 0
        }
    }

    private func put(_ text: [UInt8], into data: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let size = min(text.count, data.count)
        for index in 0..<size { data[index] = text[index] }
        return size
    }
}
