// Lines, columns and characters.

import Testing

@testable import SQLAnalysis

@Suite("Text positions")
struct TextPositionTests {
    private let table = LineTable(Array("aé\n😀b\r\nc\rd\n".utf8))
    //                                 0 1 3  4  8 9 10 11 12 13 14 15

    @Test("lines end with LF, CR LF or CR; columns count characters")
    func positions() {
        let expected = [
            0: (1, 1, 1), 1: (1, 2, 2), 3: (1, 3, 3), 4: (2, 1, 4), 8: (2, 2, 5), 9: (2, 3, 6), 10: (2, 4, 7),
            11: (3, 1, 8), 12: (3, 2, 9), 13: (4, 1, 10), 14: (4, 2, 11), 15: (5, 1, 12),
        ]
        for (byte, (line, column, character)) in expected {
            #expect(table.position(ofByte: byte) == TextPosition(line: line, column: column, character: character))
            #expect(table.byte(ofCharacter: character) == byte)
        }
        #expect(table.count == 5)
    }

    @Test("offsets outside of the text are its ends")
    func outside() {
        #expect(table.position(ofByte: -5) == table.position(ofByte: 0))
        #expect(table.position(ofByte: 99) == table.position(ofByte: 15))
        #expect(table.byte(ofCharacter: 0) == 0)
        #expect(table.byte(ofCharacter: -3) == 0)
        #expect(table.byte(ofCharacter: 99) == 15)
    }

    @Test("a line's range leaves out its end")
    func lines() {
        #expect(
            (1...5).map(table.range(ofLine:)) == [
                SourceRange(0, 3), SourceRange(4, 9), SourceRange(11, 12), SourceRange(13, 14), SourceRange(15, 15),
            ]
        )
        #expect(table.range(ofLine: 0) == SourceRange(15, 15))
        #expect(table.range(ofLine: 6) == SourceRange(15, 15))
    }

    @Test("an empty text has one empty line")
    func empty() {
        let table = LineTable([])
        #expect(table.count == 1)
        #expect(table.position(ofByte: 0) == TextPosition(line: 1, column: 1, character: 1))
        #expect(table.byte(ofCharacter: 1) == 0)
        #expect(table.range(ofLine: 1) == SourceRange(0, 0))
    }
}
