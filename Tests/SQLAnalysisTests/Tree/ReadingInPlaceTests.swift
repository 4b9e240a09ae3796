// Reading on a registered thread: the same outcome, never more stack than is asked for, and never more than the bounds.

import Testing

@testable import SQLAnalysis

@Suite("Reading on a registered thread", .serialized)
struct ReadingInPlaceTests {
    /// A stack far smaller than that of any event loop: 512 kB in a release build.
    private static let thread: PaintedThread? = {
        guard let thread = PaintedThread(stackBytes: ReadingInPlace.leastStack + 128 << 10) else { return nil }
        let isRegistered = thread.run { (try? ReadingInPlace.registerThread()) != nil }
        return isRegistered == true ? thread : nil
    }()

    /// What reading in place comes to, as far as it can be compared.
    private enum Reading: Equatable {
        case outcome(TextOutcome)
        case refused(Code, SourceRange?)
        case handedOver
    }

    private func reading(_ body: () throws(Refusal) -> TextOutcome?) -> Reading {
        do throws(Refusal) { return try body().map(Reading.outcome) ?? .handedOver } catch {
            return .refused(error.code, error.range)
        }
    }

    private func inPlace(_ text: String) throws -> Reading {
        let thread = try #require(Self.thread)
        let reader = try Analysed.reader.get()
        return try #require(thread.run { reading { () throws(Refusal) in try reader.readInPlace(Array(text.utf8)) } })
    }

    private func handedOver(_ text: String) throws -> Reading {
        let reader = try Analysed.reader.get()
        return reading { () throws(Refusal) in try reader.read(Array(text.utf8)) }
    }

    @Test("a thread that is not registered reads nothing by itself")
    func unregistered() throws {
        let reader = try Analysed.reader.get()
        let thread = try #require(PaintedThread(stackBytes: ReadingInPlace.leastStack * 2))
        let outcome = thread.run { reading { () throws(Refusal) in try reader.readInPlace(Array("SELECT 1".utf8)) } }
        #expect(outcome == .handedOver)
    }

    @Test("the deepest texts within the bounds leave a quarter of the stack asked for", arguments: DeepTexts.all)
    func deepest(_ shape: DeepTexts) throws {
        let thread = try #require(Self.thread)
        let (text, next) = shape.atTheBound
        let outcome = try inPlace(text)
        guard case .outcome = outcome else {
            Issue.record("\(text) comes to \(outcome)")
            return
        }
        #expect(outcome == (try handedOver(text)))
        #expect(thread.mostStackUsed <= ReadingInPlace.leastStack / 4 * 3, "\(shape.name): \(thread.mostStackUsed)")
        #expect(try inPlace(next) == .handedOver)
    }

    @Test("a text that is too deep is handed over by `read`, from a registered thread too")
    func beyond() throws {
        let thread = try #require(Self.thread)
        let reader = try Analysed.reader.get()
        let text = "SELECT " + String(repeating: "1 + ", count: 2_000) + "1"
        let outcome = thread.run { reading { () throws(Refusal) in try reader.read(Array(text.utf8)) } }
        #expect(outcome == (try handedOver(text)))
        #expect(thread.mostStackUsed <= ReadingInPlace.leastStack / 4 * 3)
    }

    @Test("a short text in which too many names could mean too much is handed over")
    func pairs() throws {
        func text(_ count: Int) -> String {
            let names = Array(repeating: "a", count: count).joined(separator: ",")
            return "SELECT \(names) FROM \(names)"
        }
        #expect(try inPlace(text(60)) == handedOver(text(60)))
        #expect(try inPlace(text(80)) == .handedOver)
    }

    @Test("with less stack left than is asked for, nothing is read in place")
    func littleStack() throws {
        let reader = try Analysed.reader.get()
        let small = try #require(PaintedThread(stackBytes: ReadingInPlace.leastStack))
        #expect(small.run { (try? ReadingInPlace.registerThread()) != nil } == true)
        let outcome = small.run { reading { () throws(Refusal) in try reader.readInPlace(Array("SELECT 1".utf8)) } }
        #expect(outcome == .handedOver)
    }

    @Test("what is wrong with a text is said in the same words and at the same place")
    func refusals() throws {
        for text in ["SELEC 1", "SELECT 'a", "", "SELECT /* é */ FROM WHERE", "SELECT 1; SELEC 2"] {
            #expect(try inPlace(text) == handedOver(text))
        }
    }

    @Test("bytes and tokens are bounded too")
    func size() throws {
        let words = String(repeating: " a,", count: ReadingInPlace.maxTokens / 2 - 1)
        #expect(try inPlace("SELECT\(words) a") != .handedOver)
        #expect(try inPlace("SELECT\(words) a, b") == .handedOver)
        let name = String(repeating: "a", count: ReadingInPlace.maxBytes - "SELECT ''".utf8.count)
        #expect(try inPlace("SELECT '\(name)'") != .handedOver)
        #expect(try inPlace("SELECT '\(name)a'") == .handedOver)
    }
}
