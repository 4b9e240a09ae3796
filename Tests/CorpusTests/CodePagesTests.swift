// The list of codes, their pages and the corpus, compared with each other.

import Foundation
import SQLAnalysis
import Testing

@Suite("Codes")
struct CodePagesTests {
    @Test("docs/codes/ is what the explanations print")
    func pages() throws {
        let folder = CorpusFiles.root.appending(path: "docs/codes")
        let wanted = CodePages.all
        if CorpusTests.golden { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
        let there = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        for name in there.sorted() where wanted["docs/codes/\(name)"] == nil {
            if CorpusTests.golden { try FileManager.default.removeItem(at: folder.appending(path: name)) }
            Issue.record("docs/codes/\(name): reworded: no code has this page")
        }
        for (path, text) in wanted.sorted(by: { $0.key < $1.key }) {
            guard (try? CorpusFiles.text(path)) != text else { continue }
            if CorpusTests.golden {
                try text.write(to: CorpusFiles.root.appending(path: path), atomically: true, encoding: .utf8)
            }
            Issue.record("\(path): reworded: the page is not what the explanation prints; ./dev golden rewrites it")
        }
    }

    @Test("an explanation says three things, in sentences", arguments: Code.allCases)
    func explanations(code: Code) {
        let explanation = code.explanation
        #expect(!explanation.title.isEmpty && !explanation.title.hasSuffix("."))
        for text in [explanation.what, explanation.why, explanation.instead] {
            #expect(text.count > 20 && (text.hasSuffix(".") || text.hasSuffix("`.")), "\(text)")
            #expect(!text.contains("\n") && !text.contains("  "), "\(text)")
        }
    }

    @Test("a title belongs to one code")
    func titles() {
        let titles = Code.allCases.map(\.explanation.title)
        #expect(Set(titles).count == titles.count)
    }
}
