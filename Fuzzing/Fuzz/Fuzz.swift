// The program that libFuzzer drives. scripts/fuzz builds it, starts it and writes the report.

import CLibFuzzer
import Exercise
import FuzzProgram
import Glibc
import SQLAnalysis

/// `Fuzz --schema=FILE --tallies=FILE [--mutator=bytes|tokens|both] [--keep-going] [--processor-seconds=N] [libFuzzer's
/// flags] [CORPUS or FILES]`, or `Fuzz --dictionary`, which prints the words of the grammar in libFuzzer's form.
@main
struct Fuzz {
    static func main() {
        let options = Options(CommandLine.arguments)
        if options.printsDictionary {
            for word in Grammar.words() { print("\"\(word)\"") }
            exit(0)
        }
        do throws(Refusal) {
            try Run.process.begin(options)
        } catch {
            File.complain("\(error.code.name) \(error.message)")
            exit(2)
        }
        atexit { Run.process.end() }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { data, size in
                Run.process.take(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            }
        )
    }
}

/// Called by libFuzzer for each new input.
@c(LLVMFuzzerCustomMutator)
public func mutate(_ data: UnsafeMutablePointer<UInt8>?, _ size: Int, _ most: Int, _ seed: UInt32) -> Int {
    guard let data else { return 0 }
    return Run.process.mutate(UnsafeMutableBufferPointer(start: data, count: most), size, seed)
}

/// Called by libFuzzer for an input that two others are made into.
@c(LLVMFuzzerCustomCrossOver)
public func cross(
    _ first: UnsafePointer<UInt8>?,
    _ firstSize: Int,
    _ second: UnsafePointer<UInt8>?,
    _ secondSize: Int,
    _ data: UnsafeMutablePointer<UInt8>?,
    _ most: Int,
    _ seed: UInt32
) -> Int {
    guard let data else { return 0 }
    return Run.process.cross(
        Array(UnsafeBufferPointer(start: first, count: firstSize)),
        Array(UnsafeBufferPointer(start: second, count: secondSize)),
        UnsafeMutableBufferPointer(start: data, count: most),
        seed
    )
}
