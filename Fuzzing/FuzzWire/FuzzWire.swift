// The program that libFuzzer drives for the wire. scripts/fuzz-wire builds it, starts it and writes the report.

import CLibFuzzer
import FuzzProgram
import Glibc
import WireExercise

/// `FuzzWire --surface=NAME --corpus=FOLDER [--tallies=FILE] [libFuzzer's flags] [CORPUS or FILES]`, where FOLDER is the
/// repository's `corpus`.
@main
struct FuzzWire {
    static func main() {
        do {
            try Run.process.begin(CommandLine.arguments)
        } catch {
            File.complain("\(error)")
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

/// Not called: `main` names its own function. Where libFuzzer's `main` is linked in beside ours, it wants this one.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 { 0 }
