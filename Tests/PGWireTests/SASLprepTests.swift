// SASLprep: the RFC's examples, what PostgreSQL does otherwise, and Unicode's normalization.

import Testing

@testable import PGWire

/// U+FDD0 and U+10FFFF, which no literal may hold.
private let nonCharacter = String(decoding: [0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self)
private let last = String(decoding: [0xF4, 0x8F, 0xBF, 0xBF] as [UInt8], as: UTF8.self)

@Suite("SASLprep")
struct SASLprepTests {
    private func prepare(_ text: String) throws(SASLprep.Failure) -> String {
        String(decoding: try SASLprep.prepare(Array(text.utf8)), as: UTF8.self)
    }

    // RFC 4013, section 3.
    @Test(
        "the RFC's examples are prepared",
        arguments: [("I\u{AD}X", "IX"), ("user", "user"), ("USER", "USER"), ("\u{AA}", "a"), ("\u{2168}", "IX")]
    )
    func examples(input: String, output: String) throws {
        #expect(Array(try prepare(input).utf8) == Array(output.utf8))
    }

    @Test(
        "what is prohibited, unassigned or of two directions has no prepared form, and is hashed as it is",
        arguments: [
            // RFC 4013, section 3: its first example is of ASCII, which PostgreSQL takes as it is.
            ("\u{627}1", .directions), ("\u{7}\u{e4}", .prohibited), ("a\u{85}", .prohibited),
            ("a\u{340}", .prohibited),
            ("\u{e000}", .prohibited), (nonCharacter, .prohibited), ("\u{fffd}", .prohibited),
            ("a\u{200e}", .prohibited),
            ("\u{2ff0}", .prohibited), ("\u{e0041}", .prohibited), (last, .prohibited),
            // Assigned after Unicode 3.2.
            ("\u{221}", .prohibited), ("\u{1f600}", .prohibited), ("\u{20bd}", .prohibited),
            ("\u{5d0}a\u{5d0}", .directions), ("a\u{5d0}", .directions), ("\u{5d0}1", .directions),
            ("1\u{5d0}", .directions), ("\u{ad}", .empty), ("\u{ad}\u{200d}\u{fe0f}", .empty),
        ] as [(String, SASLprep.Failure)]
    )
    func unprepared(input: String, failure: SASLprep.Failure) {
        #expect(throws: failure) { try prepare(input) }
        #expect(SASLprep.bytes(Array(input.utf8)) == Array(input.utf8))
    }

    @Test("bytes that are no UTF-8 are hashed as they are")
    func invalidUTF8() {
        for bytes in [[0xFF], [0x61, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]] {
            #expect(throws: SASLprep.Failure.notUTF8) { try SASLprep.prepare(bytes) }
            #expect(SASLprep.bytes(bytes) == bytes)
        }
    }

    @Test(
        "characters are mapped, then normalized",
        arguments: [
            ("", ""), ("\u{7}", "\u{7}"), ("a\u{a0}b", "a b"), ("\u{3000}\u{1680}x", "  x"), ("a\u{200b}b", "a b"),
            ("\u{feff}\u{e4}", "\u{e4}"), ("a\u{308}", "\u{e4}"), ("\u{212b}", "\u{c5}"), ("\u{fb01}", "fi"),
            ("\u{ff21}\u{ff5e}", "A~"), ("\u{1e9b}\u{323}", "\u{1e69}"), ("\u{ac01}", "\u{ac01}"),
            ("\u{1100}\u{1161}\u{11a8}", "\u{ac01}"), ("\u{1100}\u{1161}\u{300}\u{11a8}", "\u{ac00}\u{300}\u{11a8}"),
            ("\u{3a9}\u{2126}", "\u{3a9}\u{3a9}"), ("\u{627}\u{653}1\u{628}", "\u{622}1\u{628}"),
            (
                "\u{fdfa}",
                "\u{635}\u{644}\u{649} \u{627}\u{644}\u{644}\u{647} \u{639}\u{644}\u{64a}\u{647} \u{648}\u{633}\u{644}\u{645}"
            ),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{958}", "\u{915}\u{93c}"), ("\u{344}", "\u{308}\u{301}"),
            ("\u{2f868}", "\u{36fc}"),
        ]
    )
    func mapped(input: String, output: String) throws {
        #expect(Array(try prepare(input).utf8) == Array(output.utf8))
    }

    // RFC 3454, appendices A to D: as many as Python's stringprep and PostgreSQL's saslprep.c have.
    @Test("the tables hold as many code points as the RFC's, and Unicode's decompositions")
    func tables() {
        #expect(CodePoints(StringprepTables.spaces).count == 17)
        #expect(CodePoints(StringprepTables.nothing).count == 27)
        #expect(CodePoints(StringprepTables.prohibited).count == 139_813)
        #expect(CodePoints(StringprepTables.unassigned).count == 879_309)
        #expect(CodePoints(StringprepTables.rightToLeft).count == 1044)
        #expect(CodePoints(StringprepTables.leftToRight).count == 229_973)
        let count = Decompositions.all.count
        #expect(count.apart == 1926 + 3217 && count.together == 917)
        let ranges = CodePoints("5 10-20 30")
        #expect(
            [4, 5, 6, 0xF, 0x10, 0x20, 0x21, 0x30, 0x31].map { ranges.contains(Unicode.Scalar(UInt8($0))) }
                == [false, true, false, false, true, true, false, true, false]
        )
    }

    @Test("normalization of random text is what it is of itself, and of its canonical equivalent")
    func stable() {
        var generator = SeededGenerator(state: 4013)
        let alphabet: [ClosedRange<UInt32>] = [
            0x41...0x17F, 0x300...0x345, 0x5B0...0x5EA, 0x1100...0x11F9, 0x1E00...0x1EFF, 0xAC00...0xAD00,
            0xFB00...0xFDFF,
        ]
        for _ in 0..<500 {
            let scalars: [Unicode.Scalar] = (0..<8).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: alphabet.randomElement(using: &generator) ?? 0x41...0x5A, using: &generator)
                )
            }
            let form = Normalization.formKC(scalars)
            #expect(Normalization.formKC(form) == form)
        }
    }
}
